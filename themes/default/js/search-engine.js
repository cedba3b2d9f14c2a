/* Search, the reading of docs/search.md in the page: no DOM, integers only, the same order as the Python one. Classic script. */
(function (root) {
  'use strict';
  var BLANK = ' \t\n\r\u00a0\u202f';
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~'";
  var HALF = 45;
  var SCRIPTS = [['ar', [[0x600, 0x6ff], [0x750, 0x77f], [0x8a0, 0x8ff], [0xfb50, 0xfdff], [0xfe70, 0xfefe]]], ['ru', [[0x400, 0x52f]]]];
  var LEVELS = ['none', 'block', 'banner'];

  /** @param {string} text @returns {Set<string>} */
  function setOf(text) { return new Set(text.split(' ').filter(Boolean)); }
  /** "a=b c=d" to a Map. @param {string} text @returns {Map<string, string>} */
  function mapOf(text) { return new Map(text.split(' ').map(function (pair) { var at = pair.indexOf('='); return [pair.slice(0, at), pair.slice(at + 1)]; })); }
  /** @param {Map<string, any[]>} map @param {string} key @param {any} value */
  function push(map, key, value) { var list = map.get(key); if (list) { list.push(value); } else { map.set(key, [value]); } }
  /** @param {number} a @param {number} b */
  function div(a, b) { return Math.floor(a / b); }

  var VALUES = new Uint8Array(128);
  for (var digit = 0; digit < DIGITS.length; digit++) { VALUES[DIGITS.charCodeAt(digit)] = digit; }

  /** Numbers written one after the other, in base 45: the second half of the digits says that more follows. @param {string} text */
  function numbersOf(text) {
    var numbers = [], left = 0, power = 1;
    for (var i = 0; i < text.length; i++) {
      var value = VALUES[text.charCodeAt(i)];
      if (value >= HALF) { left += (value - HALF) * power; power *= HALF; } else { numbers.push(left + value * power); left = 0; power = 1; }
    }
    return numbers;
  }

  /** What the index file holds, read back. @constructor @param {any} data */
  function Index(data) {
    var self = this;
    this.weights = data.weights;
    this.needs = data.needs;
    this.topics = data.topics;
    this.help = data.help;
    this.readLanguage(data);
    this.stems = [];
    this.numbers = new Map();
    var before = '';
    data.stems.split(' ').forEach(function (coded, number) {
      before = before.slice(0, +coded[0]) + coded.slice(1);
      self.stems.push(before);
      self.numbers.set(before, number);
    });
    this.readPostings(data);
    this.readGroups(data.groups);
    this.lines = setOf(data.lines);
    this.ambiguous = data.ambiguous.map(function (item) { return [new Set(item[0].split('|')), item[1]]; });
    this.edges = null;
    this.readSigns(data.signs);
  }

  /** Stems by their first two letters, and by "-" with their last two: made when a word is not known. */
  Index.prototype.edge = function (key) {
    if (!this.edges) {
      var edges = this.edges = new Map();
      for (var number = 0; number < this.stems.length; number++) {
        var one = this.stems[number];
        if (one.length > 2) { push(edges, one.slice(0, 2), number); push(edges, '-' + one.slice(-2), number); }
      }
    }
    return this.edges.get(key) || [];
  };

  Index.prototype.readLanguage = function (data) {
    var fold = this.fold = new Map();
    'abcdefghijklmnopqrstuvwxyz0123456789'.split('').forEach(function (ch) { fold.set(ch, ch); fold.set(ch.toUpperCase(), ch); });
    Object.keys(data.fold).forEach(function (plain) {
      Array.from(data.fold[plain]).forEach(function (ch) { fold.set(ch, plain === "'" ? ' ' : plain); });
    });
    this.stop = setOf(data.stop);
    this.sms = mapOf(data.sms);
    this.irregular = mapOf(data.irregular);
    this.endings = data.endings.map(function (round) {
      var byLast = new Map();
      round.split(' ').forEach(function (rule) { var parts = rule.split('='); push(byLast, parts[0].slice(-1), [parts[0], parts[1], +parts[2]]); });
      return byLast;
    });
    var sounds = this.sounds = new Map();
    data.sounds.split(' ').forEach(function (rule) {
      var parts = rule.split('=');
      var letters = parts[0].split('/');
      push(sounds, letters[0][0], [letters[0], letters[1] || '', parts[1]]);
    });
    this.heard = new Map();
  };

  Index.prototype.readPostings = function (data) {
    var percents = this.weights.fields;
    var holder = [];
    var percent = [];
    data.fields.split(' ').forEach(function (letters, number) {
      for (var i = 0; i < letters.length; i++) { holder.push(number); percent.push(percents[letters[i]]); }
    });
    this.holder = Int32Array.from(holder);
    this.percent = Int32Array.from(percent);
    this.norm = new Int32Array(holder.length);
    this.documents = holder.length ? holder[holder.length - 1] + 1 : 0;
    this.unknown = div(data.idf[1] * this.weights.unknown, 100);
    var norm = this.norm;
    var idf = this.idf = [];
    this.postings = data.postings.split(' ').map(function (text) {
      var places = numbersOf(text), place = -1, held = 0, last = -1;
      for (var i = 0; i < places.length; i++) {
        place += places[i] + 1;
        places[i] = place;
        if (holder[place] !== last) { last = holder[place]; held++; }
      }
      var weight = data.idf[held];
      idf.push(weight);
      for (var n = 0; n < places.length; n++) { norm[places[n]] += weight; }
      return places;
    });
  };

  Index.prototype.readGroups = function (groups) {
    var beside = this.beside = new Map();
    var self = this;
    groups.split('`').filter(Boolean).forEach(function (group) {
      var members = group.split(' ').map(numbersOf);
      members.forEach(function (member) {
        var key = member.map(function (number) { return self.stems[number]; }).join(' ');
        if (!beside.has(key)) { beside.set(key, []); }
        var others = beside.get(key);
        members.forEach(function (other) {
          if (other !== member && other.length === 1 && self.postings[other[0]].length && others.indexOf(other[0]) < 0) { others.push(other[0]); }
        });
      });
    });
  };

  Index.prototype.readSigns = function (signs) {
    var slots = this.slots = new Map(), last = 0, lists = {};
    Object.keys(signs.lists).forEach(function (name) { lists[name] = signs.lists[name].split(' '); });
    /** Number a slot, written as names of lists and stems; a stem knows the slots it meets. */
    function slot(text) {
      text.split(' ').forEach(function (name) { (lists[name] || [name]).forEach(function (one) { if (one) { push(slots, one, last); } }); });
      return last++;
    }
    this.signs = signs.rules.split(';').map(function (rule) {
      var space = rule.indexOf(' ');
      var body = rule.slice(space + 2).split('!');
      return { need: +rule.slice(0, space), level: +rule[space + 1], slots: body[0].split('+').map(slot), cancel: slot(body[1]) };
    });
    this.slotCount = last;
    this.figures = signs.figures.split(';').map(function (figure) { return figure.split(' '); });
    this.contexts = setOf(signs.contexts);
  };

  /* --- text ------------------------------------------------------------------------------------------------------ */

  /** @param {Index} index @param {string[]} letters @returns {string[]} the folded words, SMS spelling written out */
  function tokens(index, letters) {
    var folded = letters.map(function (ch) { var f = index.fold.get(ch); return f === undefined ? ' ' : f; }).join('').split(' ').slice(0, 240);
    var found = [];
    var limit = 60;
    folded.forEach(function (word) {
      if (!word || limit <= 0) { return; }
      (index.sms.get(word) || word).split('-').forEach(function (part) { limit--; found.push(part.slice(0, 24)); });
    });
    return found;
  }

  function stem(index, word) {
    var known = index.irregular.get(word);
    if (known !== undefined) { return known; }
    if (word.length < 4 || word < ':') { return word; }
    for (var n = 0; n < index.endings.length; n++) {
      var rules = index.endings[n].get(word[word.length - 1]) || [];
      for (var i = 0; i < rules.length; i++) {
        var left = word.length - rules[i][0].length;
        if (left >= rules[i][2] && word.endsWith(rules[i][0])) { word = word.slice(0, left) + rules[i][1]; break; }
      }
    }
    return word.length > 3 && word[word.length - 1] === word[word.length - 2] ? word.slice(0, -1) : word;
  }

  function fits(before, next) {
    if (before === 'c') { return !next || 'aeiouy'.indexOf(next) < 0; }
    return !before || (next !== '' && (before === 's' ? 'eiy' : 'aou').indexOf(next) >= 0);
  }

  function sound(index, one) {
    var known = index.heard.get(one);
    if (known !== undefined) { return known; }
    var heard = '';
    for (var place = 0; place < one.length;) {
      var step = 1, said = one[place];
      var rules = index.sounds.get(said) || [];
      for (var i = 0; i < rules.length; i++) {
        if (one.startsWith(rules[i][0], place) && fits(rules[i][1], one.charAt(place + rules[i][0].length))) {
          step = rules[i][0].length;
          said = rules[i][2];
          break;
        }
      }
      for (var k = 0; k < said.length; k++) { if (heard[heard.length - 1] !== said[k]) { heard += said[k]; } }
      place += step;
    }
    while (heard.length > 2 && 'td'.indexOf(heard[heard.length - 1]) >= 0) { heard = heard.slice(0, -1); }
    index.heard.set(one, heard);
    return heard;
  }

  function scriptOf(index, letters) {
    var counts = [0, 0], latin = 0;
    if (letters.every(function (ch) { return ch < '\u0370'; })) { return ''; }
    letters.forEach(function (ch) {
      var code = ch.codePointAt(0), plain = index.fold.get(ch);
      if (plain && plain !== ' ') { latin++; }
      SCRIPTS.forEach(function (script, n) { if (script[1].some(function (range) { return range[0] <= code && code <= range[1]; })) { counts[n]++; } });
    });
    if (counts[0] > 1 && counts[0] > latin) { return 'ar'; }
    if (counts[1] > 1 && counts[1] > latin) { return letters.some(function (ch) { return 'іїєґІЇЄҐ'.indexOf(ch) >= 0; }) ? 'uk' : 'ru'; }
    return '';
  }

  /* --- words ----------------------------------------------------------------------------------------------------- */

  function numberOf(index, text) { var n = index.numbers.get(stem(index, text)); return n === undefined ? -1 : n; }
  function word(index, text, stop) { return { text: text, stem: stem(index, text), stop: stop, exact: false, found: [] }; }
  function known(index, text, percent) {
    var made = word(index, text, false);
    made.exact = true;
    made.found.push([index.numbers.get(made.stem), percent]);
    return made;
  }

  function readQuery(index, letters) {
    var texts = tokens(index, letters);
    var openEnd = " '.".indexOf(letters[letters.length - 1]) < 0;
    var words = [], left = 12;
    for (var place = 0; place < texts.length;) {
      var text = texts[place], last = place === texts.length - 1;
      var joined = last ? '' : join(index, text, texts[place + 1]);
      if (joined) {
        words.push(known(index, joined, index.weights.joined));
        place += 2;
        left--;
        continue;
      }
      place++;
      if (index.stop.has(text) || left <= 0) { words.push(word(index, text, true)); continue; }
      recognised(index, text, last && openEnd).forEach(function (one) { words.push(one); if (!one.stop) { left--; } });
    }
    addGroups(index, words);
    return words;
  }

  function join(index, first, second) {
    var text = first + second;
    if (text.length < 7 || second.length < 3 || numberOf(index, text) < 0) { return ''; }
    return numberOf(index, first) >= 0 && numberOf(index, second) >= 0 ? '' : text;
  }

  function recognised(index, text, prefix) {
    var weights = index.weights;
    if (numberOf(index, text) >= 0) { return [known(index, text, weights.exact)]; }
    var bare = withoutElision(index, text);
    if (bare) { return [known(index, bare, weights.joined)]; }
    var one = word(index, text, false);
    if (text.length < 3 || text < ':') { return [one]; }
    var seen = new Set();
    function add(number, percent) { if (!seen.has(number)) { seen.add(number); one.found.push([number, percent]); } }
    var key = sound(index, one.stem);
    if (key.length > 2) { sameSound(index, key).forEach(function (number) { add(number, weights.sound); }); }
    near(index, one.stem).forEach(function (pair) { add(pair[0], pair[1]); });
    if (prefix) { beginning(index, text).forEach(function (number) { add(number, weights.begins); }); }
    if (!one.found.length) {
      var parts = split(index, text);
      if (parts.length) {
        return parts.map(function (part) { return index.stop.has(part) ? word(index, part, true) : known(index, part, weights.split); });
      }
    }
    one.found = one.found.slice(0, 12);
    return [one];
  }

  /** Stems stand in the order of their sounds: bisect. */
  function sameSound(index, key) {
    var low = 0, high = index.stems.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (sound(index, index.stems[middle]) < key) { low = middle + 1; } else { high = middle; }
    }
    var found = [];
    while (found.length < 4 && low < index.stems.length && sound(index, index.stems[low]) === key) { found.push(low++); }
    return found;
  }

  function withoutElision(index, text) {
    for (var length = 1; length < 3; length++) {
      var rest = text.slice(length);
      var glued = length === 1 ? 'ldjmtsnc'.indexOf(text[0]) >= 0 : text.startsWith('qu');
      if (glued && rest.length > 2 && 'aeiouyh'.indexOf(rest[0]) >= 0 && numberOf(index, rest) >= 0) { return rest; }
    }
    return '';
  }

  function near(index, one) {
    if (one.length < 4) { return []; }
    var reach = one.length > 7 ? 2 : 1;
    var found = [], seen = new Set();
    [one.slice(0, 2), '-' + one.slice(-2)].forEach(function (edge) {
      index.edge(edge).slice(0, 400).forEach(function (number) {
        var other = index.stems[number];
        if (seen.has(number)) { return; }
        seen.add(number);
        if (Math.min(one.length, other.length) < 5 && one[0] !== other[0]) { return; }
        var far = distance(one, other, reach);
        if (far <= reach) { found.push([far, number]); }
      });
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    var best = found.length ? found[0][0] : 0;
    var percent = best < 2 ? index.weights.near : index.weights.far;
    return found.filter(function (pair) { return pair[0] === best; }).slice(0, 6).map(function (pair) { return [pair[1], percent]; });
  }

  function distance(one, other, reach) {
    if (Math.abs(one.length - other.length) > reach) { return reach + 1; }
    // What both begin and end with changes nothing.
    var start = 0, end = 0, least = Math.min(one.length, other.length);
    while (start < least && one[start] === other[start]) { start++; }
    while (end < least - start && one[one.length - 1 - end] === other[other.length - 1 - end]) { end++; }
    one = one.slice(start, one.length - end);
    other = other.slice(start, other.length - end);
    var n = other.length;
    if (!one.length || !n) { return one.length + n; }
    if (reach === 1 && one.length + n > 2 && (one.length + n > 4 || one[0] !== other[1] || one[1] !== other[0])) { return 2; }
    var older = [], before = [], row = [];
    for (var j = 0; j <= n; j++) { row.push(j); }
    for (var i = 1; i <= one.length; i++) {
      older = before;
      before = row;
      row = [i];
      least = i;
      for (j = 1; j <= n; j++) {
        var same = one[i - 1] === other[j - 1];
        var cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) { cost = Math.min(cost, older[j - 2] + 1); }
        row.push(cost);
        if (cost < least) { least = cost; }
      }
      if (least > reach) { return reach + 1; }
    }
    return row[n];
  }

  function beginning(index, text) {
    return index.edge(text.slice(0, 2)).slice(0, 400).filter(function (number) { return index.stems[number].startsWith(text); }).slice(0, 6);
  }

  function split(index, text) {
    if (text.length < 7 || text.length > 24) { return []; }
    for (var place = text.length - 3; place > 1; place--) {
      var first = text.slice(0, place), rest = text.slice(place);
      if (!(index.stop.has(first) || (place > 3 && text.length > 8 && numberOf(index, first) >= 0))) { continue; }
      if (rest.length > 3 && numberOf(index, rest) >= 0) { return [first, rest]; }
      var bare = withoutElision(index, rest);
      if (bare.length > 3) { return [first, bare]; }
      for (var middle = rest.length - 4; middle > 1; middle--) {
        if (index.stop.has(rest.slice(0, middle)) && numberOf(index, rest.slice(middle)) >= 0) { return [first, rest.slice(0, middle), rest.slice(middle)]; }
      }
    }
    return [];
  }

  function best(index, one) { return one.found.length ? index.stems[one.found[0][0]] : one.stem; }
  function meaning(words) { return words.filter(function (one) { return !one.stop; }); }

  function addGroups(index, words) {
    var said = meaning(words);
    said.forEach(function (one, place) {
      for (var length = 1; length < 4 && place + length <= said.length; length++) {
        var key = said.slice(place, place + length).map(function (part) { return best(index, part); }).join(' ');
        (index.beside.get(key) || []).forEach(function (number) {
          var fresh = one.found.length < 12 && one.found.every(function (pair) { return pair[0] !== number; });
          if (fresh) { one.found.push([number, index.weights.group]); }
        });
      }
    });
  }

  /* --- emergency ------------------------------------------------------------------------------------------------- */

  function dangerOf(index, words) {
    var heard = words.map(function (one) {
      if (one.stop || one.exact || one.stem.length < 5) { return [one.stem]; }
      var close = one.found.slice(0, 4).filter(function (pair) { return pair[1] >= index.weights.near; });
      return [one.stem].concat(close.map(function (pair) { return index.stems[pair[0]]; }));
    });
    var said = new Set();
    function listen() { said.clear(); heard.forEach(function (stems) { stems.forEach(function (one) { said.add(one); }); }); }
    listen();
    index.figures.forEach(function (figure) {
      if (!said.has(figure[0])) { return; }
      for (var start = 0; start + figure.length <= heard.length; start++) {
        var met = figure.every(function (one, n) { return heard[start + n].indexOf(one) >= 0; });
        for (var n = 0; met && n < figure.length; n++) { heard[start + n] = []; }
      }
    });
    listen();
    var found = new Map(), calm = false, met = new Uint8Array(index.slotCount);
    said.forEach(function (one) {
      calm = calm || index.contexts.has(one);
      (index.slots.get(one) || []).forEach(function (slot) { met[slot] = 1; });
    });
    if (calm) { return found; }
    index.signs.forEach(function (sign) {
      if (met[sign.cancel] || sign.level <= (found.get(sign.need) || 0)) { return; }
      for (var n = 0; n < sign.slots.length; n++) { if (!met[sign.slots[n]]) { return; } }
      if (together(index, heard, sign.slots)) { found.set(sign.need, sign.level); }
    });
    return found;
  }

  function together(index, heard, slots) {
    if (slots.length === 1) { return true; }
    var last = slots.map(function () { return -10; });
    return heard.some(function (stems, place) {
      stems.forEach(function (one) {
        (index.slots.get(one) || []).forEach(function (slot) { var n = slots.indexOf(slot); if (n >= 0) { last[n] = place; } });
      });
      return place - Math.min.apply(null, last) < 9;
    });
  }

  /* --- ranking --------------------------------------------------------------------------------------------------- */

  function massOf(index, one) {
    var held = one.found.filter(function (pair) { return index.postings[pair[0]].length; }).map(function (pair) { return index.idf[pair[0]]; });
    if (!held.length) { return index.unknown; }
    return one.exact && index.postings[one.found[0][0]].length ? held[0] : Math.max.apply(null, held);
  }

  /** @returns {Map<number, number>} document -> score in thousandths */
  function scores(index, words) {
    var weights = index.weights, repeats = weights.repeats, top = repeats.length - 1;
    var places = index.holder.length, documents = index.documents, mass = 0;
    var hits = new Int32Array(places), bag = new Int32Array(documents);
    var here = new Int32Array(places), held = new Int32Array(documents);
    words.forEach(function (one) {
      var heavy = massOf(index, one), touched = [], opened = [];
      mass += heavy;
      one.found.forEach(function (pair) {
        var list = index.postings[pair[0]];
        var value = div(Math.min(index.idf[pair[0]], heavy) * pair[1], 100);
        for (var i = 0; i < list.length;) {
          var number = index.holder[list[i]], count = 0;
          for (; i < list.length && index.holder[list[i]] === number; i++) {
            var place = list[i];
            if (here[place] < value) { if (!here[place]) { touched.push(place); } here[place] = value; }
            count++;
          }
          var worth = div(value * repeats[Math.min(count, top)], 100);
          if (held[number] < worth) { if (!held[number]) { opened.push(number); } held[number] = worth; }
        }
      });
      touched.forEach(function (place) { hits[place] += here[place]; here[place] = 0; });
      opened.forEach(function (number) { bag[number] += held[number]; held[number] = 0; });
    });
    var found = new Map(), first = new Int32Array(documents), second = new Int32Array(documents);
    for (var p = 0; p < places; p++) {
      if (!hits[p]) { continue; }
      var norm = weights.query * mass + weights.phrase * index.norm[p];
      var alike = div(10 * hits[p] * (weights.query + weights.phrase) * index.percent[p], norm);
      var d = index.holder[p];
      if (alike > first[d]) { second[d] = first[d]; first[d] = alike; } else if (alike > second[d]) { second[d] = alike; }
    }
    for (var n = 0; n < documents; n++) {
      if (bag[n]) { found.set(n, div(weights.best * first[n] + weights.second * second[n] + weights.bag * div(1000 * bag[n], mass), 1000)); }
    }
    return found;
  }

  function asked(index, words) {
    var said = meaning(words).map(function (one) { return best(index, one); });
    if (!said.length) { return []; }
    var item = index.ambiguous.filter(function (one) { return one[0].has(said.join(' ')); })[0];
    return item ? item[1] : [];
  }

  function answer(more) {
    return Object.assign({ results: [], emergency: 'none', choices: [], abstained: false, language: '', place: '' }, more);
  }

  /**
   * @param {string} query @param {Index} index
   * @returns {{results: number[][], emergency: string, choices: any[][], abstained: boolean, language: string, place: string}}
   */
  function search(query, index) {
    var letters = Array.from(query.slice(0, 400)).slice(0, 200);
    if (letters.every(function (ch) { return BLANK.indexOf(ch) >= 0; })) { return answer({}); }
    var language = scriptOf(index, letters);
    if (language) { return answer({ abstained: true, emergency: 'block', language: language }); }
    var typed = tokens(index, letters);
    if (typed.length === 1 && index.lines.has(typed[0])) { return answer({ abstained: true, emergency: 'banner' }); }
    if (typed.length === 1 && typed[0].length === 5 && typed[0].split('').every(function (ch) { return ch <= '9'; })) { return answer({ abstained: true, emergency: 'block', place: typed[0] }); }
    var words = readQuery(index, letters);
    var found = scores(index, meaning(words));
    var danger = 0;
    dangerOf(index, words).forEach(function (level, need) {
      danger = Math.max(danger, level);
      if (need >= 0) { found.set(need, Math.max((found.get(need) || 0) + index.weights.signs[level][0], index.weights.signs[level][1])); }
    });
    var ranked = Array.from(found).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    return decided(index, ranked, danger, asked(index, words));
  }

  function decided(index, ranked, danger, choices) {
    var weights = index.weights, count = index.needs.length;
    var needs = ranked.filter(function (pair) { return pair[0] < count; });
    var absent = ranked.filter(function (pair) { return pair[0] >= count; });
    var top = needs.length ? needs[0][1] : 0;
    var least = LEVELS[Math.max(danger, 1)];
    if (choices.length) {
      var chosen = choices.map(function (choice) { return needs.filter(function (pair) { return pair[0] === choice[1]; })[0] || [choice[1], 0]; });
      var others = needs.filter(function (pair) { return choices.every(function (choice) { return choice[1] !== pair[0]; }); });
      return answer({ results: chosen.concat(others).slice(0, 8), emergency: least, choices: choices });
    }
    if (top < weights.abstain || (absent.length && absent[0][1] > top)) { return answer({ abstained: true, emergency: least }); }
    var results = needs.slice(0, 8).filter(function (pair) { return pair[1] * 100 >= top * weights.shown; });
    if (top < weights.clarify && results.length > 1 && results[1][1] * 100 >= top * weights.close) {
      return answer({ results: results, emergency: least, choices: results.slice(0, 3).map(function (pair) { return [index.needs[pair[0]][0], pair[0]]; }) });
    }
    var urgent = results.slice(0, 3).map(function (pair) { return index.needs[pair[0]][2]; });
    var level = danger === 2 ? 'banner' : danger || (urgent[0] && results[0][1] >= weights.sure) ? 'block' : urgent.some(Boolean) ? 'listed' : 'none';
    return answer({ results: results, emergency: level });
  }

  var engine = { open: function (data) { return new Index(data); }, search: search };
  if (typeof module === 'object' && module.exports) { module.exports = engine; } else { root.communSearch = engine; }
})(typeof window === 'object' ? window : this);
