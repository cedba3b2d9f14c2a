/* For agents, who search with somebody on the line: answers have numbers, which choose them (12 too); "/" searches (in their own pages, in the list of all that they find), Escape starts again. */
(function () {
  'use strict';
  const root = document.documentElement;
  const entry = document.querySelector('main[data-audience]');
  const audience = entry ? entry.getAttribute('data-audience') : communContext.known(window.name, window.location.hash).audience;
  if (audience !== 'agent' || root.classList.contains('co-discreet')) { return; } // there, Escape leaves, and nothing is numbered
  root.classList.add('co-agent');

  /** What has a number, in the order of the page, as agent.css counts it. @returns {HTMLElement[]} */
  function numbered() {
    return Array.prototype.filter.call(document.querySelectorAll('.co-search__results a, .co-choice, .co-tile'), function (/** @type {HTMLElement} */ each) { return each.offsetParent; });
  }

  /** The figures of a number that may have more. */
  let typed = '';
  let timer = 0;

  /** Choose what has the number typed; waits a little when another figure may follow. @param {boolean} sure */
  function choose(sure) {
    const all = numbered();
    window.clearTimeout(timer);
    if (!sure && Number(typed) * 10 <= all.length) { timer = window.setTimeout(choose, 800, true); return; }
    const chosen = all[Number(typed) - 1];
    typed = '';
    if (chosen) { chosen.click(); }
  }

  document.addEventListener('keydown', function (event) {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(/** @type {Element} */ (event.target).tagName);
    if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) { return; }
    const home = /** @type {HTMLElement | null} */ (document.querySelector('[data-new-call]') || document.querySelector('.co-header__name a'));
    const box = document.querySelector('[data-new-call]') ? document.querySelector('[data-find] input') : document.getElementById('co-search');
    if (/^[1-9]$/.test(event.key) || (typed && event.key === '0')) { typed += event.key; choose(false); } else if (typed && event.key === 'Enter') { choose(true); } else if (event.key === '/' && box) { /** @type {HTMLElement} */ (box).focus(); } else if (home && (event.key === '/' || event.key === 'Escape')) { home.click(); } else { return; }
    event.preventDefault();
  });
})();
