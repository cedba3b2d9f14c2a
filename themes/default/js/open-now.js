/* Open or closed, and until when: what hours/week.py specifies, from the text that hours/writing.py gives. Pure. */
const communHours = (function () {
  'use strict';
  const calendar = typeof communCalendar === 'object' ? communCalendar : require('./calendar.js');
  const DAY = calendar.DAY;
  const MINUTE = calendar.MINUTE;
  const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
  const MONTHS = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'];

  /** @typedef {number[][] | null} Spans of one day, [start, end] minutes; null: nobody can compute them */
  /** @typedef {{days: Spans[], holidays: Spans | 'usual', zone: string, closed: string[][]}} Opening */

  /**
   * Read what the page says of one channel.
   * @param {string} text a week: "510-720,810-1020;=;=;=;=;;/" (see to_browser)
   * @param {string} zone of holidays.py
   * @param {string} closed closures: "2026-12-24/2027-01-02 ..."
   * @returns {Opening | null} null when the text is not a week
   */
  function read(text, zone, closed) {
    const parts = text.split('/');
    const days = /** @type {any[]} */ ([]);
    parts[0].split(';').forEach(function (day) { days.push(day === '=' ? days[days.length - 1] : spans(day)); });
    if (parts.length !== 2 || days.length !== 7 || days.indexOf(undefined) >= 0) { return null; }
    const periods = closed.split(' ').filter(Boolean).map(function (period) { return period.split('/'); });
    return { days: days, holidays: parts[1] === '=' ? 'usual' : spans(parts[1]), zone: zone || 'metropole', closed: periods };
  }

  /** @param {string} text "510-720,810-1020", "" (closed) or "?" @returns {Spans} */
  function spans(text) {
    if (text === '?') { return null; }
    return text.split(',').filter(Boolean).map(function (span) { return span.split('-').map(Number); });
  }

  /**
   * Return the spans of a day: none while closed, null when unknown.
   * @param {Opening} opening
   * @param {number} day
   * @returns {Spans}
   */
  function on(opening, day) {
    const name = calendar.iso(day);
    if (opening.closed.some(function (period) { return period[0] <= name && name <= period[1]; })) { return []; }
    if (opening.holidays !== 'usual' && calendar.isHoliday(opening.zone, day)) { return opening.holidays; }
    return opening.days[(Math.floor(day / DAY) + 3) % 7]; // 1 January 1970 was a Thursday
  }

  /**
   * Tell whether it is open; null when nobody can tell.
   * @param {Opening} opening
   * @param {number} when wall-clock time of the place
   * @returns {boolean | null}
   */
  function isOpen(opening, when) {
    const found = on(opening, when);
    const minute = Math.floor(when % DAY / MINUTE);
    return found && found.some(function (span) { return span[0] <= minute && minute < span[1]; });
  }

  /**
   * Return the first moment after `when` at which the answer is another, null when there is none within `days`.
   * @param {Opening} opening
   * @param {number} when
   * @param {number} [days] looked at, the first one's included
   */
  function nextChange(opening, when, days) {
    const now = isOpen(opening, when);
    const midnight = when - when % DAY;
    for (let offset = 0; offset < (days || 400); offset += 1) {
      const day = midnight + offset * DAY;
      const bounds = [0];
      (on(opening, day) || []).forEach(function (span) { bounds.push(span[0], span[1]); });
      for (let rank = 0; rank < bounds.length; rank += 1) {
        const instant = day + bounds[rank] * MINUTE;
        if (bounds[rank] < 1440 && instant > when && isOpen(opening, instant) !== now) { return instant; }
      }
    }
    return null;
  }

  /** Write an hour: "8 h 30", "minuit". @param {number} instant */
  function hour(instant) {
    const minute = Math.floor(instant % DAY / MINUTE);
    const rest = minute % 60;
    return minute ? Math.floor(minute / 60) + '\u00a0h' + (rest ? '\u00a0' + (rest < 10 ? '0' : '') + rest : '') : 'minuit';
  }

  /** Write when it opens again, seen from `when`: "à 14 h", "lundi à 9 h", "le 4 janvier à 9 h". @param {number} instant @param {number} when */
  function moment(instant, when) {
    const date = new Date(instant);
    const days = Math.floor(instant / DAY) - Math.floor(when / DAY);
    const day = date.getUTCDate();
    const name = days === 0 ? '' : days === 1 ? 'demain ' : days < 7 ? DAYS[(date.getUTCDay() + 6) % 7] + ' ' :
      'le ' + (day === 1 ? '1er' : day) + ' ' + MONTHS[date.getUTCMonth()] + ' ';
    return name + 'à\u00a0' + hour(instant);
  }

  /**
   * Say whether it is open, and until when or from when.
   * @param {Opening} opening
   * @param {number} when wall-clock time of the place
   * @returns {{open: boolean, text: string, opens: number, closes: number} | null} null when nobody can tell; `opens` and
   *   `closes` are the next opening of something closed, 0 when it is open or not known
   */
  function status(opening, when) {
    const open = isOpen(opening, when);
    if (open === null) { return null; }
    const change = nextChange(opening, when, open ? 2 : 400);
    if (open) {
      const soon = change !== null && change - when < DAY;
      return { open: true, text: soon ? 'Ouvert, ferme à\u00a0' + hour(/** @type {number} */ (change)) : 'Ouvert', opens: 0, closes: 0 };
    }
    const opens = change !== null && isOpen(opening, change) ? change : 0;
    return { open: false, text: opens ? 'Fermé, rouvre ' + moment(opens, when) : 'Fermé', opens: opens, closes: opens ? nextChange(opening, opens) || 0 : 0 };
  }

  return { read: read, isOpen: isOpen, nextChange: nextChange, status: status };
})();

if (typeof module === 'object') { module.exports = communHours; }
