// Measures the console's map of a large site in headless Chromium: node map.mjs DIST DEVICES CONVERSATIONS
// The page is the one that was built into DIST; what it asks is answered from here by a site made of a seed.
import { chance, DAY, firstPaint, frames, NOW, stage } from './page.mjs';

const [dist, deviceText, conversationText] = process.argv.slice(2);
const DEVICES = Number(deviceText);
const CONVERSATIONS = Number(conversationText);
const PAN_MILLIS = 5_000;

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
const { page, opened, heap, close } = await stage(dist, DEVICES, CONVERSATIONS, { '/api/v1/map': map, '/api/v1/zones': zones });
await page.addInitScript(() => localStorage.setItem('map.fold', 'false'));

/** Frames a second while the map is dragged to and fro, and the longest pause between two. */
async function panned() {
  const box = await page.locator('.canvas').boundingBox();
  // On no device: where none is, the whole map moves.
  const [x, y] = [box.x + 6, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const counting = frames(page, PAN_MILLIS);
  const end = performance.now() + PAN_MILLIS;
  for (let i = 0; performance.now() < end; i++) {
    await page.mouse.move(x + 150 + 140 * Math.sin(i / 12), y + 60 * Math.cos(i / 17));
    await new Promise((rest) => setTimeout(rest, 8));
  }
  const result = await counting;
  await page.mouse.up();
  return result;
}

const results = [];
for (const layout of ['Levels', 'By zone']) {
  const drawn = await opened('/map', async () => {
    await page.getByText(/^[\d,]+ devices, [\d,]+ pairs/).filter({ hasNotText: /^0 / }).waitFor({ timeout: 120_000 });
    if (layout !== 'Levels') await page.getByRole('button', { name: layout }).click();
    await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  });
  const paint = await firstPaint(page);
  await page.waitForTimeout(1_000);
  results.push({ layout, paint, drawn, ...(await panned()), heap: await heap() });
}
const gpu = await page.evaluate(() => {
  const gl = document.createElement('canvas').getContext('webgl');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'unknown';
});
console.log(`${await close()}, ${gpu}; ${DEVICES} devices, ${CONVERSATIONS} conversations, ${(map.length / 2 ** 20).toFixed(1)} MiB of JSON.\n`);
console.log('| layout | first paint | map drawn | frames a second while panning | 95 % of pauses below | longest pause | page memory |');
console.log('|---|---|---|---|---|---|---|');
for (const r of results)
  console.log(`| ${r.layout} | ${Math.round(r.paint)} ms | ${Math.round(r.drawn)} ms | ${r.fps.toFixed(0)} | ${r.p95.toFixed(0)} ms | ${r.worst.toFixed(0)} ms | ${r.heap.toFixed(0)} MiB |`);
