/* What is typed of a place, to places. Run by `node --test`. */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const names = require('../../themes/default/js/place-names.js');

const DENIS = names.read([
  '974;La Réunion|Saint-Denis;11;8;CA Intercommunale du Nord de la Réunion',
  '93;Seine-Saint-Denis|Saint-Denis;066;8;Métropole du Grand Paris',
  '11;Aude|Saint-Denis;339;4;CC de la Montagne noire',
  '89;Yonne|Saint-Denis-lès-Sens;342;4',
  '30;Gard|Saint-Denis;247;4;CC de Cèze Cévennes|Denise;999;3;;Saint-Ailleurs'
].join('\n'));
const VAR = names.read('83;Var|Toulon;137;8;Métropole Toulon-Provence-Méditerranée;;83000 83100 83200|Tourves;140;6;CA de la Provence Verte;;83170|' +
  'Le Revest-les-Eaux;103;5;Métropole Toulon-Provence-Méditerranée;;83200|Draguignan;050;7;CA Dracénie;;83300');

/** @param {Array<{code: string}>} found */
function codes(found) { return found.map((place) => place.code); }

test('Saint-Denis: every one of them, the largest first, told apart by département and EPCI', () => {
  const found = names.search('st denis', DENIS);
  assert.deepStrictEqual(codes(found), ['93066', '97411', '11339', '30247', '89342', '30999']);
  assert.strictEqual(new Set(found.slice(0, 4).map((place) => place.departementName + place.epci)).size, 4);
});

test('accents, case, a slip, an arrondissement and a CEDEX are forgiven', () => {
  ['TOULON', 'tuolon', 'Toullon', 'toulon cedex 9', 'Toulon 3e', 'tolon'].forEach((typed) => {
    assert.strictEqual(names.search(typed, VAR)[0].name, 'Toulon', typed);
  });
  assert.strictEqual(names.search('revest', VAR)[0].code, '83103');
  assert.strictEqual(names.search('dragignan', VAR)[0].code, '83050');
});

test('an old name leads to the commune of today', () => {
  const found = names.search('denise', DENIS)[0];
  assert.deepStrictEqual([found.code, found.now], ['30999', 'Saint-Ailleurs']);
});

test('two letters say too little, but for a whole name', () => {
  assert.deepStrictEqual(names.search('to', VAR), []);
  assert.strictEqual(names.search('Eu', names.read('76;Seine-Maritime|Eu;255;6'))[0].code, '76255');
});

test('a postcode proposes its communes, and decides of none', () => {
  const found = names.ofPostcode('83200', VAR);
  assert.deepStrictEqual([codes(found.places), found.near], [['83137', '83103'], false]);
  assert.deepStrictEqual(found.places[0], {
    code: '83137', name: 'Toulon', now: '', departement: '83', departementName: 'Var', epci: 'Métropole Toulon-Provence-Méditerranée',
    postcodes: ['83000', '83100', '83200'], size: 8, words: 'toulon'
  });
  assert.deepStrictEqual(codes(names.ofPostcode('83000', VAR).places), ['83137']);
});

test('a CEDEX, that no commune has, proposes the towns near by', () => {
  const found = names.ofPostcode('83041', VAR);
  assert.strictEqual(found.near, true);
  assert.strictEqual(found.places[0].code, '83137');
  assert.strictEqual(names.search('83041 Draguignan Cedex', VAR)[0].name, 'Draguignan');
});

test('figures are a postcode, with spaces or with words around', () => {
  assert.strictEqual(names.figures('83 000'), '83000');
  assert.strictEqual(names.figures('83041 Toulon Cedex 9'), '83041');
  assert.strictEqual(names.figures('83'), '83');
  assert.strictEqual(names.figures('Paris 13'), '');
  assert.strictEqual(names.postcodeBucket('98000'), ''); // Monaco
  assert.strictEqual(names.postcodeBucket('97411'), 'p974');
});
