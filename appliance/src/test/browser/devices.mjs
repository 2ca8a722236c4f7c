// Looks for a device as a plant engineer would, with the keyboard, and takes the list along: node devices.mjs URL PASSWORD FOLDER
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { operate } from './operator.mjs';

const [url, password, folder] = process.argv.slice(2);

const count = async (locator) => Number((await locator.innerText()).match(/(\d[\d,]*) devices/)[1].replaceAll(',', ''));

async function theHeaderCountsWhatTheListShows(page) {
  await page.keyboard.press('d');
  await page.locator('a.line').first().waitFor();
  // Both follow the plant; they are compared when they have come to rest.
  const header = page.locator('header span', { hasText: / devices$/ });
  const list = page.getByRole('status').filter({ hasText: / devices/ });
  let shown, counted;
  for (let i = 0; i < 40; i++) {
    [shown, counted] = [await count(list), await count(header)];
    if (shown === counted) break;
    await page.waitForTimeout(500);
  }
  assert.equal(counted, shown, 'devices at the top of the page and in the list');
  return shown;
}

async function searchesAndChooses(page, picture) {
  await page.keyboard.press('/');
  await page.keyboard.type('vendor:siemens');
  const rows = page.locator('a.line');
  await page.waitForFunction(() => [...document.querySelectorAll('a.line')].every((row) => row.textContent.includes('Siemens')));
  assert.ok((await rows.count()) >= 2, 'the controllers of one maker');
  await picture('devices-found');
  await page.getByRole('button', { name: 'All again' }).click();
  await page.getByLabel('By role').selectOption({ index: 1 });
  const all = await page.getByRole('table').getAttribute('aria-rowcount');
  assert.equal(await page.getByRole('status').filter({ hasText: / of \d+ devices/ }).count(), 1, `narrowed to ${all}`);
  await page.getByRole('button', { name: 'All again' }).click();
}

async function sortsAndShowsColumns(page) {
  await page.getByText('Columns', { exact: true }).click();
  await page.getByLabel('Serial number').check();
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('button', { name: 'Serial number' }).click();
  const header = page.getByRole('columnheader', { name: 'Serial number' });
  assert.equal(await header.getAttribute('aria-sort'), 'ascending');
  await header.getByRole('button').press('Enter');
  assert.equal(await header.getAttribute('aria-sort'), 'descending');
  await header.getByRole('button').press('Enter');
}

async function takesTheListAlong(page, devices) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  await download.saveAs(`${folder}/devices.csv`);
  const lines = (await readFile(`${folder}/devices.csv`, 'utf8')).trimEnd().split('\r\n');
  assert.ok(Math.abs(lines.length - 1 - devices) <= 2, `${lines.length} lines for ${devices} devices`);
  for (const name of ['JSON', 'CycloneDX']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    await file.saveAs(`${folder}/devices-${name}.json`);
    JSON.parse(await readFile(`${folder}/devices-${name}.json`, 'utf8'));
  }
}

async function opensOneWithTheKeyboard(page, picture) {
  await page.keyboard.press('/');
  // A switch says what it is every half minute.
  await page.keyboard.type('switch');
  await page.waitForFunction(() => [...document.querySelectorAll('a.line')].every((row) => row.textContent.toLowerCase().includes('switch')));
  await page.locator('a.line').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  const name = await page.evaluate(() => document.activeElement.querySelector('strong').innerText);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  const identity = page.getByRole('region', { name: 'Identity' });
  await identity.getByText(/frame \d+/).first().waitFor();
  await identity.getByText(/^\s*\d+ %/).first().waitFor();
  await page.getByRole('region', { name: 'Time line' }).getByText('First seen').waitFor();
  await page.getByRole('region', { name: 'Peers' }).waitFor();
  await picture('device-found');
}

await operate(url, password, folder, async (page, picture) => {
  const devices = await theHeaderCountsWhatTheListShows(page);
  await searchesAndChooses(page, picture);
  await sortsAndShowsColumns(page);
  await takesTheListAlong(page, devices);
  await opensOneWithTheKeyboard(page, picture);
});
