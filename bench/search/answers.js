/* Reads {data, queries} on stdin, writes the page's answers: for the parity tests and the benchmark. */
'use strict';
const engine = require('../../themes/default/js/search-engine.js');

let text = '';
process.stdin.on('data', (part) => { text += part; });
process.stdin.on('end', () => {
  const asked = JSON.parse(text);
  const index = engine.open(asked.data);
  process.stdout.write(JSON.stringify(asked.queries.map((query) => engine.search(query, index))));
});
