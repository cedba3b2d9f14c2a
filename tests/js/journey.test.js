/* Walking a journey from its answers, and deciding conditions. Run by `node --test`. */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const walks = require('../../themes/default/js/journey.js');
const context = require('../../themes/default/js/frame-context.js');
const conditions = require('../../themes/default/js/conditions.js');

/** @type {any} */
const JOURNEY = {
  id: 'logement',
  questions: {
    situation: ['Que se passe-t-il ?', '', [['payer', 'Payer', 'qui'], ['partir', 'Partir', 'lettre'], ['bruit', 'Du bruit', 'parcours/cadre/bruit/index.html']]],
    qui: ['Qui loue ?', '', [['hlm', 'Un HLM', 'retard-hlm'], ['prive', 'Un particulier', 'retard']]],
    lettre: ['Avez-vous une lettre ?', '', [
      ['oui', 'Oui', 'qui'], ['agent', 'Je suis agent', 'fiche', '', 'si vous êtes agent', 'audience in [agent]'],
      ['loin', 'Outre-mer', 'loin', '', 'si vous habitez outre-mer', 'place.departement in [971]'], ['encore', 'Revenir', 'situation']]]
  }
};

/** @param {string} fragment */
function read(fragment) { return /** @type {any} */ (walks.read(fragment)); }
/** @param {string} fragment */
function led(fragment) {
  const found = walks.walk(JOURNEY, read(fragment));
  return [found.step].concat(found.trail.map((each) => each.answer[0]));
}

test('what is written is read again, in a frame too, and nothing else is', () => {
  for (const text of ['r:situation', 'r:situation,situation.payer,qui.hlm', 'r:lettre,@proche,lettre.oui', 'r:qui,@témoin']) {
    assert.strictEqual(walks.write(read('#' + text)), text);
    assert.deepStrictEqual(read('#cadre,' + text), read(text));
    assert.deepStrictEqual(read('#' + encodeURIComponent(text)), read(text));
  }
  for (const text of ['', '#', '#aide', '#cadre', '#r:', '#r:A<b>', '#r:a,b c', '#r:a,"', '%', '#cadre,aide']) { assert.strictEqual(walks.read(text), null, text); }
});

test('the walk goes as far as the answers lead', () => {
  assert.deepStrictEqual(led('r:situation'), ['situation']);
  assert.deepStrictEqual(led('r:situation,situation.payer'), ['qui', 'payer']);
  assert.deepStrictEqual(led('r:situation,situation.payer,qui.hlm'), ['retard-hlm', 'payer', 'hlm']);
  assert.deepStrictEqual(led('r:situation,situation.bruit'), ['parcours/cadre/bruit/index.html', 'bruit']);
  assert.deepStrictEqual(led('r:qui,qui.prive'), ['retard', 'prive']);
});

test('another answer keeps the rest: what still applies is not asked again', () => {
  const before = read('r:situation,situation.payer,qui.hlm');
  const asked = walks.change(before, 'situation');
  assert.strictEqual(walks.walk(JOURNEY, asked).step, 'situation');
  const partir = walks.change(asked, 'situation', 'partir');
  assert.strictEqual(walks.walk(JOURNEY, partir).step, 'lettre');
  assert.strictEqual(walks.walk(JOURNEY, walks.change(partir, 'lettre', 'oui')).step, 'retard-hlm');
  assert.deepStrictEqual(before, read('r:situation,situation.payer,qui.hlm'), 'the state before stays as it was');
});

test('unknown answers, loops and names of properties stop the walk where it is', () => {
  assert.deepStrictEqual(led('r:situation,situation.autre'), ['situation']);
  assert.deepStrictEqual(led('r:situation,situation.partir,lettre.encore'), ['situation', 'partir', 'encore']);
  assert.deepStrictEqual(led('r:constructor,constructor.name'), ['constructor']);
});

test('an answer for others is not offered, nor followed; one that the page cannot decide is', () => {
  const ids = (/** @type {string} */ fragment) => walks.offered(JOURNEY, 'lettre', read(fragment)).map((/** @type {any} */ answer) => answer[0]);
  assert.deepStrictEqual(ids('r:lettre'), ['oui', 'agent', 'loin', 'encore']);
  assert.deepStrictEqual(ids('r:lettre,@moi'), ['oui', 'loin', 'encore']);
  assert.deepStrictEqual(ids('r:lettre,@agent'), ['oui', 'agent', 'loin', 'encore']);
  assert.deepStrictEqual(led('r:lettre,@moi,lettre.agent'), ['lettre']);
  assert.deepStrictEqual(led('r:lettre,@agent,lettre.agent'), ['fiche', 'agent']);
  assert.strictEqual(walks.isOpenTo(JOURNEY.questions.lettre[2][1], read('r:lettre')), false);
  assert.strictEqual(walks.isOpenTo(JOURNEY.questions.lettre[2][1], read('r:lettre,@agent')), true);
});

test('answers that an entry gave begin the walk, those to other journeys do not count, and a question is left', () => {
  const begin = (/** @type {string} */ given) => walks.begin('logement', 'situation', given);
  assert.deepStrictEqual(begin('logement/situation:payer,emploi/age:jeune').answers, { situation: 'payer' });
  assert.deepStrictEqual(begin('').answers, {});
  const all = walks.upToQuestion(JOURNEY, begin('logement/situation:payer,logement/qui:hlm'));
  assert.strictEqual(walks.walk(JOURNEY, all).step, 'qui');
  const out = walks.upToQuestion(JOURNEY, begin('logement/situation:bruit'));
  assert.strictEqual(walks.walk(JOURNEY, out).step, 'situation');
  assert.strictEqual(walks.walk(JOURNEY, walks.upToQuestion(JOURNEY, begin('logement/situation:partir'))).step, 'lettre');
});

test('the place that the host gives decides conditions, and is written nowhere', () => {
  const here = (/** @type {string} */ place) => Object.assign(walks.begin('logement', 'lettre', ''), { place: place });
  const ids = (/** @type {string} */ place) => walks.offered(JOURNEY, 'lettre', here(place)).map((/** @type {any} */ answer) => answer[0]);
  assert.deepStrictEqual(ids('83137'), ['oui', 'agent', 'encore']);
  assert.deepStrictEqual(ids('97105'), ['oui', 'agent', 'loin', 'encore']);
  assert.strictEqual(walks.write(walks.change(here('97105'), 'lettre', 'oui')), 'r:lettre,lettre.oui');
});

test('for whom one searches: the address wins over the frame, and only four words are heard', () => {
  assert.deepStrictEqual(context.known('commun&audience=proche&place=83137', ''), { audience: 'proche', place: '83137' });
  assert.strictEqual(context.known('commun&audience=proche', '#cadre,@moi').audience, 'moi');
  assert.strictEqual(context.known('', '#r:situation,@t%C3%A9moin,situation.payer').audience, 'témoin');
  for (const hash of ['#@admin', '#@', '#aide', '#%', '#@<b>']) { assert.deepStrictEqual(context.known('', hash), {}, hash); }
});

test('conditions are true, false, or not known', () => {
  const facts = { audience: 'moi', 'place.departement': '83' };
  /** @type {[string, boolean | null][]} */
  const cases = [
    ['', true], ['true', true], ['false', false], ['audience in [moi, proche]', true], ['not (audience in [moi])', false],
    ['place.region in [R93]', null], ['not (place.region in [R93])', null],
    ['(audience in [moi]) and (place.region in [R93])', null], ['(audience in [agent]) and (place.region in [R93])', false],
    ['(audience in [moi]) or (place.region in [R93])', true], ['(audience in [agent]) or (place.region in [R93])', null],
    ['(place.departement in [13]) or (not ((audience in [agent]) and (place.departement in [83])))', true]
  ];
  cases.forEach(([text, expected]) => assert.strictEqual(conditions.decide(text, facts), expected, text));
});
