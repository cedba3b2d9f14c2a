/* The reminder for the calendar, read as RFC 5545 says. Run by `node --test`. */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const reminder = require('../../themes/default/js/reminder.js');
const calendar = require('../../themes/default/js/calendar.js');

const EVENT = {
  id: 'a', title: 'Contacter : Maison, des solidarités ; Toulon', text: 'Ligne 1\nTéléphone 01\u00a099\u00a000\u00a000\u00a001 😀'.repeat(6), place: '1 rue A, 83000 Toulon',
  starts: Date.UTC(2026, 10, 23, 8), ends: Date.UTC(2026, 10, 23, 11), now: Date.UTC(2026, 10, 22, 20)
};

test('every line has 75 bytes at most and ends in CRLF, no character is cut', () => {
  const file = reminder.write(EVENT);
  assert.ok(file.endsWith('END:VCALENDAR\r\n'));
  file.split('\r\n').forEach((line) => assert.ok(Buffer.byteLength(line) <= 75, line));
  assert.ok(file.replace(/\r\n /g, '').includes('😀'));
  assert.ok(!/[^\r]\n/.test(file));
});

test('the event says when, in UTC, and what, escaped', () => {
  const lines = reminder.write(EVENT).replace(/\r\n /g, '').split('\r\n');
  assert.ok(lines.includes('DTSTART:20261123T080000Z'));
  assert.ok(lines.includes('DTEND:20261123T110000Z'));
  assert.ok(lines.includes('DTSTAMP:20261122T200000Z'));
  assert.ok(lines.includes('SUMMARY:Contacter : Maison\\, des solidarités \\; Toulon'));
  assert.ok(lines.includes('LOCATION:1 rue A\\, 83000 Toulon'));
  assert.strictEqual(lines.filter((line) => line.startsWith('BEGIN:')).length, lines.filter((line) => line.startsWith('END:')).length);
  const bare = reminder.write(Object.assign({}, EVENT, { text: '', place: '' }));
  assert.ok(!/^(DESCRIPTION:$|LOCATION)/m.test(bare));
});

test('the clock of a place goes back to UTC, across both changes of hour', () => {
  for (const moment of [Date.UTC(2026, 0, 5, 8), Date.UTC(2026, 6, 6, 8), Date.UTC(2026, 2, 29, 12), Date.UTC(2026, 9, 25, 12)]) {
    for (const zone of ['metropole', 'la-reunion', 'polynesie-francaise']) {
      assert.strictEqual(calendar.utc(zone, /** @type {number} */ (calendar.wall(zone, moment))), moment, zone);
    }
  }
});
