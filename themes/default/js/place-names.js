/* Names of places: which bucket holds what is typed (as chooser/keys.py says it), and which places it may mean. Pure. */
/**
 * @typedef {Object} Place
 * @property {string} code of the commune of today
 * @property {string} name as it is known; an old one with `now`
 * @property {string} now
 * @property {string} departement @property {string} departementName
 * @property {string} epci @property {string[]} postcodes
 * @property {number} size @property {string} words
 */
/**
 * A place as it is searched; what else is known of it is read only when it is shown.
 * @typedef {Object} Listed
 * @property {string[]} head number and name of its département
 * @property {string} text
 * @property {string} words @property {string} main `words` without "le", "saint"
 * @property {string} sounds what is heard of it, once it was asked
 */
const communPlaceNames = (function () {
  'use strict';
  const LONG = ['AN', 'FL', 'FR', 'KR', 'NR', 'NT', 'PL', 'PR', 'SN', 'SR'];
  const LEADING = /^(?:(?:le|la|les|l|saint|sainte|st|ste) )+(?=.)/;
  /** @type {[RegExp, string][]} */
  const SPELLINGS = [[/ph/g, 'f'], [/gn/g, 'n'], [/[sc]?ch|sh/g, 's'], [/[cs]*c(?=[eiy])/g, 's'], [/g(?=[eiy])/g, 'j'], [/x/g, 's']];
  const LETTERS = 'bpdtgkqczsjfvwmnlr';
  const SOUNDS = 'PPTTKKKKSSSFFFNNLR';

  /** Small letters and figures, without accents, words a space apart. @param {string} text */
  function normal(text) { return whole(plain(text).replace(/[^a-z0-9]+/g, ' ').trim()); }

  /** @param {string} text */
  function plain(text) { return text.toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae').normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }

  /** "saint" in full. @param {string} words */
  function whole(words) { return words.indexOf('st') >= 0 ? words.replace(/\bst\b/g, 'saint').replace(/\bste\b/g, 'sainte') : words; }

  /** Without the number of an arrondissement. @param {string} words normal */
  function unnumbered(words) { return words.replace(/\b\d+(?:e|er|eme)?\b/g, '').trim(); }

  /** What is heard: a letter a sound. @param {string} words normal */
  function heard(words) {
    let text = unnumbered(words).replace(LEADING, '').replace(/ /g, '');
    if (text.length > 3) { text = text.replace(/(.)[stxdpz]+$/, '$1'); }
    SPELLINGS.forEach(function (each) { text = text.replace(each[0], each[1]); });
    const first = /^[aeiouyh]/.test(text) ? 'A' : '';
    let sounds = first;
    let last = '';
    for (let at = 0; at < text.length; at += 1) {
      const sound = SOUNDS.charAt(LETTERS.indexOf(text.charAt(at)));
      if (sound && sound !== last) { sounds += sound; }
      last = sound || last;
    }
    return sounds;
  }

  /** The bucket of a name; "" when there is nothing to hear in it. @param {string} words normal */
  function bucket(words) {
    const key = heard(words);
    let size = 2;
    while (size < key.length && LONG.indexOf(key.slice(0, size)) >= 0) { size += 1; }
    return key.slice(0, size).toLowerCase();
  }

  /** The bucket of a postcode, or of its start; "" when it is too short, or of no French place. @param {string} figures */
  function postcodeBucket(figures) {
    const start = figures.slice(0, /^9[78]/.test(figures) ? 3 : 2);
    return /^(0[1-9]|[1-8]\d|9[0-5]|97[1-8]|98[678])$/.test(start) ? 'p' + start : '';
  }

  /** The figures of a postcode that is being typed, CEDEX or not; "" when it is a name. @param {string} text */
  function figures(text) {
    const found = text.replace(/(\d)[ .](?=\d)/g, '$1').match(/(?:^|[^\d])(\d{5})(?!\d)/);
    return found ? found[1] : /^\s*\d[\d .]*$/.test(text) ? text.replace(/\D/g, '').slice(0, 5) : '';
  }

  /** Read a bucket. @param {string} text @returns {Listed[]} */
  function read(text) {
    /** @type {Listed[]} */
    const found = [];
    const lines = text.split('\n').map(function (line) { return line.split('|'); });
    // All names at once: one by one costs a slow phone a tenth of a second.
    const names = lines.map(function (line) { return line.slice(1).map(nameOf).join('\n'); }).join('\n');
    const simple = plain(names).replace(/[^a-z0-9\n]+/g, ' ').split('\n');
    lines.forEach(function (line) {
      const head = line[0].split(';');
      for (let rank = 1; rank < line.length; rank += 1) {
        const words = whole(simple[found.length].trim());
        found.push({ head: head, text: line[rank], words: words, main: words.replace(LEADING, ''), sounds: '' });
      }
    });
    return found;
  }

  /** @param {Listed} listed @returns {Place} */
  function opened(listed) {
    const field = listed.text.split(';');
    const head = listed.head;
    return {
      code: head[0] + field[1], name: field[0], now: field[4] || '', departement: head[0], departementName: head[1], epci: field[3] || '',
      postcodes: field[5] ? field[5].split(' ') : [], size: Number(field[2]), words: listed.words
    };
  }

  /** @param {string} part */
  function nameOf(part) { return part.slice(0, part.indexOf(';')); }

  /**
   * How many slips of the finger lead from what is typed to the start of a name; over `most`, it stops counting.
   * @param {string} typed @param {string} name @param {number} most
   */
  function slips(typed, name, most) {
    const far = most + 1;
    const size = name.length;
    /** @type {number[]} */
    let above = [];
    /** @type {number[]} */
    let row = [];
    for (let at = 0; at <= size; at += 1) { row.push(at); }
    let best = 0;
    for (let i = 1; i <= typed.length; i += 1) {
      const next = [i];
      const from = Math.max(1, i - most); // further from the diagonal, there are too many slips already
      const to = Math.min(size, i + most);
      best = from > 1 ? far : i;
      next[from - 1] = best;
      for (let j = from; j <= to; j += 1) {
        const same = typed.charCodeAt(i - 1) === name.charCodeAt(j - 1);
        let cost = Math.min(j < i + most ? row[j] + 1 : far, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && typed.charCodeAt(i - 1) === name.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === name.charCodeAt(j - 1)) { cost = Math.min(cost, above[j - 2] + 1); }
        next[j] = cost;
        if (cost < best) { best = cost; }
      }
      if (best > most) { return far; }
      above = row;
      row = next;
    }
    return best;
  }

  /** @param {Listed} place */
  function soundsOf(place) {
    place.sounds = place.sounds || heard(place.main) || '-';
    return place.sounds;
  }

  /** How far a place is from what is typed, letter for letter: 0 is the very name, 9 is no match. @param {Listed} place @param {string} words @param {string} main */
  function distance(place, words, main) {
    if (place.words === words) { return 0; }
    if (place.main === main) { return 1; }
    if (main.length < 3) { return 9; }
    // "lhay les roses": the apostrophe of "L'Haÿ" is a space in its words.
    if (place.words.charAt(1) === ' ' && (place.words.charAt(0) + place.words.slice(2)).indexOf(words) === 0) { return 2; }
    if (place.words.indexOf(words) === 0 || place.main.indexOf(main) === 0) { return 2; }
    return place.words.indexOf(' ' + main) >= 0 ? 3 : 9;
  }

  /**
   * The places that a name may mean, the likeliest first; of several names of one commune, the best.
   * @param {string} text @param {Listed[]} places @param {number} [most]
   */
  function search(text, places, most) {
    const words = unnumbered(normal(text).replace(/\bcedex\b.*/, ''));
    const main = words.replace(LEADING, '');
    const sounds = heard(words);
    const allowed = main.length < 7 ? 1 : 2;
    /** @param {(place: Listed) => number} measure */
    function near(measure) {
      /** @type {{place: Listed, far: number}[]} */
      const close = [];
      places.forEach(function (place) {
        const far = measure(place);
        if (far < 9) { close.push({ place: place, far: far }); }
      });
      return close;
    }
    if (!words) { return []; }
    let found = near(function (place) { return distance(place, words, main); });
    // Slips are looked for only where the letters themselves say too little: they cost more.
    if (found.length < 3 && main.length > 3) {
      found = found.concat(near(function (place) {
        const count = slips(main, place.main.slice(0, main.length + allowed), allowed);
        return count <= allowed ? 3 + count : 9;
      }));
    }
    if (!found.length && sounds.length > 1) { found = near(function (place) { return soundsOf(place) === sounds ? 6 : 9; }); }
    return best(found, most);
  }

  /**
   * The communes of a postcode, the largest first. `near` says that none has it: a CEDEX, whose communes are guessed from its start.
   * @param {string} postcode @param {Listed[]} places of its bucket @param {number} [most]
   * @returns {{places: Place[], near: boolean}}
   */
  function ofPostcode(postcode, places, most) {
    /** @param {string} start @param {number} far */
    function starting(start, far) {
      const wanted = new RegExp('[; ]' + start);
      return places.filter(function (place) { return wanted.test(place.text.slice(place.text.lastIndexOf(';'))); })
        .map(function (place) { return { place: place, far: far }; });
    }
    const exact = starting(postcode, 0);
    if (exact.length || postcode.length < 5) { return { places: best(exact, most || 40), near: false }; }
    return { places: best(starting(postcode.slice(0, 3), 0).concat(starting(postcode.slice(0, 2), 1)), most || 6), near: true };
  }

  /** @param {{place: Listed, far: number}[]} close @param {number} [most] */
  function best(close, most) {
    const found = close.map(function (each) { return { place: opened(each.place), far: each.far }; });
    found.sort(function (one, other) {
      return one.far - other.far || other.place.size - one.place.size || one.place.words.length - other.place.words.length ||
        (one.place.words + one.place.code < other.place.words + other.place.code ? -1 : 1);
    });
    /** @type {Object<string, boolean>} */
    const seen = {};
    return found.map(function (each) { return each.place; }).filter(function (place) {
      if (seen[place.code]) { return false; }
      seen[place.code] = true;
      return true;
    }).slice(0, most || 8);
  }

  return { normal: normal, heard: heard, bucket: bucket, postcodeBucket: postcodeBucket, figures: figures, read: read, search: search, ofPostcode: ofPostcode };
})();

if (typeof module === 'object') { module.exports = communPlaceNames; }
