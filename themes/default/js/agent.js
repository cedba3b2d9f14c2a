/* For agents, who search with somebody on the line: answers have numbers, which choose them; "/" searches, Escape starts again. */
(function () {
  'use strict';
  const root = document.documentElement;
  const entry = document.querySelector('main[data-audience]');
  const audience = entry ? entry.getAttribute('data-audience') : communContext.known(window.name, window.location.hash).audience;
  if (audience !== 'agent' || root.classList.contains('co-discreet')) { return; } // there, Escape leaves, and nothing is numbered
  root.classList.add('co-agent');

  /** What has a number, in the order of the page, as agent.css counts it. @returns {HTMLElement[]} */
  function numbered() {
    return Array.prototype.filter.call(document.querySelectorAll('.co-choice, .co-tile'), function (/** @type {HTMLElement} */ each) { return each.offsetParent; });
  }

  document.addEventListener('keydown', function (event) {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(/** @type {Element} */ (event.target).tagName);
    if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) { return; }
    const home = /** @type {HTMLElement | null} */ (document.querySelector('.co-header__name a'));
    const box = document.getElementById('co-search');
    const chosen = /^[1-9]$/.test(event.key) ? numbered()[Number(event.key) - 1] : null;
    if (chosen) { chosen.click(); } else if (event.key === '/' && box) { box.focus(); } else if (home && (event.key === '/' || event.key === 'Escape')) { home.click(); } else { return; }
    event.preventDefault();
  });
})();
