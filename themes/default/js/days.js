/* What depends on the day, without the page: loadable by `node --test`. */
const communDays = (function () {
  'use strict';

  /**
   * Write a moment as a day in its own time zone.
   * @param {Date} moment
   * @returns {string} "2026-11-23"
   */
  function dayOf(moment) {
    const two = (/** @type {number} */ number) => (number < 10 ? '0' : '') + number;
    return moment.getFullYear() + '-' + two(moment.getMonth() + 1) + '-' + two(moment.getDate());
  }

  /**
   * Tell whether an alert is over or still to come.
   * @param {string} day
   * @param {string} starts first day, included
   * @param {string} ends last day, included
   * @returns {boolean}
   */
  function isOutside(day, starts, ends) {
    return day < starts || day > ends;
  }

  /**
   * Count quick presses of one key.
   * @param {number} times how many make a signal
   * @param {number} within milliseconds between two of them, at most
   * @returns {(now: number) => boolean} call it at each press; true at the last one
   */
  function presses(times, within) {
    let count = 0;
    let last = -Infinity;
    return function (now) {
      count = now - last <= within ? count + 1 : 1;
      last = now;
      return count === times;
    };
  }

  return { dayOf: dayOf, isOutside: isOutside, presses: presses };
})();

if (typeof module === 'object') { module.exports = communDays; }
