/* Quick exit, dated alerts. Classic script; each part works alone, and the page works without it. */
(function () {
  'use strict';
  var root = document.documentElement;
  if (root.getAttribute('data-page-script')) { return; }
  root.setAttribute('data-page-script', '1');

  /** Cover the page at once, then replace it in the history. @param {HTMLAnchorElement} link */
  function leave(link) {
    root.style.visibility = 'hidden';
    try { window.top.location.replace(link.href); } catch (error) { window.location.replace(link.href); }
  }

  var exits = document.querySelectorAll('a[data-exit]');
  Array.prototype.forEach.call(exits, function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      leave(link);
    });
  });

  var presses = 0;
  var last = 0;
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || !exits.length) { return; }
    var now = Date.now();
    presses = now - last < 1500 ? presses + 1 : 1;
    last = now;
    if (presses === 3) { leave(/** @type {HTMLAnchorElement} */ (exits[0])); }
  });

  /** Today as "2026-11-23", in the reader's own time zone. */
  function today() {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  var day = today();
  Array.prototype.forEach.call(document.querySelectorAll('[data-from]'), function (alert) {
    alert.hidden = day < alert.getAttribute('data-from') || day > alert.getAttribute('data-to');
  });
})();
