/* "Réponses pour Toulon. J'habite ailleurs": choose a commune, then see who answers there. Needs place-names.js, assets.js. */
/** @typedef {import('./place-names.js').Place} Place @typedef {import('./place-names.js').Listed} Listed */
/**
 * What is kept of a choice: in the memory of this tab, never in its address, never sent.
 * @typedef {{code: string, name: string}} Chosen
 */
(function () {
  'use strict';
  const hook = /** @type {HTMLElement | null} */ (document.querySelector('[data-place-chooser]'));
  if (!hook || hook.hasAttribute('data-ready')) { return; }
  hook.setAttribute('data-ready', '');
  const names = communPlaceNames;
  const shared = hook.getAttribute('data-shared') || '';
  const own = (hook.getAttribute('data-own') || '').split(' ');
  const landings = hook.getAttribute('data-landings');
  const line = /** @type {HTMLElement | null} */ (hook.querySelector('.co-chooser__here'));
  /** For those who cannot say which commune. */
  const otherwise = /** @type {HTMLElement | null} */ (hook.querySelector('.co-chooser__otherwise'));
  const before = line ? Array.prototype.slice.call(line.childNodes) : [];
  /** @type {HTMLElement | null} */
  let box = null;
  /** Bucket -> its places; null while it is on its way. @type {Object<string, Listed[] | null>} */
  const buckets = {};
  /** Buckets that did not come: there is none, or the network is down. @type {Object<string, boolean>} */
  const lost = {};
  const LATER = 5000; // milliseconds before they are asked for again

  /** @param {string} name @param {string} style @param {string} [text] @param {Object<string, string>} [attributes] */
  function make(name, style, text, attributes) {
    const element = document.createElement(name);
    if (style) { element.className = style; }
    if (text) { element.textContent = text; }
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, (attributes || {})[key]); });
    return element;
  }

  /** @param {string} text @param {() => void} act @param {string} [style] */
  function button(text, act, style) {
    const element = make('button', style || 'co-chooser__link', text, { type: 'button' });
    element.addEventListener('click', act);
    return element;
  }

  /** What was registered by the data files. @param {string} kind @param {string} name @returns {any} */
  function data(kind, name) {
    const all = /** @type {any} */ (window).communData;
    return all && all[kind] && all[kind][name];
  }

  // --- The memory of the tab: its name, which no page keeps and no server sees.

  /** @param {string} [code] what to remember; "" forgets; without it, nothing changes */
  function memory(code) {
    const name = window.name;
    if (name && !/^commun(&|$)/.test(name)) { return ''; } // a window that somebody else has named
    if (code !== undefined) {
      const rest = name.replace(/&place=[^&]*/g, '');
      try { window.name = code ? (rest || 'commun') + '&place=' + code : rest === 'commun' ? '' : rest; } catch (error) { /* not here */ }
    }
    return communContext.read(name).place || '';
  }

  /** A place that a link brought (#lieu=83137) leaves the address at once. */
  function handed() {
    const found = /lieu=(\d{5}|2[AB]\d{3})/.exec(window.location.hash);
    if (!found) { return memory(); }
    memory(found[1]);
    try { window.history.replaceState(window.history.state, '', window.location.href.replace(/[,&]?lieu=\w+/, '').replace(/#$/, '')); } catch (error) { /* refused here */ }
    return found[1];
  }

  // --- Which communes.

  /** Load a bucket, here or in this folder alone. @param {string} name @param {() => void} done */
  function fetchBucket(name, done) {
    if (!name || name in buckets) { return; }
    buckets[name] = null;
    const finish = function () {
      const text = data('places', name);
      buckets[name] = text ? names.read(text) : [];
      done();
    };
    const fail = function () {
      lost[name] = true;
      finish();
      window.setTimeout(function () {
        delete lost[name];
        delete buckets[name];
      }, LATER);
    };
    communAssets.load(shared + 'data/places/' + name + '.js', finish, function () {
      if (!shared || own.indexOf(name.slice(1)) < 0) { return fail(); }
      communAssets.load('data/places/' + name + '.js', finish, fail);
    });
  }

  /** @param {string[]} wanted @returns {Listed[] | null} null: not all there yet */
  function placesIn(wanted) {
    /** @type {Listed[]} */
    let all = [];
    let waits = false;
    wanted.forEach(function (name) { if (buckets[name]) { all = all.concat(buckets[name] || []); } else if (name) { waits = waits || buckets[name] === null || !(name in buckets); } });
    return waits ? null : all;
  }

  /**
   * Find the places of what is typed; loads what that takes, then calls `again`.
   * @param {string} text @param {() => void} again
   * @returns {{places: Place[], says: string, lost?: boolean}} lost: what it takes did not come
   */
  function find(text, again) {
    const figures = names.figures(text);
    if (figures) {
      const bucket = names.postcodeBucket(figures);
      if (/^980/.test(figures)) { return { places: [], says: 'C’est un code postal de Monaco. Écrivez le nom de votre commune.' }; }
      if (!bucket) { return { places: [], says: figures.length < 3 ? '' : 'Ce code postal n’existe pas. Écrivez le nom de votre commune.' }; }
      fetchBucket(bucket, again);
      if (lost[bucket]) { return { places: [], says: 'La liste des communes n’arrive pas. La connexion est peut-être coupée. Réessayez dans un instant.', lost: true }; }
      const all = placesIn([bucket]);
      if (!all || figures.length < 4) { return { places: [], says: '' }; }
      const found = names.ofPostcode(figures, all);
      if (found.near && /[a-zà-ÿ]/i.test(text)) { // "59034 Lille Cedex 9": the name says which
        const named = names.search(text, all, 3);
        if (named.length) { return { places: named, says: figures + ' est un code Cedex, réservé au courrier. Votre commune est-elle ici ?' }; }
      }
      const guess = figures + ' n’est le code d’aucune commune. C’est peut-être un code Cedex, réservé au courrier. Votre commune est-elle ici ?';
      return { places: found.places, says: found.near ? guess : found.places.length > 1 ? found.places.length + ' communes ont ce code postal. Laquelle est la vôtre ?' : '' };
    }
    const words = names.normal(text);
    const deep = names.bucket(words);
    // A name being typed goes from its first sound to the next ones: what is heard so far may be the whole name.
    const wanted = [deep.slice(0, 1), deep.slice(0, 2), deep].filter(function (name, rank, all) { return name && all.indexOf(name) === rank && (name === deep || name in buckets); });
    if (words.length > 1) { fetchBucket(deep, again); }
    const all = placesIn(wanted);
    const found = all ? names.search(text, all) : [];
    if (lost[deep] && !found.length && words.length > 3) {
      return { places: [], says: 'Nous ne trouvons pas cette commune, ou la connexion est coupée. Essayez son code postal.', lost: true };
    }
    return { places: found, says: all && !found.length && words.length > 3 ? 'Nous ne trouvons pas cette commune. Essayez son code postal.' : '' };
  }

  /** @param {Place} place @param {Place[]} among */
  function described(place, among) {
    const twins = among.filter(function (each) { return each.name === place.name && each.departement === place.departement; }).length > 1;
    const alike = among.filter(function (each) { return each.words === place.words; }).length > 1;
    const where = place.departementName + ' (' + place.departement + ')';
    return (place.now ? 'aujourd’hui ' + place.now + ', ' : '') + where + (place.epci && (twins || alike || place.postcodes.length) ? ', ' + place.epci : '');
  }

  /**
   * The places as buttons.
   * @param {Place[]} found @param {(place: Place) => void} [then]
   * @param {Object<string, Element>} [known] those made before, to be used again: most stay from one key to the next
   */
  function list(found, then, known) {
    const items = make('ul', 'co-chooser__list');
    const made = known || {};
    found.forEach(function (place) {
      const where = described(place, found);
      const key = place.name + where;
      made[key] = made[key] || item(place, where, then);
      items.appendChild(made[key]);
    });
    return items;
  }

  /** @param {Place} place @param {string} where @param {(place: Place) => void} [then] */
  function item(place, where, then) {
    const choice = button('', function () {
      choose({ code: place.code, name: place.now || place.name }, true);
      if (then) { then(place); }
    }, 'co-chooser__place');
    choice.appendChild(make('strong', '', place.name));
    choice.appendChild(document.createTextNode(' '));
    choice.appendChild(make('span', 'co-hint', where));
    const element = make('li', '');
    element.appendChild(choice);
    return element;
  }

  // --- The box.

  /** Say who can help, with the partner's phone as the foot of the page has it. @param {HTMLElement} element */
  function addHelp(element) {
    const call = document.querySelector('.co-help a[href^="tel:"]');
    element.appendChild(document.createTextNode(' Vous pouvez aussi demander dans une mairie ou une France services' + (call ? ', ou appeler : ' : '.')));
    if (call) { element.appendChild(call.cloneNode(true)); }
  }

  /** What a choice needs did not come: the page stays as it is. @param {string} text */
  function fail(text) {
    const before = document.querySelector('[data-fails]');
    if (before) { before.remove(); }
    const says = make('p', 'co-chooser__says', text, { role: 'alert', 'data-local': '', 'data-fails': '' });
    addHelp(says);
    /** @type {HTMLElement} */ (hook).appendChild(says);
  }

  function open() {
    if (box) { return; }
    const label = make('label', 'co-chooser__label', 'Votre commune ou votre code postal', { for: 'co-commune' });
    const input = /** @type {HTMLInputElement} */ (make('input', 'co-chooser__input', '', {
      id: 'co-commune', type: 'text', autocomplete: 'off', autocapitalize: 'words', autocorrect: 'off', spellcheck: 'false', maxlength: '80', 'aria-describedby': 'co-commune-says'
    }));
    const says = make('p', 'co-chooser__says', '', { id: 'co-commune-says', role: 'status' });
    const results = make('div', '');
    let shown = '';
    /** @type {Object<string, Element>} */
    const made = {};
    const answer = function () {
      const found = find(input.value, answer);
      const drawn = found.says + found.places.map(function (place) { return place.code + place.name; }).join();
      if (drawn === shown) { return; }
      shown = drawn;
      says.textContent = found.says || (found.places.length > 1 ? 'Choisissez votre commune :' : '');
      if (found.lost) { addHelp(says); }
      results.textContent = '';
      if (found.places.length) { results.appendChild(list(found.places, undefined, made)); }
    };
    input.addEventListener('input', answer);
    input.addEventListener('keydown', function (event) {
      const first = results.querySelector('button');
      if (first && (event.key === 'Enter' || event.key === 'ArrowDown') && !event.isComposing) {
        event.preventDefault();
        first.focus();
      } else if (event.key === 'Escape' && line) {
        close();
      }
    });
    window.addEventListener('pagehide', function () { input.value = ''; });
    box = make('div', 'co-chooser__box');
    [label, input, says, results].forEach(function (part) { /** @type {HTMLElement} */ (box).appendChild(part); });
    if (otherwise) {
      otherwise.hidden = false;
      box.appendChild(otherwise);
    }
    /** @type {HTMLElement} */ (hook).appendChild(box);
    if (line) { input.focus(); }
  }

  function close() {
    if (!box || !line) { return; }
    box.remove();
    box = null;
    const change = /** @type {HTMLElement | null} */ (line.querySelector('a, button'));
    if (change) { change.focus(); }
  }

  // --- What a choice does.

  /** @param {Chosen} chosen @param {boolean} asked by a person, now */
  function choose(chosen, asked) {
    memory(chosen.code);
    if (landings) { return land(chosen); }
    const departement = chosen.code.slice(0, /^9[78]/.test(chosen.code) ? 3 : 2);
    const path = (own.indexOf(departement) < 0 ? shared : '') + 'data/contacts/' + departement + '.js';
    const draw = function () {
      const known = data('contacts', departement);
      const commune = known && known.communes[chosen.code.slice(departement.length)];
      if (!commune && !chosen.name) { return; }
      tell(commune ? commune[0] : chosen.name);
      communPlaceAnswers.show(known || null, commune || null, /** @type {HTMLElement} */ (hook));
      if (asked) { close(); }
    };
    if (data('contacts', departement) || (chosen.name && !document.querySelector('.co-group'))) { draw(); } else {
      communAssets.load(path, draw, function () {
        if (own.indexOf(departement) < 0) { draw(); } // who answers on this page is not for them
        fail('Nous ne pouvons pas ouvrir les contacts de ' + (chosen.name || 'votre commune') + '. La connexion est peut-être coupée. Réessayez dans un instant.');
      });
    }
  }

  /** @param {string} name */
  function tell(name) {
    if (!line) { return; }
    line.textContent = 'Réponses pour ';
    line.appendChild(make('strong', '', name));
    line.appendChild(document.createTextNode('. '));
    line.appendChild(button('J’habite ailleurs', open));
    line.appendChild(document.createTextNode(' '));
    line.appendChild(button('Oublier ma commune', forget));
  }

  function forget() {
    memory('');
    communPlaceAnswers.hide();
    if (!line) { return; }
    line.textContent = '';
    before.forEach(function (part) { line.appendChild(part); });
    const change = /** @type {HTMLElement | null} */ (line.querySelector('a'));
    if (change) { change.focus(); }
  }

  /** Go to the most local partner of a commune, else to the national answers. @param {Chosen} chosen */
  function land(chosen) {
    const lost = function () { fail('La suite n’arrive pas. La connexion est peut-être coupée. Réessayez, ou choisissez votre département plus bas.'); };
    communAssets.load(/** @type {string} */ (landings), function () {
      const all = (/** @type {any} */ (window).communData || {}).landings;
      if (!all) { return lost(); } // only half of the file came
      const id = all.on[chosen.code] || all.on[chosen.code.slice(0, /^9[78]/.test(chosen.code) ? 3 : 2)] || all['else'];
      if (id) { window.location.assign(communAssets.root + id + '/index.html'); } else {
        fail('Nous n’avons pas encore de page pour ' + (chosen.name || 'votre commune') + '.');
      }
    }, lost);
  }

  // For the search box: the communes of a postcode, as an element that fills when they are there.
  /** @type {any} */ (window).communPlaces = function (/** @type {string} */ code) {
    const element = make('div', 'co-chooser__found');
    const fill = function () {
      const found = find(code, fill);
      element.textContent = '';
      if (found.says) { element.appendChild(make('p', 'co-chooser__says', found.says)); }
      element.appendChild(list(found.places, function (place) {
        element.textContent = '';
        element.appendChild(make('p', 'co-chooser__says', 'C’est noté : ' + (place.now || place.name) + '. Écrivez maintenant votre problème, ou choisissez un sujet.', { role: 'status' }));
      }));
    };
    fill();
    return element;
  };

  const link = line && line.querySelector('a');
  if (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      open();
    });
  } else {
    open();
  }
  // Another site must not find the commune in the name of this tab.
  document.addEventListener('click', function (event) {
    const from = /** @type {Element} */ (event.target);
    const to = /** @type {HTMLAnchorElement | null} */ (from.closest && from.closest('a[href^="http"]'));
    if (to && to.host !== window.location.host && window.parent === window) { memory(''); }
  });
  const code = handed();
  if (code && line) { choose({ code: code, name: '' }, false); }
})();
