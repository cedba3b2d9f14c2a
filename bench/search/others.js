/* MiniSearch, tuned for French, and lunr with lunr-languages, on the same documents and queries (JSON on stdin). */
'use strict';
const MiniSearch = require('./temp/node_modules/minisearch/dist/cjs/index.cjs');
const lunr = require('./temp/node_modules/lunr');
require('./temp/node_modules/lunr-languages/lunr.stemmer.support')(lunr);
require('./temp/node_modules/lunr-languages/lunr.fr')(lunr);

/** No accents, no apostrophes: what a French reader would set up. */
function plain(text) { return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/œ/g, 'oe'); }
function timed(run, queries) {
  const times = [];
  const found = queries.map((query) => {
    const start = process.hrtime.bigint();
    const one = run(query);
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
    return one;
  });
  times.sort((a, b) => a - b);
  return { found, p50: times[times.length >> 1], p95: times[Math.floor(times.length * 0.95)], max: times[times.length - 1] };
}

function miniSearch(documents, queries) {
  const stops = new Set('au aux avec ce ces dans de des du elle en et eux il je la le les leur lui ma mais me meme mes moi mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous c d j l m n s t y est ai as a sont suis quel quelle comment'.split(' '));
  const stemmer = (word) => lunr.fr.stemmer(new lunr.Token(word)).toString();
  const index = new MiniSearch({
    fields: ['title', 'official', 'words', 'acronyms'],
    tokenize: (text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean),
    processTerm: (term) => { const folded = plain(term); return stops.has(folded) ? null : stemmer(folded); },
    searchOptions: { boost: { title: 2, words: 1.5 }, fuzzy: (term) => (term.length > 3 ? 0.2 : false), prefix: (term) => term.length > 3, combineWith: 'OR' }
  });
  index.addAll(documents);
  return Object.assign(timed((query) => index.search(query).slice(0, 8).map((hit) => hit.id), queries), { bytes: JSON.stringify(index) });
}

function lunrFrench(documents, queries) {
  const index = lunr(function () {
    this.use(lunr.fr);
    this.ref('id');
    this.field('title', { boost: 2 });
    this.field('official');
    this.field('words', { boost: 1.5 });
    this.field('acronyms');
    documents.forEach((one) => this.add(one));
  });
  const run = (query) => index.query((q) => {
    lunr.tokenizer(query.toLowerCase()).forEach((token) => {
      const term = token.toString();
      q.term(term, { boost: 10 });
      if (term.length > 4) { q.term(term, { editDistance: 1, usePipeline: true }); }
    });
  }).slice(0, 8).map((hit) => hit.ref);
  return Object.assign(timed(run, queries), { bytes: JSON.stringify(index) });
}

let text = '';
process.stdin.on('data', (part) => { text += part; });
process.stdin.on('end', () => {
  const asked = JSON.parse(text);
  process.stdout.write(JSON.stringify({
    MiniSearch: miniSearch(asked.documents, asked.queries),
    lunr: lunrFrench(asked.documents, asked.queries)
  }));
});
