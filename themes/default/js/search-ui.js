/* What the search box answers. Needs the box (components/search), search-engine.js and the index (communData.search); makes no request. */
(function () {
  'use strict';
  const place = document.querySelector('[data-search]');
  const engine = window.communSearch;
  const box = place && /** @type {HTMLElement | null} */ (place.querySelector('.co-search'));
  if (!place || !box || !engine || place.hasAttribute('data-ready')) { return; }
  const input = /** @type {HTMLInputElement} */ (box.querySelector('input'));
  const status = /** @type {Element} */ (box.querySelector('[role=status]'));
  const answers = /** @type {Element} */ (box.querySelector('.co-search__answers'));
  const root = place.getAttribute('data-root') || '';
  const LANGUAGES = {
    ar: ['ar', 'أرقام الطوارئ'],
    ru: ['ru', 'Номера экстренной помощи'],
    uk: ['uk', 'Номери екстреної допомоги']
  };
  /** @typedef {import('./search-engine.js').Index} Index */
  /** @typedef {import('./search-engine.js').Answer} Answer */
  /** @type {Index} nothing as long as it is not read: then nothing is drawn */
  let index;
  /** @type {number} */
  let timer = 0;
  /** @type {number} */
  let pause = 0;
  /** What is shown, as text: the same answer is not drawn again. */
  let shown = '';

  /**
   * Make an element; `text` is text, never HTML.
   * @param {string} name @param {string} style @param {string} [text] @param {Object<string, string>} [attributes]
   */
  function make(name, style, text, attributes) {
    const element = document.createElement(name);
    if (style) { element.className = 'co-search__' + style; }
    if (text) { element.textContent = text; }
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, (attributes || {})[key]); });
    return element;
  }

  /** Read the index a little at a time, from the start, so that no key waits for it. */
  function prepare() {
    const data = window.communData && window.communData.search;
    if (!data) { return; }
    const read = engine.opener(data);
    const later = window.requestIdleCallback || function (/** @type {function(): void} */ next) { window.setTimeout(next, 30); };
    function slice() {
      const end = Date.now() + 5;
      do { index = /** @type {Index} */ (read()); } while (!index && Date.now() < end);
      if (index) { ready(); } else if (input.value) { window.setTimeout(slice, 0); } else { later(slice, { timeout: 500 }); }
    }
    later(slice, { timeout: 500 });
  }

  function ready() {
    /** @type {Element} */ (place).setAttribute('data-ready', '');
    status.textContent = '';
    answer();
  }

  /** @param {string} text @param {string} folder */
  function link(text, folder) { return make('a', 'link', text, { href: root + folder + '/index.html' }); }

  /** @param {HTMLElement[]} items @param {string} style */
  function list(items, style) {
    const element = make('ul', style);
    items.forEach(function (item) { element.appendChild(make('li', '')).appendChild(item); });
    return element;
  }

  /** @param {string} text @param {HTMLElement[]} items @param {string} style */
  function section(text, items, style) {
    answers.appendChild(make('p', 'title', text));
    answers.appendChild(list(items, style));
  }

  /** A line to call or to write to. @param {string} digits */
  function call(digits) {
    const line = engine.line(index, digits);
    return make('a', 'call', (line[2].indexOf('sms:') === 0 ? 'SMS au ' : 'Appeler le ') + line[1] + ' : ' + line[0], { href: line[2] });
  }

  /** Numbers to call now: those of the need in question, or those for anything, but for those that stand above. @param {number[]} needs @param {boolean} loud @param {string[]} above */
  function emergency(needs, loud, above) {
    const help = index.help;
    const known = needs.filter(function (need) { return help.needs[need]; })[0];
    const numbers = (known === undefined ? help.all : help.needs[known]).split(' ');
    const block = make('div', loud ? 'urgent co-search__urgent--loud' : 'urgent');
    block.appendChild(make('p', 'title', loud ? 'Danger ? Appelez maintenant' : 'En danger ? Appelez'));
    block.appendChild(list(numbers.filter(function (one) { return help.lines[one] && above.indexOf(one) < 0; }).map(call), 'calls'));
    block.appendChild(link('Tous les numéros d’urgence', 'urgence'));
    answers.appendChild(block);
  }

  /** Who to call when nothing fits: the same as at the foot of the page. */
  function human() {
    const phone = /** @type {HTMLAnchorElement | null} */ (document.querySelector('.co-help a[href^="tel:"]'));
    const items = [make('a', 'link', 'Une France services près de chez vous', { href: '#aide' })];
    if (phone) { items.unshift(make('a', 'link', phone.getAttribute('aria-label') || phone.textContent || '', { href: phone.href })); }
    section('Quelqu’un peut vous aider', items, 'list');
  }

  /** A postcode: the place chooser when there is one (`communPlaces(code)` returns an element), else what to write. @param {string} code */
  function town(code) {
    const chooser = window.communPlaces && window.communPlaces(code);
    answers.appendChild(make('p', 'title', chooser ? 'Où habitez-vous ?' : code + ' est un code postal. Écrivez aussi votre problème : par exemple « loyer en retard ».'));
    if (chooser) { answers.appendChild(chooser); }
  }

  /** The list of needs; the one that is there is changed where it differs, so that a key costs little. @param {number[]} needs */
  function results(needs) {
    const old = answers.childNodes.length === 1 ? /** @type {HTMLElement} */ (answers.firstChild) : null;
    const kept = old && old.className === 'co-search__list co-search__results' ? old : make('ul', 'list co-search__results');
    needs.forEach(function (need, place) {
      const item = index.needs[need];
      const there = kept.childNodes[place];
      const shown = there && /** @type {HTMLElement} */ (there.firstChild);
      if (!shown) {
        kept.appendChild(make('li', '')).appendChild(link(item[0], item[1]));
      } else if (shown.textContent !== item[0]) {
        shown.textContent = item[0];
        shown.setAttribute('href', root + item[1] + '/index.html');
      }
    });
    while (kept.childNodes.length > needs.length) { kept.removeChild(/** @type {Node} */ (kept.lastChild)); }
    return kept;
  }

  /** @param {Answer} found @param {number[]} needs */
  function show(found, needs) {
    if (needs.length && !found.lines.length && !found.choices.length && (found.emergency === 'none' || found.emergency === 'listed')) {
      const list = results(needs);
      if (list.parentNode !== answers) { answers.textContent = ''; answers.appendChild(list); }
      return;
    }
    answers.textContent = '';
    if (found.lines.length) { answers.appendChild(list(found.lines.map(call), 'calls co-search__asked')); }
    if (found.language) {
      const words = /** @type {Object<string, string[]>} */ (LANGUAGES)[found.language];
      answers.appendChild(make('a', 'call', words[1], { href: root + 'urgence/' + words[0] + '/index.html', lang: words[0], dir: words[0] === 'ar' ? 'rtl' : 'ltr' }));
    }
    if (found.emergency === 'banner' || (found.emergency === 'block' && !found.abstained && !found.choices.length)) {
      emergency(needs, found.emergency === 'banner', found.lines);
    }
    if (found.choices.length) {
      section('De quoi s’agit-il ?', found.choices.map(function (choice) { return link(choice[0], index.needs[choice[1]][1]); }), 'choices');
    } else if (needs.length) {
      answers.appendChild(results(needs));
    }
    if (found.place) {
      town(found.place);
    } else if (found.abstained && !found.language && !found.lines.length) {
      answers.appendChild(make('p', 'title', 'Nous n’avons pas compris. Ce n’est pas votre faute.'));
    }
    if (found.abstained || found.choices.length) {
      if (found.emergency !== 'banner') { emergency(needs, false, found.lines); }
      human();
      if (found.abstained) { section('Ou choisissez un thème', index.topics.map(function (topic) { return link(topic[0], topic[1]); }), 'list'); }
    }
  }

  /** @param {Answer} found @param {number[]} needs */
  function say(found, needs) {
    const count = found.choices.length || needs.length;
    const named = found.lines.map(function (one) { const line = engine.line(index, one); return line[1] + ' : ' + line[0] + '. '; }).join('');
    const loud = found.emergency === 'banner' || found.emergency === 'block' ? 'Numéros d’urgence affichés. ' : '';
    const words = named && !count ? '' : found.abstained ? 'Pas de réponse sûre. Des contacts peuvent vous aider.' : found.choices.length ? 'Une question : ' + count + ' choix.' : count + (count > 1 ? ' réponses.' : ' réponse.');
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { status.textContent = named + loud + words; }, 500);
  }

  /** Draw what was found. @param {Answer} found */
  function draw(found) {
    const needs = found.results.slice(0, 5).map(function (pair) { return pair[0]; });
    const empty = found.emergency === 'none' && !found.results.length && !found.abstained && !found.lines.length;
    const drawn = JSON.stringify([needs, found.emergency, found.choices, found.abstained, found.language, found.place, found.lines]);
    if (drawn === shown) { return; }
    shown = drawn;
    show(found, needs);
    if (empty) { window.clearTimeout(timer); status.textContent = ''; } else { say(found, needs); }
  }

  /** Answer at each key; giving up, questions and a number alone wait for a pause, since what is half typed says little. */
  function answer() {
    window.clearTimeout(pause);
    if (!index) { return; }
    let found = engine.search(input.value, index);
    // One or two letters say nothing yet: it is too soon to give up.
    if (found.abstained && !found.language && found.emergency !== 'banner' && input.value.trim().length < 3) { found = engine.search('', index); }
    const alone = found.lines.length > 0 && !found.results.length; // "112" may become "112 rue..."
    if (alone || ((found.abstained || found.choices.length) && found.emergency !== 'banner')) {
      pause = window.setTimeout(draw, 300, found);
    } else {
      draw(found);
    }
  }

  function clear() {
    window.clearTimeout(timer);
    window.clearTimeout(pause);
    input.value = '';
    shown = '';
    answers.textContent = '';
    status.textContent = '';
  }

  /** Move among the links of the answer: down from the box, up to it. @param {number} step */
  function move(step) {
    const links = /** @type {HTMLElement[]} */ (Array.prototype.slice.call(answers.querySelectorAll('a')));
    const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    const next = at < 0 ? input : links[Math.min(at, links.length - 1)];
    if (next) { next.focus(); }
  }

  input.addEventListener('input', answer);
  box.addEventListener('keydown', function (event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && event.target === input && !event.isComposing) {
      event.preventDefault();
      move(1);
    } else if (event.key === 'Escape') {
      clear();
      input.focus();
    }
  });
  window.addEventListener('pagehide', clear);
  // The index is the script after this one.
  if (document.readyState === 'complete') { prepare(); } else { window.addEventListener('load', prepare); }
})();
