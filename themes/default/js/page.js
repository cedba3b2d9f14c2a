/* Quick exit, dated alerts, and what goes from page to page. Each part works alone; the page works without. */
(function () {
  'use strict';
  const root = document.documentElement;
  if (root.hasAttribute('data-page-script')) { return; }
  root.setAttribute('data-page-script', '');

  /**
   * Call `act` on each element that matches.
   * @param {string} selector
   * @param {(element: HTMLElement) => void} act
   */
  function each(selector, act) {
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector)).forEach(act);
  }

  /**
   * Cover the page at once, then replace it in the history: Back does not show it again.
   * @param {string} url
   */
  function leave(url) {
    root.style.visibility = 'hidden';
    document.title = '\u200b';
    if (window.parent === window) { window.name = ''; } // the commune, which the next site must not read
    // In a frame, Escape gives no right to move the host page: its widget.js is asked to. Nothing else is said.
    try { if (window.parent !== window) { window.parent.postMessage({ commun: 1, exit: true }, '*'); } } catch (error) { /* no parent */ }
    try { (window.top || window).location.replace(url); } catch (error) { window.location.replace(url); }
  }

  const exit = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[data-exit]'));
  if (exit) {
    exit.addEventListener('click', function (event) {
      event.preventDefault();
      leave(exit.href);
    });
    const pressed = communDays.presses(3, 1500);
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && !event.repeat && pressed(Date.now())) { leave(exit.href); }
    });
  }

  // In a frame, the mark #cadre goes from page to page; a link inside a page takes neither its place nor that of answers.
  const framed = /^#cadre\b/.test(window.location.hash);
  if (framed) { root.classList.add('co-framed'); }
  const discreet = root.classList.contains('co-discreet');
  const entry = document.querySelector('main[data-audience]');
  const forWhom = entry ? '@' + entry.getAttribute('data-audience') : (/[#,](@[^,]+)/.exec(window.location.hash) || [])[1] || '';

  // A sensitive page takes the place of the one that leads to it, and gives its own to the next: Back shows neither.
  document.addEventListener('click', function (event) {
    const from = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (from.closest && from.closest('a[href]'));
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) { return; }
    const href = link.getAttribute('href') || '';
    const aim = href.charAt(0) === '#' ? document.getElementById(href.slice(1)) : null;
    if (aim && (framed || discreet || /^#[r@]/.test(window.location.hash))) {
      event.preventDefault();
      aim.scrollIntoView();
      aim.focus();
    }
    // Another site, from a sensitive page: in a tab of its own, or Forward would bring it back once this page is left.
    if (discreet && /^https?:/i.test(href) && link !== exit) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
    if (/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(href)) { return; }
    const neutral = discreet || /\/p\/[0-9a-f]{8}\/index\.html$/.test(link.pathname);
    // What goes with the person: the mark of the frame and, but on a neutral page, for whom they search.
    const said = /[#,](r:|@)/.test(link.hash) || neutral ? '' : forWhom;
    const mark = [framed && link.hash.indexOf('#cadre') ? 'cadre' : '', said].filter(Boolean).join(',');
    if (mark) { link.hash = mark + (link.hash ? ',' + link.hash.slice(1) : ''); }
    if (neutral) {
      event.preventDefault();
      window.location.replace(link.href);
    }
  });

  const day = communDays.dayOf(new Date());
  each('[data-from]', function (alert) {
    alert.hidden = communDays.isOutside(day, alert.getAttribute('data-from') || '', alert.getAttribute('data-to') || '');
  });

  window.addEventListener('pageshow', function () { root.style.visibility = ''; });
})();
