/*
 * Lighthouse, mobile, on each address given as JSON on standard input: [{"name", "url"}...] and how many times.
 * Prints one JSON line a page: the scores, and the median run's timings, requests and bytes.
 */
import * as launcher from 'chrome-launcher';
import lighthouse from 'lighthouse';

const { pages, times, chromium } = JSON.parse(await new Response(process.stdin).text());
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

/** @param {number[]} values */
function median(values) { return values.slice().sort((a, b) => a - b)[values.length >> 1]; }

for (const page of pages) {
  const runs = [];
  for (let time = 0; time < times; time++) {
    const chrome = await launcher.launch({ chromePath: chromium, chromeFlags: FLAGS });
    try {
      const result = await lighthouse(page.url, {
        port: chrome.port, output: 'json', logLevel: 'silent', formFactor: 'mobile',
        onlyCategories: ['performance', 'accessibility', 'best-practices'],
      });
      const { categories, audits } = result.lhr;
      const requests = audits['network-requests'].details.items.filter((item) => /^https?:/.test(item.url) && !/favicon\.ico$/.test(item.url));
      runs.push({
        perf: Math.round(categories.performance.score * 100),
        a11y: Math.round(categories.accessibility.score * 100),
        practices: Math.round(categories['best-practices'].score * 100),
        lcp_s: audits['largest-contentful-paint'].numericValue / 1000,
        fcp_s: audits['first-contentful-paint'].numericValue / 1000,
        tbt_ms: audits['total-blocking-time'].numericValue,
        cls: audits['cumulative-layout-shift'].numericValue,
        requests: requests.length,
        bytes: requests.reduce((sum, item) => sum + (item.transferSize || 0), 0),
        hosts: [...new Set(requests.map((item) => new URL(item.url).host))],
        failed: Object.values(audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative' && ['accessibility', 'best-practices'].some((id) => categories[id].auditRefs.some((ref) => ref.id === audit.id))).map((audit) => audit.id),
      });
    } finally {
      chrome.kill();
    }
  }
  const middle = { ...runs[0] };
  for (const key of ['perf', 'a11y', 'practices', 'lcp_s', 'fcp_s', 'tbt_ms', 'cls', 'requests', 'bytes']) {
    middle[key] = median(runs.map((run) => run[key]));
  }
  process.stdout.write(JSON.stringify({ name: page.name, ...middle }) + '\n');
}
