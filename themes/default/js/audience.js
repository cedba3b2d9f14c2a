/* The wording of an outcome: that of whom one searches for, the same in the whole page, and kept nowhere. Without it, the radio buttons do. */
(function () {
  'use strict';
  const picks = /** @type {HTMLInputElement[]} */ (Array.prototype.slice.call(document.querySelectorAll('.co-pick')));

  /** @param {string} audience an outcome that has no words for them keeps its own */
  function pick(audience) { picks.forEach(function (each) { if (each.value === audience) { each.checked = true; } }); }

  pick(communContext.known(window.name, window.location.hash).audience || '');
  picks.forEach(function (each) { each.addEventListener('change', function () { pick(each.value); }); });
  if (document.documentElement.classList.contains('co-discreet')) { window.addEventListener('pagehide', function () { pick('moi'); }); }
})();
