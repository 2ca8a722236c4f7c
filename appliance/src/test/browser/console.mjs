// Uses the console of a running replay as an operator would, and keeps what it saw: node console.mjs URL PASSWORD FOLDER
// Exits with 1 and says why where anything is not as it should be.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const [url, password, folder] = process.argv.slice(2);
const FRESH = 'a plant has a back gate';
const PATIENCE = 60_000;
const complaints = [];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  // The map draws with WebGL, here without a graphics card.
  args: [
    ...'--no-sandbox --disable-gpu --enable-unsafe-swiftshader --disable-quic --no-first-run'.split(' '),
    ...'--disable-background-networking --disable-component-update --disable-sync'.split(' '),
  ],
});
const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
context.setDefaultTimeout(PATIENCE);
const page = await context.newPage();
const requests = [];
context.on('request', (request) => requests.push(request.url()));
context.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} for ${response.url()}`));
page.on('console', (message) => {
  // What the software renderer says when a picture is taken of WebGL.
  if (message.text().includes('GPU stall due to ReadPixels')) return;
  if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
});
page.on('pageerror', (error) => complaints.push(`error in the page: ${error.message}`));

async function picture(name) {
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(`seen: ${name}`);
}

async function logIn() {
  await page.goto(url);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
  await picture('first-login');
  await page.getByLabel('New password').fill(FRESH);
  await page.getByLabel('Once more').fill(FRESH);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('The gap', { exact: true }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
}

/** An incident that was not there when the page opened, in the very same document. */
async function waitForIncident() {
  const relay = page.locator('section[aria-label=Incidents] a', { hasText: 'sits between' }).first();
  assert.equal(await relay.count(), 0, 'the attack was over before anybody had logged in');
  await page.evaluate(() => (window.sameDocument = true));
  await relay.waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true, 'the page was loaded again');
  await picture('now');
  await relay.click();
}

async function readIncident() {
  const story = page.getByRole('region', { name: 'Story' });
  await story.waitFor();
  const words = (await story.innerText()).split(/\s+/).length;
  assert.ok(words >= 12, `a story of ${words} words`);
  assert.ok((await page.getByRole('region', { name: 'Who', exact: true }).getByRole('link').count()) >= 2, 'who took part');
  await picture('incident');
  const step = page.getByRole('region', { name: 'Anomalies' }).locator('details').first();
  if (!(await step.getAttribute('open').then((open) => open !== null))) await step.locator('summary').click();
  const [download] = await Promise.all([page.waitForEvent('download'), step.getByRole('link', { name: 'Packets' }).click()]);
  await download.saveAs(`${folder}/evidence.pcapng`);
}

async function walkTheScreens() {
  await page.keyboard.press('m');
  await page.getByText(/^[1-9]\d* devices, [1-9]\d* pairs/).waitFor();
  await page.locator('.canvas canvas').first().waitFor();
  await picture('map');
  await page.keyboard.press('g');
  await page.getByRole('region', { name: 'Ways', exact: true }).waitFor();
  assert.ok((await page.getByRole('region', { name: 'Coverage' }).locator('summary').count()) > 0, 'zones that are seen');
  await page.locator('.matrix button').first().click();
  await page.getByRole('heading', { level: 3, name: /^From / }).waitFor();
  await picture('gap');
  await page.keyboard.press('d');
  const line = page.locator('a.line').first();
  await line.waitFor();
  await picture('devices');
  const name = await line.locator('strong').innerText();
  await line.click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('heading', { name: 'Who it talks to' }).waitFor();
  await picture('device');
  await page.reload();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

try {
  await logIn();
  await waitForIncident();
  await readIncident();
  await walkTheScreens();
  await page.getByRole('button', { name: /^Log out/ }).click();
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  const outside = requests.filter((request) => !/^(data|blob):/.test(request) && new URL(request).origin !== url);
  assert.deepEqual(outside, [], 'requests that leave the origin');
  assert.deepEqual(complaints, [], 'what the browser complained of');
  console.log(`${requests.length} requests, none left the origin`);
} catch (error) {
  await page.screenshot({ path: `${folder}/failure.png` }).catch(() => undefined);
  console.error(error.message, complaints);
  process.exitCode = 1;
} finally {
  await browser.close();
}
