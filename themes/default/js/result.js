/* What one does with an answer at once: copy what to say, go to the next contact, print. The rest is sending.js's, which comes later. */
const communResult = (function () {
  'use strict';
  const bar = /** @type {HTMLElement | null} */ (document.querySelector('[data-actions]'));
  const list = communContacts.list;

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
  const spoken = (document.querySelector('main') || document.body).appendChild(document.createElement('p'));
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

  // On a sensitive page, the next ones that can help: brought in sight, and written nowhere.
  list(document, '[data-next]').forEach(function (button) {
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

  list(document, '[data-copy]').forEach(function (button) {
    button.hidden = false;
    reserve(button);
    button.addEventListener('click', function () {
      const boxes = list(/** @type {Element} */ (button.parentNode), '[data-said]');
      const box = boxes.filter(function (each) { return each.offsetParent; })[0];
      copy(box ? list(box, 'li').map(textOf).join('\n') : '', button);
    });
  });
  if (bar) {
    offer('print', function () { window.print(); });
    const asked = document.querySelector('main .co-nest');
    bar.hidden = !!asked; // a question alone is nothing to print
    if (asked) { asked.addEventListener('toggle', function () { bar.hidden = bar.hidden && !asked.querySelector('.co-nest__item[open]'); }, true); }
  }
  return { bar: bar, action: action, offer: offer, textOf: textOf, copy: copy, reserve: reserve };
})();
