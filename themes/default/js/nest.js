/* One question at a time on a sensitive page, whose answers are nested in it. The page works without. */
(function () {
  'use strict';

  /** @param {string} selector @param {(element: HTMLElement) => void} act */
  function each(selector, act) { /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector)).forEach(act); }

  // An open answer hides the others; closing it brings them back. "Revenir" closes the last one.
  const back = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-back]'));
  let chosen = /** @type {Element | null} */ (null);
  if (back) {
    back.addEventListener('click', function () {
      const open = document.querySelectorAll('.co-nest__item[open]');
      const last = open[open.length - 1];
      const summary = last && /** @type {HTMLElement | null} */ (last.querySelector('summary'));
      if (!last || !summary || !last.parentElement) { return; }
      last.removeAttribute('open');
      last.parentElement.classList.remove('co-nest--picked'); // at once: what is hidden cannot take the focus
      summary.focus();
    });
  }
  each('.co-nest__item > summary', function (summary) {
    const item = /** @type {HTMLDetailsElement} */ (summary.parentNode);
    const nest = /** @type {HTMLElement} */ (item.parentNode);
    summary.addEventListener('click', function () { chosen = item; });
    item.addEventListener('toggle', function (event) {
      if (event.target !== item) { return; }
      nest.classList.toggle('co-nest--picked', Array.prototype.some.call(nest.children, isOpen));
      const started = !!document.querySelector('.co-nest__item[open]');
      if (back) { back.hidden = !started; }
      each('[data-exit-text]', function (text) { text.hidden = started; });
      if (!item.open) { return; }
      show(summary);
      const title = /** @type {HTMLElement | null} */ (item.querySelector('.co-nest__title'));
      if (title && chosen === item) { title.focus({ preventScroll: true }); }
    });
  });

  /** @param {Element} child */
  function isOpen(child) { return child.hasAttribute('open'); }

  /**
   * Bring the answer that was chosen under the bar that stays at the top.
   * @param {HTMLElement} summary
   */
  function show(summary) {
    const bar = document.querySelector('.co-exit');
    const top = summary.getBoundingClientRect().top - (bar ? bar.getBoundingClientRect().height : 0) - 8;
    if (top < 0 || top > window.innerHeight / 2) { window.scrollBy(0, top); }
  }

  // What was chosen is not there any more when the page comes back from the memory of the browser.
  window.addEventListener('pagehide', function () {
    each('.co-nest__item[open]', function (item) { item.removeAttribute('open'); });
    each('.co-nest--picked', function (nest) { nest.classList.remove('co-nest--picked'); });
  });
})();
