/* What only the page can show of the engine: it registers itself, needs no DOM, and is never slow on hostile input. */
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const vm = require('node:vm');

const file = path.join(__dirname, '../../themes/default/js/search-engine.js');
const code = fs.readFileSync(file, 'utf8');

test('a classic script registers the engine on the window and touches nothing else', () => {
  const page = { Int32Array };
  page.window = page;
  vm.runInNewContext(code, page);
  assert.deepStrictEqual(Object.keys(page.communSearch), ['open', 'opener', 'search', 'line']);
});

test('no request, storage, address, history or document is named in the engine', () => {
  for (const word of ['fetch', 'XMLHttpRequest', 'localStorage', 'sessionStorage', 'indexedDB', 'cookie', 'location', 'history', 'document.', 'RegExp', 'eval']) {
    assert.ok(!code.includes(word), word);
  }
});

test('the box keeps nothing and asks nobody', () => {
  const ui = fs.readFileSync(path.join(path.dirname(file), 'search-ui.js'), 'utf8');
  for (const word of ['fetch', 'XMLHttpRequest', 'Storage', 'indexedDB', 'cookie', 'pushState', 'replaceState', 'innerHTML', 'insertAdjacentHTML', 'postMessage', 'console']) {
    assert.ok(!ui.includes(word), word);
  }
});
