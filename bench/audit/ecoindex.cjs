/* EcoIndex of each {"dom", "requests", "bytes"} of a JSON list on standard input, as a JSON list of numbers. */
const { computeEcoIndex } = require('ecoindex');

let text = '';
process.stdin.on('data', (part) => { text += part; });
process.stdin.on('end', () => {
  const found = JSON.parse(text).map((page) => computeEcoIndex(page.dom, page.requests, page.bytes / 1024));
  process.stdout.write(JSON.stringify(found));
});
