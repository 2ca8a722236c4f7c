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

const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('href'));

/** What is told meanwhile puts rows elsewhere; the one that was walked to keeps the focus. */
async function keepsTheFocusWhileTheListMoves(page) {
  await page.getByLabel('Filter devices').fill('role:controller');
  await page.waitForFunction(() => [...document.querySelectorAll('a.line')].every((row) => row.textContent.includes('controller')));
  await page.locator('a.line').nth(1).focus();
  await page.keyboard.press('End');
  const row = await focused(page);
  // The other way round, by a script, which takes no focus away as the mouse would.
  const turn = () => page.getByRole('columnheader', { name: 'Role' }).getByRole('button').evaluate((button) => button.click());
  await turn();
  await page.waitForFunction((href) => document.querySelector('a.line').getAttribute('href') === href, row);
  assert.equal(await focused(page), row, 'the focus stays with its device');
  await turn();
  await page.getByRole('button', { name: 'All again' }).click();
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
  const row = await focused(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${row}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText(/^Memory of its life: \d+ KiB of \d+/).waitFor();
  const identity = page.getByRole('region', { name: 'Identity' });
  await identity.getByText(/frame \d+/).first().waitFor();
  await identity.getByText(/^\s*\d+ %/).first().waitFor();
  await page.getByRole('region', { name: 'Time line' }).getByText('First seen', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Peers' }).waitFor();
  await picture('device-found');
}

async function seesWhatAControllerServes(page, picture) {
  await page.keyboard.press('d');
  await page.getByLabel('Filter devices').fill('role:controller service:modbus');
  await page.waitForFunction(() => [...document.querySelectorAll('a.line')].every((row) => row.textContent.includes('controller')));
  await page.locator('a.line').first().focus();
  await page.keyboard.press('Enter');
  const points = page.getByRole('region', { name: 'Points' });
  const rows = points.locator('tbody tr');
  await rows.first().waitFor();
  const all = await rows.count();
  await points.getByRole('img', { name: /moments from/ }).first().waitFor();
  await points.getByText('read by').first().waitFor();
  await points.getByLabel('Find points').fill('input varies');
  const some = await rows.count();
  assert.ok(some > 0 && some < all, `${some} of ${all} points vary`);
  await picture('device-points');
  await page.getByRole('group', { name: 'Peers as a picture' }).getByRole('link').first().waitFor();
  const line = page.getByRole('region', { name: 'Time line' });
  const before = await line.locator('tbody tr').count();
  const peers = line.getByRole('button', { name: /peer/ });
  await peers.press('Enter');
  assert.equal(await peers.getAttribute('aria-pressed'), 'false');
  assert.ok((await line.locator('tbody tr').count()) < before, 'what was not wanted is gone from the time line');
}

async function followsTheGapToItsConversations(page, picture) {
  await page.getByRole('link', { name: 'Gap' }).click();
  const zones = page.getByRole('region', { name: 'Zones' });
  const cell = zones.locator('table.matrix button').first();
  await cell.press('Enter');
  const rows = zones.locator('table:not(.matrix) tbody tr');
  await rows.first().waitFor();
  assert.equal(await rows.count(), parseInt(await cell.innerText(), 10), 'as many conversations as the cell counts');
  assert.equal(await rows.first().getByRole('link').count(), 2, 'both ends lead to their devices');
  await picture('gap-cell');
}

await operate(url, password, folder, async (page, picture) => {
  const devices = await theHeaderCountsWhatTheListShows(page);
  await searchesAndChooses(page, picture);
  await sortsAndShowsColumns(page);
  await takesTheListAlong(page, devices);
  await keepsTheFocusWhileTheListMoves(page);
  await opensOneWithTheKeyboard(page, picture);
  await seesWhatAControllerServes(page, picture);
  await followsTheGapToItsConversations(page, picture);
});
