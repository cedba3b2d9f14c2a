/* Open or closed beside each contact, the open ones first among equals, and who answers tonight. Needs open-now.js. */
const communContacts = (function () {
  'use strict';
  const KEPT_MONTHS = 24;
  /** @typedef {{open: boolean, text: string, opens: number, closes: number, zone: string}} State of a channel */
  /** What channels alike were told to be, at one moment: a page of danger shows the same line fifty times. @type {Object<string, State | null>} */
  let told = {};
  let moment = NaN;

  /**
   * Tell whether a channel is open now.
   * @param {Element} channel an element with data-week
   * @param {number} now milliseconds
   * @returns {State | null} null: not known
   */
  function stateOf(channel, now) {
    if (now !== moment) { moment = now; told = {}; }
    const said = ['zone', 'since', 'unsure', 'week', 'closed'].map(function (name) { return channel.getAttribute('data-' + name) || ''; });
    const key = said.join('|');
    if (!(key in told)) { told[key] = computed(said, now); }
    return told[key];
  }

  /** @param {string[]} said zone, since, unsure, week, closed @param {number} now @returns {State | null} */
  function computed(said, now) {
    const zone = said[0] || 'metropole';
    const wall = communCalendar.wall(zone, now);
    if (wall === null || isOld(said[1], communCalendar.iso(wall)) || isIn(said[2], wall)) { return null; }
    const opening = communHours.read(said[3] === '24/7' ? '0-1440;=;=;=;=;=;=/=' : said[3], zone, said[4]);
    const found = opening && communHours.status(opening, wall);
    if (!found) { return null; }
    const here = Math.floor(now / communCalendar.MINUTE) - new Date(now).getTimezoneOffset();
    const clock = here * communCalendar.MINUTE === wall || found.text.indexOf('\u00a0') < 0 ? '' : ', heure ' + communCalendar.nameOf(zone);
    return { open: found.open, text: found.text + clock, opens: found.opens, closes: found.closes, zone: zone };
  }

  /** Tell whether a check is too old to say anything of today. @param {string} since @param {string} today */
  function isOld(since, today) {
    const from = since.split('-').map(Number);
    const to = today.split('-').map(Number);
    const months = (to[0] - from[0]) * 12 + to[1] - from[1] - (to[2] < from[2] ? 1 : 0);
    return !(months < KEPT_MONTHS);
  }

  /** @param {string} periods "2026-11-24/2026-11-25 ..." @param {number} wall */
  function isIn(periods, wall) {
    const day = communCalendar.iso(wall);
    return periods.split(' ').some(function (period) { return !!period && period.slice(0, 10) <= day && day <= period.slice(11); });
  }

  /**
   * Tell whether somebody answers or receives there now: true, false, or null when one of its channels says nothing.
   * @param {Element} card a card or a place
   * @param {number} now
   */
  function isOpen(card, now) {
    const channels = list(card, '[data-week]').map(function (channel) { return stateOf(channel, now); });
    if (channels.some(function (state) { return !!state && state.open; })) { return true; }
    const told = channels.length && channels.indexOf(null) < 0;
    const alone = card.querySelector('.co-card > .co-status') ? [] : list(card, '.co-phone:not([data-week])');
    return told && !alone.length ? false : null;
  }

  /** @param {Element | Document} within @param {string} selector @returns {HTMLElement[]} */
  function list(within, selector) { return Array.prototype.slice.call(within.querySelectorAll(selector)); }

  /** Write each status in the line that waits for it. @param {number} now */
  function write(now) {
    list(document, '.co-status').forEach(function (line) {
      const channel = line.hasAttribute('data-week') ? line : /** @type {Element} */ (line.parentNode);
      const state = stateOf(channel, now);
      line.textContent = state ? state.text : '';
      line.classList.toggle('co-status--open', !!state && state.open);
      line.classList.toggle('co-status--closed', !!state && !state.open);
    });
  }

  /**
   * Put the open ones before the closed ones, among contacts of one service and one place; those not known stay where they are.
   * @param {Element} group
   * @param {number} now
   */
  function order(group, now) {
    const cards = Array.prototype.filter.call(group.children, function (child) { return child.classList.contains('co-card'); });
    const places = cards.map(function (/** @type {Element} */ card) { return card.getAttribute('data-place') || ''; });
    places.forEach(function (/** @type {string} */ place, /** @type {number} */ rank) {
      if (places.indexOf(place) !== rank) { return; }
      const known = cards.filter(function (/** @type {Element} */ card, /** @type {number} */ at) { return places[at] === place && isOpen(card, now) !== null; });
      const wanted = known.filter(function (/** @type {Element} */ card) { return isOpen(card, now); })
        .concat(known.filter(function (/** @type {Element} */ card) { return !isOpen(card, now); }));
      if (wanted.every(function (/** @type {Element} */ card, /** @type {number} */ at) { return card === known[at]; })) { return; }
      const marks = known.map(function (/** @type {Element} */ card) { return group.insertBefore(document.createComment(''), card); });
      marks.forEach(function (/** @type {Node} */ mark, /** @type {number} */ at) { group.replaceChild(wanted[at], mark); });
    });
  }

  /**
   * When the right desk is closed, name those of this outcome that answer now.
   * @param {Element} outcome
   * @param {number} now
   */
  function tonight(outcome, now) {
    const box = /** @type {HTMLElement | null} */ (outcome.querySelector('[data-tonight]'));
    const first = outcome.querySelector('.co-group');
    if (!box || !first) { return; }
    const right = list(first, '.co-card, .co-place').map(function (card) { return isOpen(card, now); });
    const names = /** @type {string[]} */ ([]);
    const items = box.querySelector('ul') || box;
    items.textContent = '';
    list(outcome, '.co-card').forEach(function (card) {
      const call = card.querySelector('.co-call');
      const name = card.querySelector('.co-card__name');
      const text = name && name.textContent || '';
      if (first.contains(card) || !call || names.indexOf(text) >= 0 || names.length > 2 || !isOpen(card, now)) { return; }
      names.push(text);
      const item = document.createElement('li');
      item.textContent = text + ' ';
      item.appendChild(call.cloneNode(true));
      items.appendChild(item);
    });
    box.hidden = !names.length || !right.length || right.some(function (open) { return open !== false; });
    const lead = list(first, '.co-card')[0]; // under the right desk, not under all that are closed as well
    if (!box.hidden && lead && lead.parentNode === first) { first.insertBefore(box, lead.nextSibling); }
  }

  /** Say what is open at a moment. @param {number} now @param {boolean} moving may contacts change places */
  function show(now, moving) {
    write(now);
    if (moving) { list(document, '.co-group').forEach(function (group) { order(group, now); }); }
    list(document, '.co-outcome').forEach(function (outcome) { tonight(outcome, now); });
  }

  if (typeof document === 'object') {
    show(Date.now(), true);
    // Nothing moves under a finger: a page that comes back says the hour, and keeps its order.
    document.addEventListener('visibilitychange', function () { if (!document.hidden) { show(Date.now(), false); } });
    window.addEventListener('pageshow', function (event) { if (event.persisted) { show(Date.now(), false); } });
  }
  return { stateOf: stateOf, isOpen: isOpen, isOld: isOld, list: list, show: show };
})();

if (typeof module === 'object') { module.exports = communContacts; }
