/* When a page may ask for the service worker. Run by `node --test`. */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const offline = require('../../themes/default/js/offline.js');

const PAGE = { on: true, protocol: 'https:', framed: false, path: '/var/index.html' };

test('a page of a web site asks for it', () => {
  assert.strictEqual(offline.wanted(PAGE), true);
  assert.strictEqual(offline.wanted({ ...PAGE, connection: { saveData: false, effectiveType: '4g' } }), true);
});

for (const [why, change] of Object.entries({
  'the partner keeps nothing': { on: false },
  'a file on the disk': { protocol: 'file:' },
  'a frame': { framed: true },
  'a sensitive page': { path: '/var/p/0123abcd/index.html' },
  'data are saved': { connection: { saveData: true } },
  'a slow network': { connection: { effectiveType: 'slow-2g' } }
})) {
  test(why + ': nothing is asked for', () => { assert.strictEqual(offline.wanted({ ...PAGE, ...change }), false); });
}
