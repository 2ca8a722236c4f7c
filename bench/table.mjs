// Measures the console's table of devices in headless Chromium: node table.mjs DIST DEVICES
// The page is the one that was built into DIST; its devices are made of a seed.
import { chance, DAY, firstPaint, frames, NOW, stage } from './page.mjs';

const [dist, deviceText] = process.argv.slice(2);
const DEVICES = Number(deviceText);
const SCROLL_MILLIS = 5_000;

const ROLES = ['controller', 'hmi', 'scada', 'pc', 'switch', 'protection relay', 'printer'];

function devices() {
  const dice = chance(7);
  const of = (list) => list[Math.floor(dice() * list.length)];
  const told = (value) => ({ value, confidence: 0.8, source: 'lldp' });
  return Array.from({ length: DEVICES }, (_, i) => ({
    id: `device-${i.toString(16).padStart(16, '0')}`,
    addresses: [`10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`],
    macs: [`00:1b:1b:${[i >> 16, i >> 8, i].map((n) => (n & 255).toString(16).padStart(2, '0')).join(':')}`],
    names: dice() < 0.5 ? [`machine-${i}`] : [],
    vendor: told(of(['Siemens AG', 'Some Maker', 'Another Maker', ''])),
    type: told(''),
    role: { ...told(of(ROLES)), why: 'made for this' },
    purdue: of([0, 1, 2, 3, 4]),
    criticality: of([0, 1, 2, 3, 4, 5]),
    model: told(`Model ${i % 40}`),
    firmware: told(`V${i % 7}.${i % 11}`),
    serial: told(`S-${i}`),
    operating_system: told(''),
    domain: told(''),
    zone: `cell ${i % 300}`,
    services: [of(['modbus', 's7comm', 'enip', 'smb2'])],
    modules: [],
    first: NOW - 30 * DAY * dice(),
    last: NOW - 60 * dice(),
    heard: dice() > 0.02,
    level: null,
  }));
}

const list = JSON.stringify(devices());
const { page, opened, heap, close } = await stage(dist, DEVICES, 1, { '/api/v1/devices': list });
const drawn = await opened('/devices', async () => {
  await page.locator('a.line').first().waitFor({ timeout: 120_000 });
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
});
const paint = await firstPaint(page);

const table = page.locator('a.line').first();
const box = await table.boundingBox();
await page.mouse.move(box.x + 300, box.y + 200);

/** Turns the wheel for as long as is counted. */
async function wheeled(by) {
  const counting = frames(page, SCROLL_MILLIS);
  const end = performance.now() + SCROLL_MILLIS;
  while (performance.now() < end) {
    await page.mouse.wheel(0, by);
    await new Promise((rest) => setTimeout(rest, 8));
  }
  return counting;
}

/** As one drags the bar: each frame far from the one before. */
async function leapt() {
  const counting = frames(page, SCROLL_MILLIS);
  await page.evaluate((millis) => {
    const scroll = document.querySelector('a.line').closest('.scroll');
    const began = performance.now();
    const next = () => {
      const part = (performance.now() - began) / millis;
      scroll.scrollTop = scroll.scrollHeight * part;
      if (part < 1) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  }, SCROLL_MILLIS);
  return counting;
}

/** Milliseconds from what one does until it is drawn. */
async function until(deed, done) {
  const began = performance.now();
  await deed();
  await done();
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  return performance.now() - began;
}

const results = [
  ['wheel, two rows a step', await wheeled(90)],
  ['wheel, a page a step', await wheeled(800)],
  ['from the first to the last in five seconds', await leapt()],
];
const memory = await heap();
const sorted = await until(
  () => page.getByRole('button', { name: 'Model' }).click(),
  () => page.locator('[aria-sort="ascending"]', { hasText: 'Model' }).waitFor(),
);
const filtered = await until(
  () => page.getByLabel('Filter devices').fill('siemens'),
  () => page.locator('a.line', { hasText: 'Siemens' }).first().waitFor(),
);
const rows = await page.locator('a.line').count();
console.log(`${await close()}; ${DEVICES} devices, ${(list.length / 2 ** 20).toFixed(1)} MiB of JSON, ${rows} rows in the document.`);
console.log(`First paint ${Math.round(paint)} ms, table drawn ${Math.round(drawn)} ms, sorted by another column ${Math.round(sorted)} ms, filtered ${Math.round(filtered)} ms, JavaScript heap ${memory.toFixed(0)} MiB.\n`);
console.log('| scrolling | frames a second | 95 % of pauses below | longest pause |');
console.log('|---|---|---|---|');
for (const [how, r] of results) console.log(`| ${how} | ${r.fps.toFixed(0)} | ${r.p95.toFixed(0)} ms | ${r.worst.toFixed(0)} ms |`);
