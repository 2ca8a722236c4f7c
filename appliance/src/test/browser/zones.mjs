// Draws zones and writes a rule in the console of a replay, as an engineer would: node zones.mjs URL PASSWORD FOLDER
import assert from 'node:assert/strict';
import { operate } from './operator.mjs';

const [url, password, folder] = process.argv.slice(2);

async function ruleForAZone(page, picture) {
  await page.keyboard.press('z');
  const form = page.getByRole('form', { name: 'New rule for a zone' });
  await form.getByLabel('Zone').fill('Water');
  await form.getByLabel('Subnet').fill('10.10.1.0/24');
  await form.getByRole('button', { name: 'Add rule' }).click();
  await page.getByText('Zone Water has a rule.').waitFor();
  await page.getByRole('region', { name: 'Zones', exact: true }).getByRole('cell', { name: 'Water', exact: true }).waitFor();
  await picture('zones');
}

async function refusal(page) {
  const form = page.getByRole('form', { name: 'New rule for a zone' });
  await form.getByLabel('Zone').fill('Nowhere');
  await form.getByLabel('Subnet').fill('10.10.1.0/99');
  const refused = page.waitForResponse((answer) => answer.url().endsWith('/zones/decisions') && answer.status() === 400);
  await form.getByRole('button', { name: 'Add rule' }).click();
  await refused;
  await page.getByRole('alert').getByText('A subnet is written 10.10.1.0/24.').waitFor();
}

async function moveOnTheMap(page, picture) {
  await page.keyboard.press('m');
  await page.getByText(/^[1-9]\d* devices, [1-9]\d* pairs/).waitFor();
  await page.getByRole('button', { name: 'By zone' }).click();
  const map = page.getByRole('application');
  await map.focus();
  await page.keyboard.press('ArrowRight');
  const chosen = page.getByRole('region', { name: 'Chosen device' });
  const first = await chosen.getByRole('heading', { level: 3 }).innerText();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await chosen.getByRole('heading', { level: 3 }).waitFor();
  assert.ok(first.length > 0);
  await chosen.getByLabel('Move to zone').selectOption({ label: 'a new zone …' });
  await chosen.getByLabel('Name of the new zone').fill('Bench');
  await chosen.getByRole('button', { name: 'Move' }).click();
  await page.getByText(/ is in zone Bench now\./).waitFor();
  await picture('map-by-zone');
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Taken back.').waitFor();
}

async function backInTime(page) {
  const slider = page.getByLabel('As of');
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.locator('output').filter({ hasNotText: 'now' }).waitFor();
  await page.keyboard.press('End');
  await page.locator('output').filter({ hasText: 'now' }).waitFor();
}

async function rehearse(page, picture) {
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('z');
  const form = page.getByRole('form', { name: 'New rule for a conduit' });
  await form.getByLabel('Zone that answers').selectOption('Water');
  await form.getByLabel('Service').fill('modbus');
  await form.getByRole('button', { name: 'Rehearse it' }).click();
  await page.getByText(/^Would have blocked/).waitFor();
  await picture('rehearsal');
  const decisions = page.getByRole('region', { name: 'Decisions' });
  await decisions.getByText('admin', { exact: false }).first().waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'nftables' }).click()]);
  assert.equal(file.suggestedFilename(), 'postern.nft');
}

await operate(
  url,
  password,
  folder,
  async (page, picture) => {
    await ruleForAZone(page, picture);
    await refusal(page);
    await moveOnTheMap(page, picture);
    await backInTime(page);
    await rehearse(page, picture);
  },
  // Asked for by the step above.
  [/400 for .*\/zones\/decisions/, /status of 400/],
);
