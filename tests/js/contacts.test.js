/* Open or closed beside each contact, without the page. Run by `node --test`; the page is in tests/browser. */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const here = /** @type {any} */ (globalThis);
here.communCalendar = require('../../themes/default/js/calendar.js');
here.communHours = require('../../themes/default/js/open-now.js');
const contacts = require('../../themes/default/js/contacts.js');

/** @param {Object<string, string>} said @returns {any} an element with these data- attributes */
function channel(said) { return { getAttribute: (/** @type {string} */ name) => said[name.slice(5)] || null }; }

test('lines alike are told once a moment, however many: a page of danger has fifty', () => {
  const real = here.communHours.status;
  let asked = 0;
  here.communHours.status = (/** @type {any[]} */ ...all) => { asked += 1; return real(...all); };
  const line = { week: '24/7', since: '2026-11-01' };
  const other = { week: '540-720;=;=;=;=;;/', since: '2026-11-01' };
  const now = Date.UTC(2026, 10, 23, 12);
  for (let n = 0; n < 50; n++) { assert.strictEqual(contacts.stateOf(channel(line), now).text, 'Ouvert'); }
  assert.strictEqual(asked, 1);
  assert.strictEqual(contacts.stateOf(channel(other), now).open, false);
  assert.strictEqual(asked, 2);
  assert.strictEqual(contacts.stateOf(channel(other), now + 20 * 3600000).open, true);
  assert.strictEqual(contacts.stateOf(channel(Object.assign({ unsure: '2026-11-23/2026-11-23' }, line)), now), null);
  here.communHours.status = real;
});

test('what never closes is known from two days, not from a year', () => {
  let days = 0;
  const iso = here.communCalendar.iso;
  here.communCalendar.iso = (/** @type {number} */ day) => { days += 1; return iso(day); };
  here.communHours.status(here.communHours.read('0-1440;=;=;=;=;=;=/=', '', ''), Date.UTC(2026, 10, 23, 12));
  here.communCalendar.iso = iso;
  assert.ok(days > 0 && days < 20, String(days));
});
