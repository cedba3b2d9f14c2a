/* A walk through a journey, from the answers given: pure, loadable by `node --test`. What is drawn is steps.js's. */
/** @typedef {[string, string, string, string?, string?, string?]} Answer id, text, where it leads, hint, condition in words, the same for the page */
/** @typedef {[string, string, Answer[], number?]} Question what is asked, help, answers, 1 when only its page can show it */
/** @typedef {{id: string, questions: Object<string, Question>}} Journey */
/** @typedef {{start: string, audience: string, answers: Object<string, string>, place?: string}} State answers by question, in the order they were given; `place` is never written */

const communJourney = (function () {
  'use strict';
  const conditions = typeof communConditions === 'object' ? communConditions : require('./conditions.js');

  /**
   * Read the answers that an address holds: "r:situation,@proche,situation.payer,payer.retard".
   * @param {string} fragment
   * @returns {State | null} null when it holds none
   */
  function read(fragment) {
    const found = /^#?(?:cadre,)?r:([a-z0-9-]+)((?:,[@.a-zà-ÿ0-9-]+)*)$/.exec(decoded(fragment));
    if (!found) { return null; }
    const state = /** @type {State} */ ({ start: found[1], audience: '', answers: {} });
    found[2].split(',').forEach(function (part) {
      const pair = part.split('.');
      if (part.charAt(0) === '@') { state.audience = part.slice(1); } else if (pair.length === 2) { state.answers[pair[0]] = pair[1]; }
    });
    return state;
  }

  /**
   * Begin with the answers that an entry or the host's page gave for the person, who may change them.
   * @param {string} journey
   * @param {string} start
   * @param {string} given "logement/situation:payer,emploi/age:jeune"; those to other journeys do not count
   * @returns {State}
   */
  function begin(journey, start, given) {
    const state = /** @type {State} */ ({ start: start, audience: '', answers: {} });
    given.split(',').forEach(function (part) {
      const found = /^([^/:]+)\/([^:]+):(.+)$/.exec(part);
      if (found && found[1] === journey) { state.answers[found[2]] = found[3]; }
    });
    return state;
  }

  /**
   * Return the same answers, up to the last question of the page: nobody is led out of the journey by answers of others.
   * @param {Journey} journey
   * @param {State} state
   * @returns {State}
   */
  function upToQuestion(journey, state) {
    const found = walk(journey, state);
    const last = found.trail[found.trail.length - 1];
    return last && !has(journey.questions, found.step) ? change(state, last.question) : state;
  }

  /** @param {string} fragment */
  function decoded(fragment) { try { return decodeURIComponent(fragment); } catch (error) { return ''; } }

  /** Write what `read` reads. @param {State} state */
  function write(state) {
    const parts = ['r:' + state.start].concat(state.audience ? ['@' + state.audience] : []);
    return parts.concat(Object.keys(state.answers).map(function (question) { return question + '.' + state.answers[question]; })).join(',');
  }

  /**
   * Return the same answers with another to one question; without `answer`, with none to it. The rest is kept.
   * @param {State} state
   * @param {string} question
   * @param {string} [answer]
   * @returns {State}
   */
  function change(state, question, answer) {
    const answers = /** @type {Object<string, string>} */ ({});
    Object.keys(state.answers).forEach(function (key) { if (key !== question) { answers[key] = state.answers[key]; } });
    if (answer) { answers[question] = answer; }
    return { start: state.start, audience: state.audience, answers: answers, place: state.place };
  }

  /**
   * Walk from the start as far as the answers lead.
   * @param {Journey} journey
   * @param {State} state
   * @returns {{trail: {question: string, answer: Answer}[], step: string}} `step`: a question, an outcome, or a path
   */
  function walk(journey, state) {
    const trail = /** @type {{question: string, answer: Answer}[]} */ ([]);
    const seen = /** @type {string[]} */ ([]);
    let step = state.start;
    while (has(journey.questions, step) && seen.indexOf(step) < 0) {
      const question = step;
      const given = has(state.answers, question) ? state.answers[question] : '';
      const answer = offered(journey, question, state).filter(function (each) { return each[0] === given; })[0];
      if (!answer) { break; }
      seen.push(question);
      trail.push({ question: question, answer: answer });
      step = answer[2];
    }
    return { trail: trail, step: step };
  }

  /**
   * Return the answers that are for this person; all of them rather than none.
   * @param {Journey} journey
   * @param {string} question
   * @param {State} state
   */
  function offered(journey, question, state) {
    const all = journey.questions[question][2];
    const found = all.filter(function (answer) { return conditions.decide(answer[5] || '', facts(state)) !== false; });
    return found.length ? found : all;
  }

  /**
   * Tell whether the condition of an answer must be read by the person, since the page cannot decide it.
   * @param {Answer} answer
   * @param {State} state
   */
  function isOpenTo(answer, state) {
    return !answer[5] || conditions.decide(answer[5], facts(state)) === true;
  }

  /** What conditions may be decided on; a fact that is not known is not there. @param {State} state */
  function facts(state) {
    const found = /** @type {Object<string, string>} */ ({});
    if (state.audience) { found.audience = state.audience; }
    if (state.place) {
      found['place.commune'] = state.place;
      found['place.departement'] = (/^97.|^../.exec(state.place) || [''])[0];
    }
    return found;
  }

  /** @param {object} of @param {string} key */
  function has(of, key) { return Object.prototype.hasOwnProperty.call(of, key); }

  return { read: read, begin: begin, upToQuestion: upToQuestion, write: write, change: change, walk: walk, offered: offered, isOpenTo: isOpenTo, has: has };
})();

if (typeof module === 'object') { module.exports = communJourney; }
