/* The agents' own pages: a new call forgets the one before; contacts and answers are found by a word, a street, a name or a number. */
(function () {
  'use strict';
  const place = document.querySelector('[data-find]');
  const again = document.querySelector('[data-new-call]');
  if (again) {
    // The commune of the last caller is in the name of this tab, and their answers in the address: neither goes further.
    again.addEventListener('click', function () { window.name = ''; });
  }

  // A commune's contacts are drawn by place-answers.js, which knows nothing of what agents read: it is added here.
  const known = /** @type {any} */ (window).communData && /** @type {any} */ (window).communData.internals || {};

  /** @param {Element} into @param {string} before @param {string} text @param {string} [href] */
  function add(into, before, text, href) {
    const line = into.appendChild(document.createElement('p'));
    line.appendChild(document.createElement('strong')).textContent = before;
    const said = line.appendChild(document.createElement(href ? 'a' : 'span'));
    if (href) { said.setAttribute('href', href); }
    said.textContent = text;
    return line;
  }

  /** @param {Element} card drawn for a commune */
  function tell(card) {
    const facts = known[card.getAttribute('data-contact') || ''] || { note: '', lines: [], mails: [] };
    const name = card.querySelector('.co-card__name');
    const number = card.querySelector('.co-call .co-nowrap');
    const block = document.createElement('div');
    block.className = 'co-internal';
    add(block, 'Pour transférer, dites : ', '« ' + (facts.transfer || 'Je vous mets en relation avec : ' + (name ? name.textContent : '') + '.' + (number ? ' Si nous sommes coupés, son numéro est le ' + number.textContent + '.' : '')) + ' »');
    if (facts.note || facts.lines.length || facts.mails.length) {
      add(block, 'Entre agents : à ne pas donner', '').className = 'co-internal__title';
    }
    if (facts.note) { add(block, '', facts.note); }
    facts.lines.forEach(function (/** @type {string[]} */ line) { add(block, 'Ligne directe : ', line[0], line[1]).appendChild(document.createTextNode(line[2] ? ' (' + line[2] + ')' : '')); });
    facts.mails.forEach(function (/** @type {string[]} */ mail) { add(block, 'Courriel : ', mail[0], mail[1]); });
    card.appendChild(block);
  }

  if (document.querySelector('.co-outcome')) {
    const tellAll = function () {
      Array.prototype.forEach.call(document.querySelectorAll('[data-local][data-contact]'), function (/** @type {Element} */ card) {
        if (!card.querySelector('.co-internal')) { tell(card); }
      });
    };
    new MutationObserver(tellAll).observe(document.querySelector('main') || document.body, { childList: true, subtree: true });
    tellAll();
  }
  if (!place || place.querySelector('input')) { return; }
  window.name = ''; // however one comes here, it is for another caller

  /** @param {string | null} text as it is compared: no accent, no capital */
  function folded(text) { return (text || '').toLowerCase().replace(/[œæ’]/g, function (one) { return one === 'œ' ? 'oe' : one === 'æ' ? 'ae' : '\''; }).normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }
  /** @param {string} text its figures alone, so that "0483" finds "04 83" */
  function figures(text) { return text.replace(/\D/g, ''); }

  const label = document.createElement('label');
  const input = document.createElement('input');
  const status = document.createElement('p');
  label.htmlFor = input.id = 'co-search';
  label.textContent = place.getAttribute('data-label');
  input.className = 'co-agents__input';
  [['type', 'text'], ['autocomplete', 'off'], ['autocapitalize', 'off'], ['autocorrect', 'off'], ['spellcheck', 'false'], ['maxlength', '100']].forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
  status.className = 'co-small';
  status.setAttribute('role', 'status');
  status.textContent = place.getAttribute('data-hint');
  [label, input, status].forEach(function (part) { place.appendChild(part); });

  const sections = /** @type {HTMLElement[]} */ (Array.prototype.slice.call(document.querySelectorAll('[data-found]')));
  /** Small words that say nothing here. */
  const SMALL = /^(a|au|aux|dans|de|des|du|en|et|j|je|l|la|le|les|ma|mes|mon|ne|ou|pas|pour|sa|ses|son|sur|un|une|d)$/;
  /** @typedef {{item: HTMLElement, text: string, figures: string}} Found */
  const items = sections.map(function (section) {
    return /** @type {Found[]} */ (Array.prototype.map.call(section.querySelectorAll('li[data-words]'), function (/** @type {HTMLElement} */ item) {
      const text = folded(item.textContent + ' ' + (item.getAttribute('data-words') || ''));
      return { item: item, text: ' ' + text.replace(/[^a-z0-9]+/g, ' ') + ' ', figures: figures(item.textContent || '') };
    }));
  });

  /** Whether a word begins as it was typed but for one letter, that is not the first. @param {string} typed @param {string} word */
  function near(typed, word) {
    let at = 0;
    while (at < typed.length && typed[at] === word[at]) { at++; }
    const left = typed.slice(at + 1);
    return at > 0 && (word.startsWith(left, at + 1) || word.startsWith(left, at) || word.startsWith(typed.slice(at), at + 1) || word.startsWith(typed.charAt(at + 1) + typed[at] + typed.slice(at + 2), at));
  }

  /** @param {Found} each @param {string[]} words all must begin a word of it @param {boolean} lightly but for one letter of the long ones */
  function holds(each, words, lightly) {
    return words.every(function (word) {
      return each.text.indexOf(' ' + word) >= 0 || (lightly && word.length > 4 && each.text.split(' ').some(function (other) { return near(word, other); }));
    });
  }

  function find() {
    const typed = folded(input.value).split(/[^a-z0-9]+/).filter(Boolean);
    const said = typed.filter(function (word) { return !SMALL.test(word); });
    const words = said.length ? said : typed;
    const number = /^[\d\s.+()-]{3,}$/.test(input.value.trim()) ? figures(input.value).replace(/^(00)?33/, '0') : '';
    /** @param {boolean} lightly @returns {number} how many are shown */
    function show(lightly) {
      let count = 0;
      sections.forEach(function (section, rank) {
        let here = 0;
        items[rank].forEach(function (each) {
          const fits = number ? each.figures.indexOf(number) >= 0 : holds(each, words, lightly);
          each.item.hidden = !fits;
          here += fits ? 1 : 0;
        });
        section.hidden = !here;
        count += here;
      });
      return count;
    }
    const count = show(false) || show(true);
    status.textContent = (count ? '' : place && place.getAttribute('data-none')) || (words.length ? count + (count > 1 ? ' résultats.' : ' résultat.') : place && place.getAttribute('data-hint'));
  }

  input.addEventListener('input', find);
  input.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { input.value = ''; find(); input.blur(); }
    if (event.key !== 'Enter') { return; }
    const first = /** @type {HTMLElement[]} */ (Array.prototype.slice.call(document.querySelectorAll('[data-found] a'))).filter(function (link) { return link.offsetParent; })[0];
    if (first) { first.focus(); }
    event.preventDefault();
  });
  window.addEventListener('pagehide', function () { input.value = ''; find(); });
  input.focus();
})();
