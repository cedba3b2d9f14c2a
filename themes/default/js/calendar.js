/* What time it is where a contact works, and which days are public holidays there. Pure: loadable by `node --test`. */
const communCalendar = (function () {
  'use strict';
  const MINUTE = 60000;
  const DAY = 1440 * MINUTE;

  /**
   * Zone of holidays.py -> [time zone, its name after "heure", minutes ahead of UTC without summer time, holidays of its
   * own as month and day]. "V" is Good Friday. Saint-Pierre has another summer time: without Intl its time is not known.
   * @type {Object<string, [string, string, number | null, string]>}
   */
  const ZONES = {
    'metropole': ['Europe/Paris', 'de Paris', 60, ''],
    'alsace-moselle': ['Europe/Paris', 'de Paris', 60, '1226 V'],
    'guadeloupe': ['America/Guadeloupe', 'de Guadeloupe', -240, '0527'],
    'martinique': ['America/Martinique', 'de Martinique', -240, '0522'],
    'guyane': ['America/Cayenne', 'de Guyane', -180, '0610'],
    'la-reunion': ['Indian/Reunion', 'de La Réunion', 240, '1220'],
    'mayotte': ['Indian/Mayotte', 'de Mayotte', 180, '0427'],
    'saint-barthelemy': ['America/Guadeloupe', 'de Saint-Barthélemy', -240, '1009'],
    'saint-martin': ['America/Guadeloupe', 'de Saint-Martin', -240, '0528'],
    'saint-pierre-et-miquelon': ['America/Miquelon', 'de Saint-Pierre', null, ''],
    'wallis-et-futuna': ['Pacific/Wallis', 'de Wallis', 720, '0428 0629 0729'],
    'polynesie-francaise': ['Pacific/Tahiti', 'de Tahiti', -600, '0305 1120 V'],
    'nouvelle-caledonie': ['Pacific/Noumea', 'de Nouméa', 660, '0924']
  };
  const FIXED = '0101 0501 0508 0714 0815 1101 1111 1225';

  /**
   * Return the moment that a clock on the wall shows, as if that clock were on UTC: the days and minutes of a place.
   * @param {string} zone
   * @param {number} now milliseconds
   * @param {any} [intl] stands for Intl in tests; null for an engine without it
   * @returns {number | null} null when nobody can tell
   */
  function wall(zone, now, intl) {
    const place = ZONES[zone];
    const format = intl === undefined ? (typeof Intl === 'object' ? Intl : null) : intl;
    if (!place) { return null; }
    try {
      /** @type {Object<string, number>} */
      const part = {};
      new format.DateTimeFormat('en-US', {
        timeZone: place[0], hour12: false, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric'
      }).formatToParts(new Date(now)).forEach(function (/** @type {{type: string, value: string}} */ each) { part[each.type] = Number(each.value); });
      const found = Date.UTC(part.year, part.month - 1, part.day, part.hour % 24, part.minute);
      if (found === found) { return found; }
    } catch (error) { /* no Intl, no formatToParts, or an unknown zone: by the rules below */ }
    if (place[2] === null) { return null; }
    const ahead = place[2] + (place[0] === 'Europe/Paris' && isSummer(now) ? 60 : 0);
    return Math.floor(now / MINUTE) * MINUTE + ahead * MINUTE;
  }

  /** Return the moment at which the clock of a zone shows `time`. @param {string} zone @param {number} time as `wall` gives it */
  function utc(zone, time) {
    const ahead = function (/** @type {number} */ now) { return (wall(zone, now) || now) - now; };
    return time - ahead(time - ahead(time));
  }

  /** Tell whether it is summer time in the European Union: from the last Sunday of March to that of October, at 1 h UTC. @param {number} now */
  function isSummer(now) {
    const year = new Date(now).getUTCFullYear();
    return now >= lastSunday(year, 2) && now < lastSunday(year, 9);
  }

  /** @param {number} year @param {number} month of 31 days, from 0 */
  function lastSunday(year, month) {
    const last = Date.UTC(year, month, 31, 1);
    return last - new Date(last).getUTCDay() * DAY;
  }

  /**
   * Return Easter Sunday: the algorithm of holidays.py (Butcher, Meeus).
   * @param {number} year
   */
  function easter(year) {
    const golden = year % 19;
    const century = Math.floor(year / 100);
    const inside = year % 100;
    const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
    const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
    const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inside / 4) - epact - inside % 4) % 7;
    const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
    const sum = epact + weekday - 7 * late + 114;
    return Date.UTC(year, Math.floor(sum / 31) - 1, sum % 31 + 1);
  }

  /**
   * Tell whether a day is a public holiday in a zone; the law of 2026.
   * @param {string} zone
   * @param {number} day a moment of that day, as `wall` gives it
   */
  function isHoliday(zone, day) {
    const date = new Date(day);
    const local = (ZONES[zone] || ZONES.metropole)[3];
    const name = iso(day).slice(5).replace('-', '');
    const after = Math.floor(day / DAY) - easter(date.getUTCFullYear()) / DAY;
    return (FIXED + ' ' + local).indexOf(name) >= 0 || after === 1 || after === 39 || after === 50 || (after === -2 && local.indexOf('V') >= 0);
  }

  /** Write a day: "2026-11-23". @param {number} day */
  function iso(day) { return new Date(day).toISOString().slice(0, 10); }

  /** Return the name of a zone's time ("de Paris"). @param {string} zone */
  function nameOf(zone) { return (ZONES[zone] || ZONES.metropole)[1]; }

  return { wall: wall, utc: utc, isHoliday: isHoliday, iso: iso, nameOf: nameOf, DAY: DAY, MINUTE: MINUTE };
})();

if (typeof module === 'object') { module.exports = communCalendar; }
