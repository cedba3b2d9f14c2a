/* What the page says of hours. Run by `node --test`; parity with Python is in tests/test_open_now.py. */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const hours = require('../../themes/default/js/open-now.js');

const OFFICE = '510-720,810-1020;=;=;=;=;;=/';
/** @param {string} week @param {string} when @param {string} [closed] @param {string} [zone] */
function say(week, when, closed, zone) {
  const status = hours.status(/** @type {any} */ (hours.read(week, zone || '', closed || '')), Date.parse(when + 'Z'));
  return status && status.text.replace(/\u00a0/g, ' ');
}

test('it says until when, or from when, in words', () => {
  assert.strictEqual(say(OFFICE, '2026-11-23T09:00'), 'Ouvert, ferme à 12 h');
  assert.strictEqual(say(OFFICE, '2026-11-23T12:00'), 'Fermé, rouvre à 13 h 30');
  assert.strictEqual(say(OFFICE, '2026-11-23T18:00'), 'Fermé, rouvre demain à 8 h 30');
  assert.strictEqual(say(OFFICE, '2026-11-27T18:00'), 'Fermé, rouvre lundi à 8 h 30');
  assert.strictEqual(say(OFFICE, '2026-12-24T18:00', '2026-12-26/2027-01-03'), 'Fermé, rouvre le 4 janvier à 8 h 30');
});

test('a night ends in the morning, midnight has its name, and what never closes says nothing of when', () => {
  assert.strictEqual(say('0-360,1320-1440;=;=;=;=;=;=/=', '2026-11-23T23:00'), 'Ouvert, ferme à 6 h');
  assert.strictEqual(say('540-1440;;;;;;/=', '2026-11-23T23:00'), 'Ouvert, ferme à minuit');
  assert.strictEqual(say('0-1440;=;=;=;=;=;=/=', '2026-11-23T23:00'), 'Ouvert');
});

test('a public holiday and a closure close; 20 December does so in La Réunion only', () => {
  assert.strictEqual(say(OFFICE, '2026-12-25T10:00'), 'Fermé, rouvre lundi à 8 h 30');
  assert.strictEqual(say(OFFICE, '2027-12-20T10:00'), 'Ouvert, ferme à 12 h');
  assert.strictEqual(say(OFFICE, '2027-12-20T10:00', '', 'la-reunion'), 'Fermé, rouvre demain à 8 h 30');
});

test('hours in words are never open, and a reopening that nobody knows is not promised', () => {
  assert.strictEqual(say('?;=;=;=;=;=;=/?', '2026-11-23T10:00'), null);
  assert.strictEqual(say('540-720;?;;=;=;=;=/=', '2026-11-23T18:00'), 'Fermé');
  assert.strictEqual(hours.read('540-720', '', ''), null);
  assert.strictEqual(hours.read('', '', ''), null);
});
