/* Search, the reading of docs/search.md in the page: no DOM, integers only, the same order as the Python one. Classic script. */
/**
 * @typedef {'none' | 'listed' | 'block' | 'banner'} Emergency
 * @typedef {[string, number]} Choice what is asked, and the number of its need
 * @typedef {[number, number]} Scored a need or what is not here, by number, and its score in thousandths
 * @typedef {[number, number]} Match a stem, by number, and the percent of its weight
 * @typedef {[string, string, number, number?]} Need text, folder, 1 for an emergency, number of the broader need
 * @typedef {{lines: Object<string, string[]>, others: Object<string, string[]>, all: string, needs: Object<string, string>}} Help lines of emergency and of contacts by digits: label, then number and address where they are not the usual ones; digits for anything, and by number of need
 * @typedef {{text: string, stem: string, stop: boolean, exact: boolean, found: Match[]}} Word of a query; `exact` when the index knows it
 * @typedef {{need: number, level: number, slots: number[], cancel: number}} Sign of danger: what must be met, and what cancels it; need -1 is not here
 * @typedef {{results: Scored[], emergency: Emergency, choices: Choice[], abstained: boolean, language: string, place: string, lines: string[]}} Answer
 */
/**
 * @typedef {Object} Weights told by WEIGHTS in index.py
 * @property {Object<string, number>} fields
 * @property {number[]} repeats
 * @property {[number, number][]} signs added, and the least, by level
 * @property {number} exact @property {number} joined @property {number} split @property {number} sound
 * @property {number} near @property {number} far @property {number} begins @property {number} group
 * @property {number} best @property {number} second @property {number} bag
 * @property {number} query @property {number} phrase @property {number} unknown
 * @property {number} absent @property {number} lean @property {number} few @property {number} abstain @property {number} doubt
 * @property {number} clarify @property {number} close @property {number} sure @property {number} shown
 */
/**
 * @typedef {Object} Data what the index file holds
 * @property {Weights} weights @property {Need[]} needs @property {[string, string][]} topics text and folder @property {Help} help
 * @property {string} words @property {string} code @property {string} sms @property {string} sounds
 * @property {string[]} endings @property {number[]} idf @property {string[]} choices
 * @property {{latin: string, others: Object<string, string>}} fold
 * @property {string} calls @property {string} amounts
 */
/**
 * @typedef {Object} Index what is read of it: stems, documents and phrases by number
 * @property {Weights} weights @property {Need[]} needs @property {[string, string][]} topics text and folder @property {Help} help
 * @property {Object<string, string[]>} lines of help, by digits @property {Set<string>} calls words beside a number that one calls @property {Set<string>} amounts words that make the number before them no line
 * @property {Map<string, Word[]>} recent what words of the last queries were taken for
 * @property {Map<string, string>} fold
 * @property {Map<string, [string, string, number][]>[]} endings by last letter, a map a round: the ending, what it becomes, letters left at least
 * @property {Map<string, [string, string, string][]>} sounds by first letter: letters, what must come next, what is heard
 * @property {Set<string>} stop @property {Map<string, string>} sms @property {Map<string, string>} irregular
 * @property {string[]} stems @property {Map<string, number>} numbers of stems
 * @property {number} documents how many
 * @property {number[][]} postings phrases that hold each stem
 * @property {Int32Array} holder document of each phrase @property {Int32Array} percent of its field @property {Int32Array} norm sum of the weights of its stems
 * @property {number[]} idf weight of each stem @property {number[]} lean of each stem, to what is not here when above 0 @property {number} unknown weight of a stem that no document holds
 * @property {Map<string, number[]>} beside single stems that stand in a group with these stems
 * @property {[Set<string>, Choice[]][]} ambiguous
 * @property {Map<string, number[]>} slots that a stem meets @property {number} slotCount
 * @property {Sign[]} signs @property {string[][]} figures @property {Set<string>} stories
 * @property {Map<string, number[]>} heard stems by sound
 * @property {Map<string, number[]>} edges stems by their first two letters, and by "-" with their last two
 * @property {Int32Array} masks which letters each stem holds
 */
/** @typedef {Generator<void, void, void>} Steps of a reading that stops now and then */
(function (/** @type {Window} */ root) {
  'use strict';
  var BLANK = ' \t\n\r\u00a0\u202f';
  var FIELDS = 'TOWASP';
  var LETTERS = ' 0123456789abcdefghijklmnopqrstuvwxyz';
  var WHOLE = Math.pow(2, 40), LEAST = Math.pow(2, 32);
  /** @type {[string, [number, number][]][]} */
  var SCRIPTS = [['ar', [[0x600, 0x6ff], [0x750, 0x77f], [0x8a0, 0x8ff], [0xfb50, 0xfdff], [0xfe70, 0xfefe]]], ['ru', [[0x400, 0x52f]]]];
  /** @type {Emergency[]} */
  var LEVELS = ['none', 'listed', 'block', 'banner'];

  /** @template K, V @param {Map<K, V[]>} map @param {K} key @param {V} value */
  function push(map, key, value) { var list = map.get(key); if (list) { list.push(value); } else { map.set(key, [value]); } }
  /** @param {number} a @param {number} b */
  function div(a, b) { return Math.floor(a / b); }

  /* --- reading ---------------------------------------------------------------------------------------------------- */

  /** A range coder: the counterpart of the Writer of coding.py, told in the same words. @constructor @param {string} text */
  function Reader(text) {
    this.bytes = atob(text);
    this.place = 0;
    this.code = 0;
    this.range = WHOLE;
    /** @type {Map<string, number[]>} */
    this.counts = new Map();
    this.bits = new Int32Array(2 * (89984 + 131071));
    for (var n = 0; n < 5; n++) { this.feed(); }
  }
  Reader.prototype.feed = function () {
    this.code = this.code * 256 + (this.place < this.bytes.length ? this.bytes.charCodeAt(this.place) : 0);
    this.place++;
  };
  /** @param {number} total */
  Reader.prototype.which = function (total) { return Math.min(total - 1, div(this.code, div(this.range, total))); };
  /** @param {number} start @param {number} size @param {number} total */
  Reader.prototype.take = function (start, size, total) {
    var one = div(this.range, total);
    this.code -= start * one;
    this.range = one * size;
    while (this.range < LEAST) { this.range *= 256; this.feed(); }
  };
  /** @param {number} total */
  Reader.prototype.choice = function (total) { var found = this.which(total); this.take(found, 1, total); return found; };
  /** Whether the first of two cases happened. @param {number} chance @param {number} total */
  Reader.prototype.first = function (chance, total) {
    var yes = this.which(total) < chance;
    this.take(yes ? 0 : chance, yes ? chance : total - chance, total);
    return yes;
  };
  /** @param {string} name @param {number} context @param {number} size */
  Reader.prototype.symbol = function (name, context, size) {
    var key = name + context, counts = this.counts.get(key), total = 0, start = 0, value = 0;
    if (!counts) { this.counts.set(key, counts = new Array(size).fill(1)); }
    for (var n = 0; n < size; n++) { total += counts[n]; }
    for (var found = this.which(total); start + counts[value] <= found; value++) { start += counts[value]; }
    this.take(start, counts[value], total);
    counts[value] += 8;
    return value;
  };
  /** @param {string} name @param {number} [context] */
  Reader.prototype.number = function (name, context) {
    var size = Math.pow(2, this.symbol(name, context || 0, 20));
    return size - 1 + (size > 1 ? this.choice(size) : 0);
  };
  /** @param {string} name @param {number} count @param {number} [context] */
  Reader.prototype.rising = function (name, count, context) {
    var numbers = [], before = -1;
    while (numbers.length < count) { before += this.number(name, context) + 1; numbers.push(before); }
    return numbers;
  };
  /** One more letter, of which the bits were seen after the one, two and three letters before. @param {number} before @param {number} floor */
  Reader.prototype.letter = function (before, floor) {
    var node = 1, tied = floor >= 0, bits = this.bits;
    var one = before % 37 * 64, two = 2368 + before % 1369 * 64, three = before * 64;
    for (var level = 5; level >= 0; level--) {
      var least = floor >> level & 1, bit = 1;
      if (!tied || !least) {
        var a = 2 * (one + node), b = 2 * (two + node), c = 2 * (89984 + (three + node) % 131071);
        var zero = 1 + 4 * bits[a] + 12 * bits[b] + 40 * bits[c];
        bit = this.first(zero, zero + 1 + 4 * bits[a + 1] + 12 * bits[b + 1] + 40 * bits[c + 1]) ? 0 : 1;
        bits[a + bit]++;
        bits[b + bit]++;
        bits[c + bit]++;
      }
      tied = tied && bit === least;
      node = 2 * node + bit;
    }
    return node - 64;
  };
  /** The next of sorted words. @param {string} before */
  Reader.prototype.word = function (before) {
    var shared = this.symbol('shared', Math.min(before.length, 12), 25), context = 0, one = before.slice(0, shared);
    var floor = shared < before.length ? LETTERS.indexOf(before[shared]) : -1;
    for (var n = Math.max(0, shared - 3); n < shared; n++) { context = context * 37 + LETTERS.indexOf(one[n]); }
    for (var letter; (letter = this.letter(context, floor)); floor = -1) {
      one += LETTERS[letter];
      context = context % 1369 * 37 + letter;
    }
    return one;
  };
  /** Sorted words, stopping now and then. @returns {Generator<void, string[], void>} */
  Reader.prototype.words = function* () {
    var words = [], before = '';
    for (var left = this.number('words'); left; left--) {
      words.push(before = this.word(before));
      if (left % 64 === 0) { yield; }
    }
    return words;
  };
  /** Read how many are taken of groups of like things, `count` in all; call `took(start, taken)` for each and cut `sizes`. @param {number[]} sizes @param {number} count @param {function(number, number): void} took */
  Reader.prototype.members = function (sizes, count, took) {
    var left = 0, start = 0, group = 0, taken = 0;
    sizes.forEach(function (size) { left += size; });
    while (count--) {
      for (var found = this.which(left), first = 0; first + sizes[group] - taken <= found;) {
        first += sizes[group] - taken;
        start = close(start + sizes[group]);
        group++;
      }
      this.take(first, sizes[group] - taken, left);
      left -= first + 1;
      taken++;
    }
    close(0);
    /** @param {number} next where the next group starts */
    function close(next) {
      if (taken) {
        took(start, taken);
        if (taken < sizes[group]) {
          sizes.splice(group, 1, taken, sizes[group] - taken);
          group++;
        }
        taken = 0;
      }
      return next;
    }
  };

  /** Read all of the index, stopping now and then so that keys are not late. @param {Index} index @param {Data} data @returns {Steps} */
  function* readIndex(index, data) {
    var reader = new Reader(data.words);
    var stems = index.stems = yield* reader.words();
    yield* readLanguage(index, reader, data.sms.split(' '));
    reader = new Reader(data.code);
    stems = index.stems = stems.concat(yield* reader.words());
    index.numbers = new Map(stems.map(function (one, number) { return [one, number]; }));
    yield* readPostings(index, reader, data.idf);
    yield;
    yield* readGroups(index, reader);
    yield* readSigns(index, reader);
    readAmbiguous(index, reader, data.choices);
    yield;
    index.heard = new Map();
    index.edges = new Map();
    index.masks = new Int32Array(stems.length);
    for (var number = 0; number < stems.length; number++) {
      var one = stems[number];
      push(index.heard, sound(index, one), number);
      index.masks[number] = maskOf(one);
      if (one.length > 2) { push(index.edges, one.slice(0, 2), number); push(index.edges, '-' + one.slice(-2), number); }
      if (number % 256 === 0) { yield; }
    }
  }

  /** @param {Index} index @param {Reader} reader @param {string[]} sms @returns {Steps} */
  function* readLanguage(index, reader, sms) {
    index.stop = new Set(yield* reader.words());
    var before = 0;
    index.sms = new Map((yield* reader.words()).map(function (short, n) { return [short, sms[n]]; }));
    var forms = yield* reader.words(), regular = yield* reader.words();
    index.irregular = new Map(forms.map(function (form) {
      var step = reader.number('irregular');
      before += step % 2 ? -(step + 1) / 2 : step / 2;
      return [form, regular[before]];
    }));
  }

  /** @param {Index} index @param {Data} data */
  function readTables(index, data) {
    /** @type {Map<string, string>} */
    var fold = index.fold = new Map();
    LETTERS.slice(1).split('').forEach(function (ch) { fold.set(ch, ch); fold.set(ch.toUpperCase(), ch); });
    data.fold.latin.split('').forEach(function (plain, n) { if (plain !== ' ') { fold.set(String.fromCharCode(0xc0 + n), plain); } });
    for (var mark = 0x300; mark < 0x370; mark++) { fold.set(String.fromCharCode(mark), ''); }
    Object.keys(data.fold.others).forEach(function (plain) {
      Array.from(data.fold.others[plain]).forEach(function (ch) { fold.set(ch, plain === "'" ? ' ' : plain); });
    });
    index.endings = data.endings.map(function (round) {
      /** @type {Map<string, [string, string, number][]>} */
      var byLast = new Map();
      round.split(' ').forEach(function (rule) { var parts = rule.split('='); push(byLast, parts[0].slice(-1), [parts[0], parts[1], +parts[2]]); });
      return byLast;
    });
    /** @type {Map<string, [string, string, string][]>} */
    var sounds = index.sounds = new Map();
    data.sounds.split(' ').forEach(function (rule) {
      var parts = rule.split('='), letters = parts[0].split('/');
      push(sounds, letters[0][0], [letters[0], letters[1] || '', parts[1]]);
    });
  }

  /** @param {Index} index @param {Reader} reader @param {number[]} idfs of each number of holders @returns {Steps} */
  function* readPostings(index, reader, idfs) {
    /** @type {number[]} */
    var sizes = [];
    /** @type {number[]} where the phrases of each start */
    var firsts = [];
    /** @type {number[]} how many hold each stem */
    var held = [];
    /** @type {number[][]} phrases of each, alike so far */
    var groups = [];
    var count = index.documents = reader.number('documents'), total = 0;
    for (var n = 0; n < count; n++) {
      firsts.push(total);
      sizes.push(reader.number('phrases'));
      groups.push(sizes[n] ? [sizes[n]] : []);
      total += sizes[n];
    }
    var holder = index.holder = new Int32Array(total), percent = index.percent = new Int32Array(total), norm = index.norm = new Int32Array(total);
    for (var d = 0; d < count; d++) { holder.fill(d, firsts[d], firsts[d] + sizes[d]); }
    index.postings = [];
    for (var s = 0; s < index.stems.length; s++) {
      /** @type {number[]} */
      var places = [];
      var holders = reader.number('holders'), inside = reader.rising('document', holders, Math.min(holders, 8));
      held.push(holders);
      for (var i = 0; i < holders; i++) {
        var one = inside[i], repeats = sizes[one] > 1 ? 1 + reader.number('repeats', Math.min(holders, 2)) : 1;
        reader.members(groups[one], repeats, function (start, taken) { while (taken--) { places.push(firsts[one] + start++); } });
      }
      index.postings.push(places);
      if (s % 64 === 0) { yield; }
    }
    for (var p = 0; p < total; p++) { percent[p] = index.weights.fields[FIELDS[reader.symbol('field', 0, FIELDS.length)]]; }
    /** @type {number[]} */
    var values = [];
    Array.from(new Set(held.concat(0, 1))).sort(function (a, b) { return a - b; }).forEach(function (df, n) { values[df] = idfs[n]; });
    index.idf = held.map(function (df) { return values[df]; });
    index.unknown = div(values[1] * index.weights.unknown, 100);
    for (s = 0; s < held.length; s++) { for (i = 0; i < index.postings[s].length; i++) { norm[index.postings[s][i]] += index.idf[s]; } }
    var here = count > index.needs.length ? firsts[index.needs.length] : total, few = div(here * index.weights.few, 100);
    index.lean = index.postings.map(function (list) {
      var known = list.filter(function (place) { return place < here; }).length;
      var inside = known * (total - here), outside = (list.length - known) * here;
      return total > here && list.length ? div(1000 * (outside - inside), outside + inside + few) : 0;
    });
  }

  /** Call `read` as many times as the number that comes says. @template T @param {Reader} reader @param {string} name @param {function(): T} read */
  function list(reader, name, read) {
    /** @type {T[]} */
    var found = [];
    for (var left = reader.number(name); left; left--) { found.push(read()); }
    return found;
  }

  /** The same, stopping now and then. @template T @param {Reader} reader @param {string} name @param {function(): T} read @returns {Generator<void, T[], void>} */
  function* slowly(reader, name, read) {
    /** @type {T[]} */
    var found = [];
    for (var left = reader.number(name); left; left--) {
      found.push(read());
      if (left % 16 === 0) { yield; }
    }
    return found;
  }

  /** Sequences of stems, by number. @param {Index} index @param {Reader} reader */
  function readMembers(index, reader) {
    var total = index.stems.length;
    return list(reader, 'members', function () { return list(reader, 'sequence', function () { return reader.choice(total); }); });
  }
  /** @param {Index} index @param {number[]} member */
  function told(index, member) { return member.map(function (number) { return index.stems[number]; }).join(' '); }

  /** What each ambiguous word may be, and what it asks. @param {Index} index @param {Reader} reader @param {string[]} texts of all choices */
  function readAmbiguous(index, reader, texts) {
    var next = 0;
    index.ambiguous = list(reader, 'ambiguous', function () {
      return [new Set(readMembers(index, reader).map(function (member) { return told(index, member); })), list(reader, 'choices', choice)];
    });
    /** @returns {Choice} */
    function choice() { return [texts[next++], reader.choice(index.needs.length)]; }
  }

  /** @param {Index} index @param {Reader} reader @returns {Steps} */
  function* readGroups(index, reader) {
    /** @type {Map<string, number[]>} */
    var beside = index.beside = new Map();
    yield* slowly(reader, 'groups', function () {
      var members = readMembers(index, reader);
      members.forEach(function (member) {
        var key = told(index, member), others = beside.get(key) || [];
        beside.set(key, others);
        members.forEach(function (other) {
          if (other !== member && other.length === 1 && index.postings[other[0]].length && others.indexOf(other[0]) < 0) { others.push(other[0]); }
        });
      });
    });
  }

  /** @param {Index} index @param {Reader} reader @returns {Steps} */
  function* readSigns(index, reader) {
    /** @type {Map<string, number[]>} */
    var slots = index.slots = new Map();
    /** @type {string[][]} */
    var lists = [];
    var known = reader.rising('sign stem', reader.number('sign stems')), last = 0;
    var stems = known.map(function (number) { return index.stems[number]; });
    function words() {
      /** @type {string[]} */
      var found = [];
      reader.rising('slot', reader.number('slot size')).forEach(function (number) {
        found = found.concat(number < lists.length ? lists[number] : [stems[number - lists.length]]);
      });
      return found;
    }
    /** Number a slot; a stem knows the slots it meets. */
    function slot() {
      words().forEach(function (one) { push(slots, one, last); });
      return last++;
    }
    lists = list(reader, 'lists', words);
    index.stories = new Set(words());
    index.signs = yield* slowly(reader, 'signs', function () {
      return { need: reader.number('sign need') - 1, level: reader.number('level'), slots: list(reader, 'slots', slot), cancel: slot() };
    });
    index.slotCount = last;
    index.figures = list(reader, 'figures', function () { return list(reader, 'figure', function () { return stems[reader.choice(stems.length)]; }); });
  }

  /* --- text ------------------------------------------------------------------------------------------------------ */

  /** @param {Index} index @param {string[]} letters @returns {string[]} the folded words, SMS spelling written out */
  function tokens(index, letters) {
    var folded = letters.map(function (ch) { var f = index.fold.get(ch); return f === undefined ? ' ' : f; }).join('').split(' ').slice(0, 240);
    /** @type {string[]} */
    var found = [];
    var limit = 60;
    folded.forEach(function (word) {
      if (!word || limit <= 0) { return; }
      (index.sms.get(word) || word).split('-').forEach(function (part) { limit--; found.push(part.slice(0, 24)); });
    });
    return found;
  }

  /** @param {Index} index @param {string} word */
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

  /** Whether a letter may come next of a sound. @param {string} before what must come: a class of letters @param {string} next */
  function fits(before, next) {
    if (before === 'c') { return !next || 'aeiouy'.indexOf(next) < 0; }
    return !before || (next !== '' && (before === 's' ? 'eiy' : 'aou').indexOf(next) >= 0);
  }

  /** What is heard of a stem. @param {Index} index @param {string} one */
  function sound(index, one) {
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
    return heard;
  }

  /** @param {Index} index @param {string[]} letters */
  function scriptOf(index, letters) {
    var counts = [0, 0], latin = 0;
    if (letters.every(function (ch) { return ch < '\u0370'; })) { return ''; }
    letters.forEach(function (ch) {
      var code = /** @type {number} */ (ch.codePointAt(0)), plain = index.fold.get(ch);
      if (plain && plain !== ' ') { latin++; }
      SCRIPTS.forEach(function (script, n) { if (script[1].some(function (range) { return range[0] <= code && code <= range[1]; })) { counts[n]++; } });
    });
    if (counts[0] > 1 && counts[0] > latin) { return 'ar'; }
    if (counts[1] > 1 && counts[1] > latin) { return letters.some(function (ch) { return 'іїєґІЇЄҐ'.indexOf(ch) >= 0; }) ? 'uk' : 'ru'; }
    return '';
  }

  /* --- numbers --------------------------------------------------------------------------------------------------- */

  var NUMBER = /^\d+$/;

  /** The lines that numbers name; whether nothing else is said; whether the last may still become one: as numbers.py. @param {Index} index @param {string[]} typed */
  function readNumbers(index, typed) {
    var rest = typed.filter(function (word) { return !NUMBER.test(word); }), known = index.lines, whole = '';
    /** @type {Set<string>} */
    var lines = new Set();
    /** @type {string[]} */
    var run = [];
    typed.concat('').forEach(function (word) {
      if (NUMBER.test(word)) { run.push(word); return; }
      whole = run.join('').replace(/^(00)?33(?=.{9}$)/, '0'); // as it is dialled in France
      var parts = known[whole] ? [whole] : run;
      if (!index.amounts.has(word) && parts.every(function (part) { return known[part]; })) {
        parts.forEach(function (part) {
          var named = part.length < 3 ? tokens(index, Array.from(known[part][0])) : rest;
          if (rest.every(function (one) { return index.calls.has(one) || named.indexOf(one) >= 0; })) { lines.add(part); }
        });
      }
      run = [];
    });
    var bare = rest.every(function (word) { return index.stop.has(word) || index.calls.has(word); });
    var begun = bare && !lines.size && whole && Object.keys(known).some(function (one) { return one !== whole && one.startsWith(whole); });
    return { lines: Array.from(lines).slice(0, 5), bare: bare, begun: begun };
  }

  /** The label of a line, its number as it is written, and the address that calls or writes to it. @param {Index} index @param {string} digits */
  function line(index, digits) {
    var said = index.lines[digits], groups = digits.length === 6 || digits.startsWith('08') ? /\B(?=(...)+$)/g : /\B(?=(..)+$)/g;
    return said.length > 1 ? said : [said[0], digits.length < 6 ? digits : digits.replace(groups, '\u00a0'), 'tel:' + digits.replace(/^0/, '+33')];
  }

  /* --- words ----------------------------------------------------------------------------------------------------- */

  /** @param {Index} index @param {string} text @returns {number} of its stem; -1 when no stem is such */
  function numberOf(index, text) { var n = index.numbers.get(stem(index, text)); return n === undefined ? -1 : n; }
  /** @param {Index} index @param {string} text @param {boolean} stop @returns {Word} */
  function word(index, text, stop) { return { text: text, stem: stem(index, text), stop: stop, exact: false, found: [] }; }
  /** A word of which the stem is in the index. @param {Index} index @param {string} text @param {number} percent */
  function known(index, text, percent) {
    var made = word(index, text, false);
    made.exact = true;
    made.found.push([/** @type {number} */ (index.numbers.get(made.stem)), percent]);
    return made;
  }

  /** @param {Index} index @param {string[]} letters */
  function readQuery(index, letters) {
    var texts = tokens(index, letters);
    var openEnd = " '.".indexOf(letters[letters.length - 1]) < 0;
    /** @type {Word[]} */
    var words = [];
    var left = 12;
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
      recalled(index, text, last && openEnd).forEach(function (one) { words.push(one); if (!one.stop) { left--; } });
    }
    addGroups(index, words);
    return words;
  }

  /** @param {Index} index @param {string} first @param {string} second @returns {string} the one word they make, or "" */
  function join(index, first, second) {
    var text = first + second;
    if (text.length < 7 || second.length < 3 || numberOf(index, text) < 0) { return ''; }
    return numberOf(index, first) >= 0 && numberOf(index, second) >= 0 ? '' : text;
  }

  /** The same for each key but for the word being typed: kept. @param {Index} index @param {string} text @param {boolean} prefix it may be unfinished */
  function recalled(index, text, prefix) {
    if (prefix) { return recognised(index, text, true); }
    var known = index.recent.get(text);
    if (!known) {
      if (index.recent.size > 200) { index.recent.clear(); }
      index.recent.set(text, known = recognised(index, text, false));
    }
    return known.map(function (one) { return Object.assign({}, one, { found: one.found.slice() }); });
  }

  /** @param {Index} index @param {string} text @param {boolean} prefix */
  function recognised(index, text, prefix) {
    var weights = index.weights;
    if (numberOf(index, text) >= 0) { return [known(index, text, weights.exact)]; }
    var bare = withoutElision(index, text) || withSilentEnd(index, text);
    if (index.stop.has(bare)) { return [word(index, text, true)]; }
    if (bare) { return [known(index, bare, weights.joined)]; }
    var one = word(index, text, false);
    if (text.length < 3 || text < ':') { return [one]; }
    var meant = slips(text).map(function (slip) { return index.sms.get(slip) || slip; });
    if (meant.some(function (slip) { return index.stop.has(slip); })) { return [word(index, text, true)]; }
    var seen = new Set();
    /** @param {number} number @param {number} percent */
    function add(number, percent) { if (!seen.has(number)) { seen.add(number); one.found.push([number, percent]); } }
    var key = sound(index, one.stem);
    if (key.length > 2) { (index.heard.get(key) || []).slice(0, 4).forEach(function (number) { add(number, weights.sound); }); }
    meant.forEach(function (slip) { if (numberOf(index, slip) >= 0) { add(numberOf(index, slip), weights.near); } });
    [one.stem, text].slice(0, one.stem === text ? 1 : 2).forEach(function (form) { near(index, form).forEach(function (pair) { add(pair[0], pair[1]); }); });
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

  /** @param {Index} index @param {string} text @returns {string} the known word behind a glued elision, or "" */
  function withoutElision(index, text) {
    for (var length = 1; length < 3; length++) {
      var rest = text.slice(length);
      var glued = length === 1 ? 'ldjmtsnc'.indexOf(text[0]) >= 0 : text.startsWith('qu');
      if (glued && rest.length > 2 && ('aeiouyh'.indexOf(rest[0]) >= 0 || text[0] === 'j') && (index.stop.has(rest) || numberOf(index, rest) >= 0)) { return rest; }
    }
    return '';
  }

  /** @param {string} text @returns {string[]} what fingers may have meant: without each letter, then with each pair of neighbours swapped */
  function slips(text) {
    /** @type {string[]} */
    var found = [], count = text.length;
    for (var n = 0; count > 4 && n < 2 * count - 1; n++) {
      var place = n < count ? n : n - count;
      found.push(text.slice(0, place) + (n < count ? '' : text[place + 1] + text[place]) + text.slice(place + (n < count ? 1 : 2)));
    }
    return found;
  }

  /** @param {Index} index @param {string} text @returns {string} with the last letter that is not heard, when thumbs left it out */
  function withSilentEnd(index, text) {
    return (text.length > 4 && ['e', 't'].map(function (letter) { return text + letter; }).filter(function (whole) { return numberOf(index, whole) >= 0; })[0]) || '';
  }

  /** Which letters a word holds, a bit each. @param {string} one */
  function maskOf(one) {
    var mask = 0;
    for (var i = 0; i < one.length; i++) { mask |= 1 << one.charCodeAt(i) % 32; }
    return mask;
  }
  /** @param {number} bits */
  function countOf(bits) {
    var count = 0;
    for (; bits; bits &= bits - 1) { count++; }
    return count;
  }

  /** The nearest stems, one or two edits away. @param {Index} index @param {string} one @returns {Match[]} */
  function near(index, one) {
    if (one.length < 4) { return []; }
    var reach = one.length > 7 ? 2 : 1;
    /** @type {[number, number][]} */
    var found = [];
    var seen = new Set(), mask = maskOf(one);
    [one.slice(0, 2), '-' + one.slice(-2)].forEach(function (edge) {
      (index.edges.get(edge) || []).slice(0, 400).forEach(function (number) {
        var other = index.stems[number];
        // An edit changes two letters at most.
        if (Math.abs(one.length - other.length) > reach || countOf(mask ^ index.masks[number]) > 2 * reach || seen.has(number)) { return; }
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

  /** Edits from one to the other; more than `reach` when they are too far. @param {string} one @param {string} other @param {number} reach */
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
    /** @type {number[]} */
    var older = [];
    /** @type {number[]} */
    var before = [];
    var row = [];
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

  /** @param {Index} index @param {string} text */
  function beginning(index, text) {
    return (index.edges.get(text.slice(0, 2)) || []).slice(0, 400).filter(function (number) { return index.stems[number].startsWith(text); }).slice(0, 6);
  }

  /** The words that a text glues together, if any. @param {Index} index @param {string} text */
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

  /** @param {Index} index @param {Word} one */
  function best(index, one) { return one.found.length ? index.stems[one.found[0][0]] : one.stem; }
  /** @param {Word[]} words */
  function meaning(words) { return words.filter(function (one) { return !one.stop; }); }

  /** @param {Index} index @param {Word[]} words */
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

  /** @param {Index} index @param {Word[]} words @returns {Map<number, number>} need -> level of its sign */
  function dangerOf(index, words) {
    var heard = words.map(function (one) {
      if (one.stop || one.exact || one.stem.length < 5) { return [one.stem]; }
      var close = one.found.slice(0, 4).filter(function (pair) { return pair[1] >= index.weights.near; });
      return [one.stem].concat(close.map(function (pair) { return index.stems[pair[0]]; }).filter(function (other) { return other[0] === one.stem[0]; }));
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
      calm = calm || index.stories.has(one);
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

  /** Whether all slots are met within nine words. @param {Index} index @param {string[][]} heard stems of each word @param {number[]} slots */
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

  /** @param {Index} index @param {Word} one @returns {Match[]} the stems that it may stand for and that a document holds */
  function held(index, one) { return one.found.filter(function (pair) { return index.postings[pair[0]].length; }); }

  /** @param {Index} index @param {Word} one */
  function massOf(index, one) {
    var masses = held(index, one).map(function (pair) { return index.idf[pair[0]]; });
    if (!masses.length) { return index.unknown; }
    return one.exact && index.postings[one.found[0][0]].length ? masses[0] : Math.max.apply(null, masses);
  }

  /** @param {Index} index @param {Word[]} words @returns {number} what they lean to */
  function leaning(index, words) {
    return meaning(words).reduce(function (sum, one) {
      var first = held(index, one)[0];
      return first ? sum + index.lean[first[0]] : sum;
    }, 0);
  }

  /** @param {Index} index @param {Word[]} words @returns {Map<number, number>} document -> score in thousandths */
  function scores(index, words) {
    var weights = index.weights, repeats = weights.repeats, top = repeats.length - 1;
    var places = index.holder.length, documents = index.documents, mass = 0;
    var hits = new Int32Array(places), bag = new Int32Array(documents);
    var here = new Int32Array(places), held = new Int32Array(documents);
    words.forEach(function (one) {
      /** @type {number[]} phrases */
      var touched = [];
      /** @type {number[]} what holds them */
      var opened = [];
      var heavy = massOf(index, one);
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

  /** @param {Index} index @param {Word[]} words */
  function asked(index, words) {
    var said = meaning(words).map(function (one) { return best(index, one); });
    if (!said.length) { return []; }
    var item = index.ambiguous.filter(function (one) { return one[0].has(said.join(' ')); })[0];
    return item ? item[1] : [];
  }

  /** @param {Partial<Answer>} more @returns {Answer} */
  function answer(more) {
    return Object.assign({ results: [], emergency: 'none', choices: [], abstained: false, language: '', place: '', lines: [] }, more);
  }

  /** @param {string} query @param {Index} index */
  function search(query, index) {
    var letters = Array.from(query.slice(0, 400)).slice(0, 200);
    if (letters.every(function (ch) { return BLANK.indexOf(ch) >= 0; })) { return answer({}); }
    var language = scriptOf(index, letters);
    if (language) { return answer({ abstained: true, emergency: 'block', language: language }); }
    var typed = tokens(index, letters);
    var numbers = readNumbers(index, typed);
    var called = numbers.lines.length ? answer({ emergency: numbers.lines.some(function (one) { return index.help.lines[one]; }) ? 'banner' : 'none', lines: numbers.lines }) : null;
    if (called && typed.every(function (word) { return NUMBER.test(word); })) { return called; }
    if (typed.length === 1 && typed[0].length === 5 && typed[0].split('').every(function (ch) { return ch <= '9'; })) { return answer({ abstained: true, emergency: 'block', place: typed[0] }); }
    if (numbers.begun) { return answer({}); }
    var words = readQuery(index, letters);
    var found = scores(index, meaning(words));
    var danger = dangerOf(index, words);
    danger.forEach(function (level, need) {
      if (need >= 0) { found.set(need, Math.max((found.get(need) || 0) + index.weights.signs[level][0], index.weights.signs[level][1])); }
    });
    var ranked = Array.from(found).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    var decision = decided(index, ranked, danger, asked(index, words), leaning(index, words));
    return called && numbers.bare && decision.abstained ? called : Object.assign(decision, { lines: numbers.lines });
  }

  /** @param {Index} index @param {Scored[]} ranked @param {Map<number, number>} danger @param {Choice[]} choices @param {number} lean */
  function decided(index, ranked, danger, choices, lean) {
    var weights = index.weights, count = index.needs.length, level = 0;
    var needs = ranked.filter(function (pair) { return pair[0] < count; });
    var absent = ranked.filter(function (pair) { return pair[0] >= count; });
    var top = needs.length ? needs[0][1] : 0;
    var trust = 100 * top - (absent.length ? weights.absent * absent[0][1] : 0) - weights.lean * lean;
    danger.forEach(function (one) { level = Math.max(level, one); });
    var least = LEVELS[Math.max(level, 2)];
    if (choices.length) {
      var chosen = choices.map(function (choice) { return needs.filter(function (pair) { return pair[0] === choice[1]; })[0] || [choice[1], 0]; });
      var others = needs.filter(function (pair) { return choices.every(function (choice) { return choice[1] !== pair[0]; }); });
      return answer({ results: chosen.concat(others).slice(0, 8), emergency: least, choices: choices });
    }
    if (trust < 100 * weights.abstain) { return answer({ abstained: true, emergency: least }); }
    var results = withDanger(withBroader(needs.slice(0, 8).filter(function (pair) { return pair[1] * 100 >= top * weights.shown; }), index.needs), danger);
    var close = top < weights.clarify && results.length > 1 && results[1][1] * 100 >= top * weights.close;
    if (results.length > 1 && level < 2 && (close || trust < 100 * weights.doubt)) {
      return answer({ results: results, emergency: 'block', choices: results.slice(0, 3).map(function (pair) { return [index.needs[pair[0]][0], pair[0]]; }) });
    }
    var urgent = results.slice(0, 3).map(function (pair) { return index.needs[pair[0]][2]; });
    /** @type {Emergency} */
    var shown = level === 3 ? 'banner' : level === 2 || (urgent[0] && results[0][1] >= weights.sure) ? 'block' : urgent.some(Boolean) ? 'listed' : 'none';
    return answer({ results: results, emergency: shown });
  }

  /** The results with the broader need of the first one, if any, among the first three. @param {Scored[]} results @param {Need[]} needs */
  function withBroader(results, needs) {
    var broader = needs[results[0][0]][3];
    if (broader === undefined || results.slice(0, 3).some(function (pair) { return pair[0] === broader; })) { return results; }
    var others = results.filter(function (pair) { return pair[0] !== broader; });
    others.splice(1, 0, [broader, others[Math.min(1, others.length - 1)][1]]);
    return others.slice(0, 8);
  }

  /** The results with the need of the surest sign among the first three. @param {Scored[]} results @param {Map<number, number>} danger */
  function withDanger(results, danger) {
    var signs = Array.from(danger).filter(function (sign) { return sign[0] >= 0; }).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    var first = results.slice(0, 3).map(function (pair) { return pair[0]; });
    if (!signs.length || signs.some(function (sign) { return first.indexOf(sign[0]) >= 0; })) { return results; }
    var need = signs[0][0], others = results.filter(function (pair) { return pair[0] !== need; });
    others.splice(2, 0, [need, others[Math.min(1, others.length - 1)][1]]);
    return others.slice(0, 8);
  }

  /** Return a function to call until it returns the index: each call reads a little of it. @param {Data} data */
  function opener(data) {
    var index = /** @type {Index} */ ({ weights: data.weights, needs: data.needs, topics: data.topics, help: data.help, lines: Object.assign({}, data.help.others, data.help.lines), recent: new Map() });
    index.calls = new Set(data.calls.split(' '));
    index.amounts = new Set(data.amounts.split(' '));
    readTables(index, data);
    var steps = readIndex(index, data);
    return function () { return steps.next().done ? index : null; };
  }
  /** Return the index, read at once. @param {Data} data */
  function open(data) {
    /** @type {Index | null} */
    var index = null;
    for (var read = opener(data); !index;) { index = read(); }
    return index;
  }

  var engine = { open: open, opener: opener, search: search, line: line };
  if (typeof module === 'object' && module.exports) { module.exports = engine; } else { root.communSearch = engine; }
})(typeof window === 'object' ? window : /** @type {any} */ (this));
