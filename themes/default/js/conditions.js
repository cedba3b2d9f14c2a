/* For whom an answer is: what conditions.py writes with to_text, decided with what the page knows. Pure. */
const communConditions = (function () {
  'use strict';

  /**
   * Decide a condition: true, false, or null when the page does not know enough.
   * @param {string} text "(place.departement in [971, 972]) and (not (audience in [agent]))"; "" holds
   * @param {Object<string, string>} facts "audience" -> "proche"; a fact that is not there is not known
   * @returns {boolean | null}
   */
  function decide(text, facts) {
    const tokens = text.match(/[()[\],]|[^\s()[\],]+/g) || [];
    let at = 0;

    /** @returns {boolean | null} */
    function any() {
      let found = all();
      while (tokens[at] === 'or') {
        at += 1;
        const next = all();
        found = found === true || next === true ? true : found === null || next === null ? null : false;
      }
      return found;
    }

    /** @returns {boolean | null} */
    function all() {
      let found = one();
      while (tokens[at] === 'and') {
        at += 1;
        const next = one();
        found = found === false || next === false ? false : found === null || next === null ? null : true;
      }
      return found;
    }

    /** @returns {boolean | null} */
    function one() {
      const token = tokens[at];
      at += 1;
      if (token === 'not') {
        const inner = one();
        return inner === null ? null : !inner;
      }
      if (token === '(') {
        const inner = any();
        at += 1;
        return inner;
      }
      if (token === 'true' || token === 'false') { return token === 'true'; }
      const values = [];
      for (at += 2; at < tokens.length && tokens[at] !== ']'; at += 1) { if (tokens[at] !== ',') { values.push(tokens[at]); } }
      at += 1;
      return token in facts ? values.indexOf(facts[token]) >= 0 : null;
    }

    return tokens.length ? any() : true;
  }

  return { decide: decide };
})();

if (typeof module === 'object') { module.exports = communConditions; }
