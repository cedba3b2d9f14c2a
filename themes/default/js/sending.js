/* Send, share, copy, listen, be reminded: shown when they come, once the page is quiet. Nothing is sent by the page itself. */
(function () {
  'use strict';
  const bar = communResult.bar;
  const main = document.querySelector('main');
  const action = communResult.action;
  const offer = communResult.offer;
  const textOf = communResult.textOf;
  const list = communContacts.list;
  if (!bar || !main) { return; }

  /** The contacts as lines of text: who, and how. */
  function lines() {
    const heading = textOf(/** @type {Element} */ (main).querySelector('h1'));
    const cards = list(/** @type {Element} */ (main), '.co-card').slice(0, 3).map(function (card) {
      const channels = list(card, '.co-phone .co-nowrap, a[href^="mailto:"]').map(textOf);
      const desk = textOf(card.querySelector('[data-address]'));
      return [textOf(card.querySelector('.co-card__name')) || heading].concat(channels, desk ? [desk] : []).join('\n');
    });
    return [heading].concat(cards.filter(function (card) { return card !== heading; })).join('\n\n');
  }

  /** This page's address, without the answers given; "" where nobody else could open it. */
  function address() { return /^http/.test(window.location.protocol) ? window.location.href.replace(/#.*/, '') : ''; }

  function send() {
    const text = lines();
    const url = address();
    const title = bar && bar.getAttribute('data-subject') || document.title;
    const share = /** @type {any} */ (navigator).share;
    if (share) {
      offer('share', function () {
        share.call(navigator, url ? { title: title, text: text, url: url } : { title: title, text: text }).catch(function () { /* closed by the person */ });
      });
      return;
    }
    const body = encodeURIComponent(text + (url ? '\n\n' + url : ''));
    const sms = /** @type {HTMLAnchorElement | null} */ (offer('sms'));
    const mail = /** @type {HTMLAnchorElement | null} */ (offer('mail'));
    if (sms) { sms.href = 'sms:?&body=' + body; }
    if (mail) { mail.href = 'mailto:?subject=' + encodeURIComponent(title) + '&body=' + body; }
  }

  /** The subject of a mail says what it is about; a sensitive page has none to say. */
  function subjects() {
    const subject = bar && bar.getAttribute('data-subject');
    if (!subject) { return; }
    list(/** @type {Element} */ (main), '.co-card a[href^="mailto:"]').forEach(function (link) {
      const to = /** @type {HTMLAnchorElement} */ (link);
      if (to.href.indexOf('?') < 0) { to.href += '?subject=' + encodeURIComponent(subject); }
    });
  }

  /** When the right desk is closed: an event of the calendar for its next opening. */
  function remind() {
    const link = /** @type {HTMLAnchorElement | null} */ (action('remind'));
    const card = main && main.querySelector('.co-card');
    if (!link || !card) { return; }
    const now = Date.now();
    list(card, '[data-week]').forEach(function (channel) {
      const state = communContacts.stateOf(channel, now);
      const ahead = state && communCalendar.wall(state.zone, now);
      if (!state || !state.opens || typeof ahead !== 'number' || !link.hidden) { return; }
      const name = textOf(card.querySelector('.co-card__name')) || textOf(/** @type {Element} */ (main).querySelector('h1'));
      const starts = communCalendar.utc(state.zone, state.opens);
      const file = communReminder.write({
        id: starts.toString(36), title: link.getAttribute('data-title') + ' ' + name, text: lines() + (address() ? '\n' + address() : ''),
        place: textOf(card.querySelector('[data-address]')), starts: starts, ends: communCalendar.utc(state.zone, state.closes || state.opens + 3600000), now: now
      });
      link.href = 'data:text/calendar;charset=utf-8,' + encodeURIComponent(file);
      link.hidden = false;
    });
  }

  /** Read the answer aloud with a French voice of this device; without one, nothing is offered. */
  function listen() {
    const speech = window.speechSynthesis;
    const button = action('listen');
    if (!speech || !button || !window.SpeechSynthesisUtterance) { return; }
    const words = button.textContent;
    let reading = false;
    const voice = function () {
      return speech.getVoices().filter(function (each) { return each.localService && /^fr/i.test(each.lang); })[0];
    };
    const ready = function () { button.hidden = !voice(); };
    const stop = function () {
      reading = false;
      speech.cancel();
      button.textContent = words;
    };
    button.addEventListener('click', function () {
      if (reading) { return stop(); }
      const parts = list(/** @type {Element} */ (main), 'h1, .co-outcome h2, .co-outcome h3, .co-outcome p, .co-outcome li, .co-outcome blockquote')
        .filter(function (part) { return part.offsetParent && !part.querySelector('p, li') && !(/** @type {HTMLElement} */ (bar)).contains(part); }).map(textOf).filter(Boolean);
      reading = true;
      button.textContent = button.getAttribute('data-done');
      parts.forEach(function (part, rank) {
        const utterance = new window.SpeechSynthesisUtterance(part);
        utterance.voice = voice();
        utterance.lang = 'fr-FR';
        if (rank === parts.length - 1) { utterance.onend = stop; }
        speech.speak(utterance);
      });
    });
    if (speech.addEventListener) { speech.addEventListener('voiceschanged', ready); }
    window.addEventListener('pagehide', stop);
    ready();
  }

  offer('copy', function (button) { communResult.copy(lines() + (address() ? '\n\n' + address() : ''), button); });
  communResult.reserve(communResult.action('copy'));
  send();
  subjects();
  remind();
  listen();
})();
