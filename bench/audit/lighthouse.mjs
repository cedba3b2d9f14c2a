/*
 * Lighthouse, mobile, and EcoIndex of the pages asked for on standard input, one JSON line each:
 * {"url", "times", "elements"}. Answers each with one JSON line as soon as it knows: scores, the medians of
 * the runs' timings, requests and bytes. The first run looks at everything; those after it, at what varies.
 * Tasks are counted in the time of their thread: what the machine gave to others meanwhile is not the page's.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import * as launcher from 'chrome-launcher';
import { navigationGather } from 'lighthouse/core/gather/navigation-runner.js';
import { Runner } from 'lighthouse/core/runner.js';

const { computeEcoIndex } = createRequire(import.meta.url)('ecoindex');
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

/** @param {number[]} values */
function median(values) { return values.slice().sort((a, b) => a - b)[values.length >> 1]; }

/** @param {{score: number}} category */
function score(category) { return Math.round(category.score * 100); }

/**
 * The same events, each task as long as its thread worked, and what happened in it brought closer in proportion.
 * @param {any[]} events
 */
function worked(events) {
  const tasks = new Map();
  return events.slice().sort((a, b) => a.ts - b.ts || (b.dur || 0) - (a.dur || 0)).map((event) => {
    const thread = `${event.pid} ${event.tid}`;
    let task = tasks.get(thread);
    if (!task || event.ts >= task.end) {
      if (event.ph !== 'X' || !event.dur || event.tdur === undefined) { return event; }
      task = { start: event.ts, end: event.ts + event.dur, share: Math.min(1, event.tdur / event.dur) };
      tasks.set(thread, task);
    }
    const ts = task.start + Math.round((event.ts - task.start) * task.share);
    return { ...event, ts, ...(event.dur && { dur: Math.round(event.dur * task.share) }) };
  });
}

/** @param {string} url @param {number} port @param {string[]} onlyCategories */
async function report(url, port, onlyCategories) {
  const flags = {
    port, output: 'json', logLevel: 'silent', formFactor: 'mobile', onlyCategories,
    disableFullPageScreenshot: true, skipAudits: ['bf-cache'],
  };
  const { artifacts, runnerOptions } = await navigationGather(undefined, url, { flags });
  if (!artifacts.Trace) { throw new Error(`${url}: ${artifacts.PageLoadError || 'no trace'}`); }
  artifacts.Trace = { ...artifacts.Trace, traceEvents: worked(artifacts.Trace.traceEvents) };
  runnerOptions.computedCache.clear();
  const { lhr } = await Runner.audit(artifacts, runnerOptions);
  if (lhr.runtimeError) { throw new Error(`${url}: ${lhr.runtimeError.message}`); }
  return lhr;
}

/** What no run changes. */
function lasting({ categories, audits }) {
  const requests = audits['network-requests'].details.items
    .filter((item) => /^https?:/.test(item.url) && !/favicon\.ico$/.test(item.url));
  const judged = ['accessibility', 'best-practices'].flatMap((id) => categories[id].auditRefs.map((ref) => audits[ref.id]));
  return {
    a11y: score(categories.accessibility),
    practices: score(categories['best-practices']),
    requests: requests.length,
    bytes: requests.reduce((sum, item) => sum + (item.transferSize || 0), 0),
    hosts: [...new Set(requests.map((item) => new URL(item.url).hostname))],
    failed: judged.filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative')
      .map((audit) => audit.id),
  };
}

/** What the load of the machine changes. */
function passing({ categories, audits, environment }) {
  return {
    perf: score(categories.performance),
    lcp_s: audits['largest-contentful-paint'].numericValue / 1000,
    tbt_ms: audits['total-blocking-time'].numericValue,
    cls: audits['cumulative-layout-shift'].numericValue,
    machine: environment.benchmarkIndex,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { url, times, elements } = JSON.parse(line);
  const chrome = await launcher.launch({ chromePath: process.argv[2], chromeFlags: FLAGS });
  try {
    const first = await report(url, chrome.port, CATEGORIES);
    const runs = [passing(first)];
    while (runs.length < times) { runs.push(passing(await report(url, chrome.port, ['performance']))); }
    const row = lasting(first);
    for (const key of Object.keys(runs[0])) { row[key] = median(runs.map((run) => run[key])); }
    row.eco = computeEcoIndex(elements, row.requests, row.bytes / 1024);
    process.stdout.write(JSON.stringify(row) + '\n');
  } finally {
    chrome.kill();
  }
}
