// @ts-check
const assert = require('node:assert');
const { test } = require('node:test');
const { stays } = require('../../themes/default/js/place-answers.js');

/** @param {Object<string, string>} marks @returns {any} */
function part(marks) {
  return { hasAttribute: (/** @type {string} */ name) => name in marks, getAttribute: (/** @type {string} */ name) => marks[name] || null };
}

test('a contact of the commons stays where it answers, and there only', function () {
  const caf = part({ 'data-everywhere': '', 'data-place': 'R93 R01 978' });
  assert.ok(stays(caf, { in: '83 R93' }));
  assert.ok(stays(caf, { in: '978 R978' }));
  assert.ok(!stays(caf, { in: '987 R987' }));
  assert.ok(!stays(caf, { in: '93 R11' }));
});

test('without a place, or without knowing where one lives, it stays; a partner\'s own never does', function () {
  assert.ok(stays(part({ 'data-everywhere': '' }), { in: '987 R987' }));
  assert.ok(stays(part({ 'data-everywhere': '', 'data-place': 'R93' }), null));
  assert.ok(!stays(part({ 'data-place': 'R93' }), { in: '83 R93' }));
});
