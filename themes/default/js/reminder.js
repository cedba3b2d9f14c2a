/* A reminder for the calendar: the next opening of a contact, as iCalendar (RFC 5545). Pure. */
const communReminder = (function () {
  'use strict';

  /**
   * Write an event with an alarm when it opens.
   * @param {{id: string, title: string, text: string, place: string, starts: number, ends: number, now: number}} event milliseconds, UTC
   */
  function write(event) {
    return [
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//commun-orientation//FR', 'BEGIN:VEVENT',
      'UID:' + event.id + '-' + stamp(event.starts) + '@commun-orientation', 'DTSTAMP:' + stamp(event.now),
      'DTSTART:' + stamp(event.starts), 'DTEND:' + stamp(event.ends), 'SUMMARY:' + text(event.title)
    ].concat(event.text ? ['DESCRIPTION:' + text(event.text)] : [], event.place ? ['LOCATION:' + text(event.place)] : [], [
      'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT0M', 'DESCRIPTION:' + text(event.title), 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', ''
    ]).map(folded).join('\r\n');
  }

  /** Write a moment: "20261123T080000Z". @param {number} moment */
  function stamp(moment) { return new Date(moment).toISOString().replace(/[-:]|\.\d+/g, ''); }

  /** Escape a text value. @param {string} value */
  function text(value) { return value.replace(/([\\;,])/g, '\\$1').replace(/\r?\n/g, '\\n'); }

  /** Cut a line at 75 bytes, never inside a character. @param {string} line */
  function folded(line) {
    let found = '';
    let size = 0;
    for (const char of line) {
      const bytes = unescape(encodeURIComponent(char)).length;
      if (size + bytes > 75) {
        found += '\r\n ';
        size = 1;
      }
      found += char;
      size += bytes;
    }
    return found;
  }

  return { write: write };
})();

if (typeof module === 'object') { module.exports = communReminder; }
