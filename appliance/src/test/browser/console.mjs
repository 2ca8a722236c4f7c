// Uses the console of a running replay as an operator would, and keeps what it saw: node console.mjs URL PASSWORD FOLDER
import assert from 'node:assert/strict';
import { operate } from './operator.mjs';

const [url, password, folder] = process.argv.slice(2);

/** An incident that was not there when the page opened, in the very same document. */
async function waitForIncident(page, picture) {
  const relay = page.locator('section[aria-label=Incidents] a', { hasText: 'sits between' }).first();
  assert.equal(await relay.count(), 0, 'the attack was over before anybody had logged in');
  await page.evaluate(() => (window.sameDocument = true));
  await relay.waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true, 'the page was loaded again');
  await picture('now');
  await relay.click();
}

async function readIncident(page, picture) {
  const story = page.getByRole('region', { name: 'Story' });
  await story.waitFor();
  const words = (await story.innerText()).split(/\s+/).length;
  assert.ok(words >= 12, `a story of ${words} words`);
  await page.getByRole('region', { name: 'Who', exact: true }).getByRole('link').nth(1).waitFor();
  await picture('incident');
  const step = page.getByRole('region', { name: 'Anomalies' }).locator('details').first();
  if (!(await step.getAttribute('open').then((open) => open !== null))) await step.locator('summary').first().click();
  const [download] = await Promise.all([page.waitForEvent('download'), step.getByRole('link', { name: 'Packets' }).click()]);
  await download.saveAs(`${folder}/evidence.pcapng`);
}

/** Why it was told, and what the operator says to it. */
async function judge(page, picture) {
  const step = page.getByRole('region', { name: 'Anomalies' }).locator('details.anomaly').first();
  await step.getByText('How the verdict came about').click();
  await step.getByText('it agrees').waitFor();
  await step.getByText('Say what to think of it').click();
  await step.getByText(/^Said ninety days ago, this word would have covered [1-9]/).waitFor();
  await picture('why');
  await step.getByRole('button', { name: 'Say it' }).click();
  await step.getByText('It counts from the next packet on').waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('w');
  await page.getByRole('region', { name: 'Words' }).getByText('expected', { exact: true }).waitFor();
  await page.getByLabel('Devices').fill('10.10.1.16');
  await page.getByLabel('From').fill('2100-01-01T06:00');
  await page.getByLabel('Until').fill('2100-01-01T08:00');
  await page.getByRole('button', { name: 'Announce' }).click();
  await page.getByRole('button', { name: 'Take back' }).nth(1).waitFor();
  await picture('maintenance');
}

async function walkTheScreens(page, picture) {
  await page.keyboard.press('m');
  await page.getByText(/^[1-9]\d* devices, [1-9]\d* pairs/).waitFor();
  await page.locator('.canvas canvas').first().waitFor();
  await picture('map');
  await page.keyboard.press('g');
  await page.getByRole('region', { name: 'Ways', exact: true }).waitFor();
  await page.getByRole('region', { name: 'Coverage' }).locator('summary').first().waitFor();
  await page.locator('.matrix button').first().click();
  await page.getByRole('heading', { level: 3, name: /^From / }).waitFor();
  await picture('gap');
  await page.keyboard.press('d');
  await page.locator('a.line').first().waitFor();
  await picture('devices');
  // The rows follow the plant: which of them is the first may change before it is clicked.
  const device = await page.locator('a.line').first().getAttribute('href');
  await page.locator(`a.line[href="${device}"]`).click();
  await page.waitForURL(`**${device}`);
  await page.getByRole('heading', { name: 'Who it talks to' }).waitFor();
  await picture('device');
  await page.reload();
  await page.getByRole('heading', { name: 'Who it talks to' }).waitFor();
}

await operate(url, password, folder, async (page, picture) => {
  await waitForIncident(page, picture);
  await readIncident(page, picture);
  await judge(page, picture);
  await walkTheScreens(page, picture);
});
