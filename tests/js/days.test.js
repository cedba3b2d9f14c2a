/* The pure part of the page script. Run by `node --test`. */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const days = require('../../themes/default/js/days.js');

test('a day is written in the reader\'s own time zone', () => {
  assert.strictEqual(days.dayOf(new Date(2026, 0, 2, 0, 30)), '2026-01-02');
  assert.strictEqual(days.dayOf(new Date(2026, 10, 23, 23, 59)), '2026-11-23');
});

test('the first and last days of an alert are part of it', () => {
  assert.strictEqual(days.isOutside('2026-11-23', '2026-11-24', '2026-11-25'), true);
  assert.strictEqual(days.isOutside('2026-11-24', '2026-11-24', '2026-11-25'), false);
  assert.strictEqual(days.isOutside('2026-11-25', '2026-11-24', '2026-11-25'), false);
  assert.strictEqual(days.isOutside('2026-11-26', '2026-11-24', '2026-11-25'), true);
});

test('three quick presses make one signal, slow ones none', () => {
  const quick = days.presses(3, 1500);
  assert.deepStrictEqual([0, 100, 200, 300].map(quick), [false, false, true, false]);
  const slow = days.presses(3, 1500);
  assert.deepStrictEqual([0, 1600, 3200].map(slow), [false, false, false]);
});
