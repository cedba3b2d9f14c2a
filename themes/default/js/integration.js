/* On the page for webmasters: copy buttons, and the code composed from three choices. */
(function () {
  'use strict';

  /** Copy a text, by the old way where the new one is refused. @param {HTMLElement} code @returns {Promise<boolean>} */
  function copy(code) {
    const text = code.textContent || '';
    const written = Promise.resolve().then(function () {
      if (navigator.clipboard) { return navigator.clipboard.writeText(text); }
      throw new Error('no clipboard');
    });
    return written.then(function () { return true; }, function () {
      const range = document.createRange();
      range.selectNodeContents(code);
      const selection = window.getSelection();
      if (!selection) { return false; }
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand('copy');
    });
  }

  document.querySelectorAll('[data-copy]').forEach(function (element) {
    const button = /** @type {HTMLButtonElement} */ (element);
    const box = /** @type {HTMLElement} */ (button.closest('.co-snippet'));
    const code = /** @type {HTMLElement} */ (box.querySelector('[data-copied]'));
    const status = /** @type {HTMLElement} */ (box.querySelector('[role=status]'));
    button.hidden = false;
    button.addEventListener('click', function () {
      copy(code).then(function (done) { status.textContent = done ? 'Copié' : 'Sélectionné : appuyez sur Ctrl et C'; });
    });
  });

  const composer = /** @type {HTMLElement | null} */ (document.querySelector('[data-composer]'));
  if (!composer) { return; }
  const fields = ['co-way', 'co-mode', 'co-scheme'].map(function (id) { return /** @type {HTMLSelectElement} */ (document.getElementById(id)); });
  const code = /** @type {HTMLElement} */ (composer.querySelector('[data-copied]'));
  const folder = composer.getAttribute('data-folder') || '';

  /** Write a text as HTML source. @param {string} text */
  function escaped(text) { return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'); }

  function compose() {
    const way = fields[0].options[fields[0].selectedIndex];
    const mode = fields[1].value;
    const link = '<a href="' + escaped(folder + way.value) + '" data-commun-orientation' + (mode ? ' data-mode="' + mode + '"' : '') +
      (fields[2].value ? ' data-scheme="' + fields[2].value + '"' : '') + '>' + escaped(way.text.trim()) + '</a>';
    const height = /** @type {HTMLElement} */ (composer).getAttribute('data-height');
    const box = mode ? '<p>' + link + '</p>' : '<div style="min-height:' + height + 'px">\n  ' + link + '\n</div>';
    code.textContent = box + '\n<script src="' + escaped(folder) + 'widget.js" async></' + 'script>';
  }

  fields.forEach(function (field) { field.addEventListener('change', compose); });
  composer.hidden = false;
  compose();
})();
