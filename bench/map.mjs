// Measures the console's map of a large site in headless Chromium: node map.mjs DIST DEVICES CONVERSATIONS
// The page is the one that was built into DIST; what it asks is answered from here by a site made of a seed.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const [dist, deviceText, conversationText] = process.argv.slice(2);
const DEVICES = Number(deviceText);
const CONVERSATIONS = Number(conversationText);
// Installed for the browser tests, in whose folder this runs.
const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');
const PAN_MILLIS = 5_000;
const NOW = 1_772_500_000;
const DAY = 86_400;

/** Mulberry32: the same site on every run. */
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Cells of controllers with a panel each, servers above, offices, and a few addresses outside. */
function site() {
  const dice = chance(7);
  const nodes = [];
  const edges = [];
  const told = (value) => ({ value, confidence: 0.8, source: 'behaviour' });
  const add = (role, purdue, zone) => {
    const i = nodes.length;
    nodes.push({
      id: `device-${i.toString(16).padStart(16, '0')}`,
      addresses: [`10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`],
      macs: [],
      names: [`${role.slice(0, 3)}-${i}`],
      vendor: told('Some Maker'),
      type: told(''),
      role: told(role),
      purdue,
      model: told(''),
      firmware: told(''),
      serial: told(''),
      first: NOW - 30 * DAY * dice(),
      last: NOW - (dice() < 0.05 ? 3 * DAY : 60 * dice()),
      zone,
      services: ['modbus'],
      heard: dice() > 0.02,
    });
    return nodes[i];
  };
  const talk = (client, server, service) =>
    edges.push({
      id: `conduit-${edges.length}`,
      client: client.id,
      server: server.id,
      client_address: client.addresses[0],
      server_address: server.addresses[0],
      service,
      from_zone: client.zone,
      to_zone: server.zone,
      crossing: client.zone !== server.zone,
      first: Math.max(client.first, server.first),
      last: Math.min(client.last, server.last),
      packets: Math.round(1e5 * dice()),
      bytes: Math.round(1e7 * dice()),
      answered: true,
    });
  const servers = Array.from({ length: Math.ceil(DEVICES / 100) }, () => add('scada', 2, 'supervision'));
  const offices = Array.from({ length: Math.ceil(DEVICES / 5) }, (_, i) => add('pc', 4, `office ${i % 6}`));
  for (let i = 0; i < 20; i++) add('outside', 5, 'outside');
  const cells = [];
  while (nodes.length < DEVICES) {
    const cell = Math.floor(cells.length / 40);
    cells.push(add(cells.length % 40 === 0 ? 'hmi' : 'controller', cells.length % 40 === 0 ? 2 : 1, `cell ${cell}`));
  }
  const of = (list) => list[Math.floor(dice() * list.length)];
  while (edges.length < CONVERSATIONS) {
    const kind = dice();
    const at = Math.floor(dice() * cells.length);
    if (kind < 0.6) talk(cells[at - (at % 40)], cells[at], 'modbus');
    else if (kind < 0.8) talk(of(servers), cells[at], 's7comm');
    else if (kind < 0.98) talk(of(offices), of(offices), 'smb2');
    else talk(of(offices), of(servers), 'tls');
  }
  return { nodes, edges };
}

const map = JSON.stringify(site());
const zones = JSON.stringify({ time: NOW, learned: true, zones: [], conduits: [], proposals: [], decisions: [] });
const status = JSON.stringify({
  mode: 'watch',
  time: NOW,
  gap: { sentence: 'The gap holds.', state: 'holds' },
  incidents: { incident: 0, notice: 0, observation: 0 },
  budget: { used: 0, per_day: 10 },
  frames: 1,
  bytes: 1,
  frames_per_second: 1,
  devices: DEVICES,
  conversations: CONVERSATIONS,
  learning: { since: NOW - 30 * DAY, share: 1, sentence: '' },
  blind_spots: [],
  interfaces: [],
  today: [],
});
const answers = {
  '/api/v1/me': '{"user":"bench","must_change":false,"wall":false,"csrf":"x"}',
  '/api/v1/status': status,
  '/api/v1/incidents': '[]',
  '/api/v1/map': map,
  '/api/v1/zones': zones,
};
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };

const server = createServer(async (ask, answer) => {
  const path = new URL(ask.url, 'http://x').pathname;
  if (path === '/api/v1/events') return answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('\n');
  if (answers[path]) return answer.writeHead(200, { 'Content-Type': 'application/json' }).end(answers[path]);
  const file = extname(path) ? path : '/index.html';
  try {
    const bytes = await readFile(join(dist, file));
    answer.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
const cdp = await page.context().newCDPSession(page);
await cdp.send('Performance.enable');
await page.addInitScript(() => localStorage.setItem('map.fold', 'false'));

/** Milliseconds from the opening until something is on the page. */
async function opened(path, done) {
  const began = performance.now();
  await page.goto(`http://127.0.0.1:${server.address().port}${path}`, { waitUntil: 'commit' });
  await done();
  return performance.now() - began;
}

/** Frames a second while the map is dragged to and fro, and the longest pause between two. */
async function panned() {
  const box = await page.locator('.canvas').boundingBox();
  // On no device: where none is, the whole map moves.
  const [x, y] = [box.x + 6, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const counting = page.evaluate(
    (millis) =>
      new Promise((resolve) => {
        const times = [performance.now()];
        const next = (at) => {
          times.push(at);
          if (at - times[0] < millis) requestAnimationFrame(next);
          else {
            const pauses = times.slice(2).map((t, i) => t - times[i + 1]).sort((a, b) => a - b);
            resolve({ fps: (1000 * pauses.length) / (times.at(-1) - times[1]), worst: pauses.at(-1), p95: pauses[Math.floor(0.95 * pauses.length)] });
          }
        };
        requestAnimationFrame(next);
      }),
    PAN_MILLIS,
  );
  const end = performance.now() + PAN_MILLIS;
  for (let i = 0; performance.now() < end; i++) {
    await page.mouse.move(x + 150 + 140 * Math.sin(i / 12), y + 60 * Math.cos(i / 17));
    await new Promise((rest) => setTimeout(rest, 8));
  }
  const result = await counting;
  await page.mouse.up();
  return result;
}

async function heap() {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find((m) => m.name === 'JSHeapUsedSize').value / 2 ** 20;
}

const results = [];
for (const layout of ['Levels', 'By zone']) {
  const drawn = await opened('/map', async () => {
    await page.getByText(/^[\d,]+ devices, [\d,]+ pairs/).filter({ hasNotText: /^0 / }).waitFor({ timeout: 120_000 });
    if (layout !== 'Levels') await page.getByRole('button', { name: layout }).click();
    await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  });
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
  await page.waitForTimeout(1_000);
  results.push({ layout, paint, drawn, ...(await panned()), heap: await heap() });
}
const gpu = await page.evaluate(() => {
  const gl = document.createElement('canvas').getContext('webgl');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'unknown';
});
const version = browser.version();
await browser.close();
server.close();
console.log(`Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} x ${cpus()[0].model.trim()}, load ${execFileSync('cut', ['-d', ' ', '-f1', '/proc/loadavg']).toString().trim()},`);
console.log(`Chromium ${version} headless, ${gpu}; ${DEVICES} devices, ${CONVERSATIONS} conversations, ${(map.length / 2 ** 20).toFixed(1)} MiB of JSON.\n`);
console.log('| layout | first paint | map drawn | frames a second while panning | 95 % of pauses below | longest pause | page memory |');
console.log('|---|---|---|---|---|---|---|');
for (const r of results)
  console.log(`| ${r.layout} | ${Math.round(r.paint)} ms | ${Math.round(r.drawn)} ms | ${r.fps.toFixed(0)} | ${r.p95.toFixed(0)} ms | ${r.worst.toFixed(0)} ms | ${r.heap.toFixed(0)} MiB |`);
