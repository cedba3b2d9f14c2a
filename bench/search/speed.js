/* How long the page's engine takes to open an index and to answer (JSON on stdin: {data, queries}). */
'use strict';
const engine = require('../../themes/default/js/search-engine.js');

let text = '';
process.stdin.on('data', (part) => { text += part; });
process.stdin.on('end', () => {
  const asked = JSON.parse(text);
  const start = process.hrtime.bigint();
  const index = engine.open(asked.data);
  const open = Number(process.hrtime.bigint() - start) / 1e6;
  asked.queries.slice(0, 50).forEach((query) => engine.search(query, index));
  const times = asked.queries.map((query) => {
    const from = process.hrtime.bigint();
    engine.search(query, index);
    return Number(process.hrtime.bigint() - from) / 1e6;
  }).sort((a, b) => a - b);
  process.stdout.write(JSON.stringify({ open, p50: times[times.length >> 1], p95: times[Math.floor(times.length * 0.95)], max: times[times.length - 1] }));
});
