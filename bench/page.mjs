// What the measurements of the page share: the page as built, answered from memory, in headless Chromium.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

// Installed for the browser tests, in whose folder this runs.
const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };
export const NOW = 1_772_500_000;
export const DAY = 86_400;

/** Mulberry32: the same site on every run. */
export function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Serves the page of `dist`; what it asks is in `answers`, path to JSON. */
export async function stage(dist, devices, conversations, answers) {
  const status = {
    mode: 'watch',
    time: NOW,
    gap: { sentence: 'The gap holds.', state: 'holds' },
    incidents: { incident: 0, notice: 0, observation: 0 },
    budget: { used: 0, per_day: 10 },
    frames: 1,
    bytes: 1,
    frames_per_second: 1,
    devices,
    conversations,
    learning: { since: NOW - 30 * DAY, share: 1, sentence: '' },
    blind_spots: [],
    interfaces: [],
    today: [],
  };
  const all = { '/api/v1/me': '{"user":"bench","must_change":false,"wall":false,"csrf":"x"}', '/api/v1/status': JSON.stringify(status), '/api/v1/incidents': '[]', ...answers };
  const server = createServer(async (ask, answer) => {
    const path = new URL(ask.url, 'http://x').pathname;
    if (path === '/api/v1/events') return answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('\n');
    if (all[path]) return answer.writeHead(200, { 'Content-Type': 'application/json' }).end(all[path]);
    try {
      const bytes = await readFile(join(dist, extname(path) ? path : '/index.html'));
      answer.writeHead(200, { 'Content-Type': TYPES[extname(path) || '.html'] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');

  /** Milliseconds from the opening until `done`. */
  async function opened(path, done) {
    const began = performance.now();
    await page.goto(`http://127.0.0.1:${server.address().port}${path}`, { waitUntil: 'commit' });
    await done();
    return performance.now() - began;
  }

  /** MiB of JavaScript objects after collection. */
  async function heap() {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find((m) => m.name === 'JSHeapUsedSize').value / 2 ** 20;
  }

  async function close() {
    const version = browser.version();
    await browser.close();
    server.close();
    const load = execFileSync('cut', ['-d', ' ', '-f1', '/proc/loadavg']).toString().trim();
    return `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} x ${cpus()[0].model.trim()}, load ${load},\nChromium ${version} headless`;
  }

  return { page, opened, heap, close };
}

/** Frames a second for so long, and the pauses between two. */
export function frames(page, millis) {
  return page.evaluate(
    (lasting) =>
      new Promise((resolve) => {
        const times = [performance.now()];
        const next = (at) => {
          times.push(at);
          if (at - times[0] < lasting) requestAnimationFrame(next);
          else {
            const pauses = times.slice(2).map((t, i) => t - times[i + 1]).sort((a, b) => a - b);
            resolve({ fps: (1000 * pauses.length) / (times.at(-1) - times[1]), worst: pauses.at(-1), p95: pauses[Math.floor(0.95 * pauses.length)] });
          }
        };
        requestAnimationFrame(next);
      }),
    millis,
  );
}

export const firstPaint = (page) => page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
