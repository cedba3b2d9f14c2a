/* What one does with an answer: copy, print, send, listen, be reminded. Nothing is sent by the page itself. */
(function () {
  'use strict';
  const bar = /** @type {HTMLElement | null} */ (document.querySelector('[data-actions]'));
  const list = communContacts.list;
  const main = document.querySelector('main');
  if (!main) { return; }

  /** @param {string} name @returns {HTMLElement | null} */
  function action(name) { return bar && /** @type {HTMLElement | null} */ (bar.querySelector('[data-action="' + name + '"]')); }

  /** Show an action, and act when it is chosen. @param {string} name @param {(button: HTMLElement) => void} [act] */
  function offer(name, act) {
    const button = action(name);
    if (!button) { return null; }
    button.hidden = false;
    if (act) { button.addEventListener('click', function () { act(button); }); }
    return button;
  }

  /** @param {Element | null} element */
  function textOf(element) { return element ? (element.textContent || '').replace(/\s+/g, ' ').trim() : ''; }

  /** What is read out, seen by nobody: there from the start, since a region that comes with its text is not always heard. */
  const spoken = main.appendChild(document.createElement('p'));
  spoken.className = 'co-actions__spoken';
  spoken.setAttribute('role', 'status');

  /** Give a button the width of what it will say, so that nothing moves then. @param {HTMLElement | null} button */
  function reserve(button) {
    if (!button) { return; }
    const words = button.textContent;
    const width = button.getBoundingClientRect().width;
    button.textContent = button.getAttribute('data-done');
    button.style.minWidth = Math.ceil(Math.max(width, button.getBoundingClientRect().width)) + 'px';
    button.textContent = words;
  }

  /** Say for a while that it is done, in the button itself and aloud. @param {HTMLElement} button */
  function done(button) {
    const words = button.textContent;
    const said = button.getAttribute('data-done');
    if (words === said) { return; }
    button.textContent = said;
    spoken.textContent = said;
    window.setTimeout(function () {
      button.textContent = words;
      spoken.textContent = '';
    }, 2500);
  }

  /** Copy a text; where the browser refuses, the old way. @param {string} text @param {HTMLElement} button */
  function copy(text, button) {
    const old = function () {
      const box = document.createElement('textarea');
      box.value = text;
      box.setAttribute('readonly', '');
      button.appendChild(box);
      box.select();
      try { if (document.execCommand('copy')) { box.remove(); done(button); } } catch (error) { /* nothing was copied, nothing is said */ }
      box.remove();
      button.focus();
    };
    if (!navigator.clipboard || !navigator.clipboard.writeText) { return old(); }
    navigator.clipboard.writeText(text).then(function () { done(button); }, old);
  }

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

  // On a sensitive page, the next ones that can help: brought in sight, and written nowhere.
  list(main, '[data-next]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      const outcome = button.closest('.co-outcome');
      const others = /** @type {HTMLElement | null} */ (outcome && outcome.querySelector('.co-outcome__side'));
      if (!others) { return; }
      const exit = document.querySelector('.co-exit'); // it stays at the top
      others.focus({ preventScroll: true });
      window.scrollBy(0, others.getBoundingClientRect().top - (exit ? exit.getBoundingClientRect().height : 0) - 8);
    });
  });

  list(main, '[data-copy]').forEach(function (button) {
    button.hidden = false;
    reserve(button);
    button.addEventListener('click', function () {
      const boxes = list(/** @type {Element} */ (button.parentNode), '[data-said]');
      const box = boxes.filter(function (each) { return each.offsetParent; })[0];
      copy(box ? list(box, 'li').map(textOf).join('\n') : '', button);
    });
  });
  if (bar) {
    offer('copy', function (button) { copy(lines() + (address() ? '\n\n' + address() : ''), button); });
    offer('print', function () { window.print(); });
    send();
    subjects();
    remind();
    listen();
    const asked = main.querySelector('.co-nest');
    bar.hidden = !!asked; // a question alone is nothing to print
    reserve(action('copy'));
    if (asked) { asked.addEventListener('toggle', function () { bar.hidden = bar.hidden && !asked.querySelector('.co-nest__item[open]'); }, true); }
  }
})();
