/* Who answers in one commune, in the place of who answers in the whole territory. Makes no request. */
const communPlaceAnswers = (function () {
  'use strict';

  /** The answer for a service: that of the commune, else of its EPCI, else of its département. @param {any} known @param {any} commune @param {string} service @returns {any[] | null} */
  function answerOf(known, commune, service) {
    const layers = [commune[2], known.epcis[commune[1]][1], known.all];
    for (let rank = 0; rank < layers.length; rank += 1) {
      if (service in layers[rank]) { return known.answers[layers[rank][service]]; }
    }
    return null;
  }

  /** @param {string} name @param {string} style @param {string} [text] @param {Object<string, string>} [attributes] */
  function make(name, style, text, attributes) {
    const element = document.createElement(name);
    if (style) { element.className = style; }
    if (text) { element.textContent = text; }
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, (attributes || {})[key]); });
    return element;
  }

  /** @param {Element} element @param {string[]} [opening] week, since, zone, closed, unsure */
  function opens(element, opening) {
    ['week', 'since', 'zone', 'closed', 'unsure'].forEach(function (name, rank) {
      if (opening && opening[rank]) { element.setAttribute('data-' + name, opening[rank]); }
    });
    return element;
  }

  /** Draw a contact. @param {any} card @param {string} level name of the element of its heading */
  function draw(card, level) {
    const element = make('article', 'co-card', '', { 'data-local': '', 'data-contact': card.id });
    /** @param {string} name @param {string} style @param {string} [text] @param {Object<string, string>} [attributes] */
    function add(name, style, text, attributes) { return element.appendChild(make(name, style, text, attributes)); }
    add(level, 'co-card__name', card.name);
    if (card.far) { add('p', 'co-small', card.far); }
    if (card.role) { add('p', '', card.role); }
    (card.phones || []).forEach(function (/** @type {any[]} */ phone) {
      const block = opens(add('div', 'co-phone'), phone[4]);
      if (phone[2]) { block.appendChild(make('p', 'co-small', phone[2])); }
      if (phone[1]) {
        const call = block.appendChild(make('p', 'co-calls')).appendChild(make('a', 'co-call', '', { href: phone[1], 'aria-label': card.name + ' : appeler le ' + phone[0] }));
        const words = call.appendChild(make('span', '', 'Appeler le '));
        words.appendChild(make('span', 'co-nowrap', phone[0], { translate: 'no' }));
      }
      if (phone[4]) { block.appendChild(make('p', 'co-status')); }
      if (phone[3]) { block.appendChild(make('p', 'co-small', phone[3])); }
    });
    if (card.address) {
      const desk = add('p', '', '');
      desk.appendChild(make('strong', '', 'Adresse : '));
      desk.appendChild(make('span', '', card.address, { 'data-address': '' }));
      if (card.map) {
        desk.appendChild(document.createTextNode(' '));
        desk.appendChild(make('a', 'co-card__map', 'Voir la carte', { rel: 'noreferrer', 'aria-label': card.name + ' : voir la carte', href: 'https://www.openstreetmap.org/?mlat=' + card.map.replace('/', '&mlon=') + '#map=17/' + card.map }));
      }
    }
    if (card.opening) { opens(add('p', 'co-status'), card.opening); }
    if (card.hours) { add('p', 'co-small', card.hours); }
    if (card.appointment) { add('p', '', 'Rendez-vous : ' + card.appointment + '.'); }
    if (card.mail) { add('p', '', 'Courriel : ').appendChild(make('a', '', card.mail, { href: 'mailto:' + card.mail, translate: 'no' })); }
    (card.online || []).forEach(function (/** @type {string[]} */ page) {
      add('p', '', 'En ligne : ').appendChild(make('a', '', page[0], { href: page[1], rel: 'noreferrer' }));
    });
    add('p', 'co-card__checked' + (card.old ? ' co-card__checked--old' : ''), card.checked + (card.source ? '. Source : ' + card.source : '') + '.');
    return element;
  }

  /** Tell whether a contact of the commons answers in this département. @param {HTMLElement} part @param {any} known */
  function stays(part, known) {
    if (!part.hasAttribute('data-everywhere')) { return false; }
    const places = part.getAttribute('data-place');
    if (!places || !known || !known.in) { return true; }
    const held = ' ' + places + ' ';
    return known.in.split(' ').some(function (/** @type {string} */ code) { return held.indexOf(' ' + code + ' ') >= 0; });
  }

  /** Put the page as it was. */
  function hide() {
    /** @param {string} selector @param {(element: HTMLElement) => void} act */
    function each(selector, act) { /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector)).forEach(act); }
    each('[data-local]', function (element) { element.remove(); });
    each('[data-set-aside]', function (element) { element.hidden = false; element.removeAttribute('data-set-aside'); });
  }

  /** @param {HTMLElement} element */
  function setAside(element) {
    if (element.hidden) { return; }
    element.hidden = true;
    element.setAttribute('data-set-aside', '');
  }

  /**
   * Show the contacts of a commune.
   * @param {any} known the data of its département, null when there is none
   * @param {any[] | null} commune
   * @param {HTMLElement} hook
   */
  function show(known, commune, hook) {
    hide();
    const live = hook.hasAttribute('data-live');
    /** @type {Object<string, boolean>} */
    const seen = {};
    /** @param {any[] | null} answer */
    function cardsOf(answer) {
      /** @type {any[]} */
      let found = [];
      (answer || []).slice(1).forEach(function (rank) { found = found.concat(rank === -1 ? near() : known.cards[rank] || []); });
      return found.filter(function (card) { return !(live && card.old); });
    }
    /** The nearest France services, each with how far it is. @returns {any[]} */
    function near() {
      return (commune || [])[3].map(function (/** @type {number[]} */ pair) {
        const card = known.cards[pair[0]];
        card.far = pair[1] ? 'À environ ' + pair[1] + '\u00a0km, à vol d’oiseau.' : 'Dans votre commune.';
        return card;
      });
    }
    Array.prototype.forEach.call(document.querySelectorAll('.co-group[data-service]'), function (/** @type {HTMLElement} */ group) {
      const answer = known && commune && answerOf(known, commune, group.getAttribute('data-service') || '');
      const cards = cardsOf(answer);
      const parts = /** @type {HTMLElement[]} */ (Array.prototype.slice.call(group.children));
      const heading = group.querySelector('.co-card__name');
      const first = parts.filter(function (part) { return !part.classList.contains('co-group__title'); })[0] || null;
      parts.forEach(function (part) {
        const general = stays(part, known);
        if (!part.classList.contains('co-group__title') && (!general || (cards.length && part.querySelector('.co-card__reach')))) { setAside(part); }
      });
      if (answer && answer[0]) { group.insertBefore(make('p', 'co-group__note', answer[0], { 'data-local': '' }), first); }
      let drawn = 0;
      cards.forEach(function (card) {
        if (seen[card.id]) { return; }
        seen[card.id] = true;
        (card.phones || []).forEach(function (/** @type {any[]} */ phone) { seen[phone[0]] = true; });
        drawn += 1;
        group.insertBefore(draw(card, heading ? heading.tagName : 'h3'), first);
      });
      const left = drawn || parts.some(function (part) { return !part.hidden && part.hasAttribute('data-everywhere'); });
      if (!left && cards.length) { setAside(group); } // its contacts stand above already
      const another = answer && answer.indexOf(-2) > 0; // another body holds it here: its note says how to reach it
      if (!left && !cards.length && !another) { group.insertBefore(make('p', 'co-card co-card__reach', group.getAttribute('data-reach') || 'Demandez à votre mairie.', { 'data-local': '' }), first); }
    });
    const outcome = document.querySelector('.co-outcome');
    if (!outcome || !outcome.parentNode || !known || !commune) { return; }
    const section = make('section', 'co-section co-chooser__near', '', { 'data-local': '' });
    section.appendChild(make('h2', '', 'Près de chez vous'));
    cardsOf(answerOf(known, commune, 'ccas')).concat(cardsOf(answerOf(known, commune, 'mairie')), cardsOf(['', -1])).forEach(function (card) {
      // A partner's own card of a France services stands for that of the directory: they have one number.
      const number = card.far && card.phones ? card.phones[0][0] : card.id;
      if (!seen[card.id] && !seen[number]) {
        seen[card.id] = true;
        section.appendChild(draw(card, 'h3'));
      }
    });
    if (section.childNodes.length > 1) { outcome.parentNode.insertBefore(section, outcome.nextSibling); }
    if (typeof communContacts === 'object') { communContacts.show(Date.now(), false); }
  }

  return { answerOf: answerOf, draw: draw, hide: hide, show: show, stays: stays };
})();

if (typeof module === 'object') { module.exports = communPlaceAnswers; }
