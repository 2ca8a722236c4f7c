// Starts an attack in a running demonstration as its viewer would, and reads what came of it: node demo.mjs URL PASSWORD FOLDER
import assert from 'node:assert/strict';
import { operate } from './operator.mjs';

const [url, password, folder] = process.argv.slice(2);

await operate(url, password, folder, async (page, picture) => {
  await page.keyboard.press('a');
  await page.getByRole('heading', { name: 'Attack the virtual plant' }).waitFor();
  const offers = page.getByRole('region', { name: 'Attacks to start' }).getByRole('button');
  // They come a moment after their heading.
  await offers.nth(20).waitFor();
  await page.getByRole('button', { name: 'Start Stop and download', exact: true }).click();
  await page.getByText('Stop and download begins.').waitFor();
  const did = page.getByRole('region', { name: 'What the attackers did' });
  await did.getByText(/^asks plc/).waitFor();
  // The attacker looks for a minute before it stops the controller.
  await did.getByText('harmful').first().waitFor({ timeout: 120_000 });
  await picture('attacks');
  await page.keyboard.press('n');
  const incident = page.locator('section[aria-label=Incidents] a', { hasText: /program|controller/i }).first();
  await incident.waitFor();
  await picture('after-the-attack');
  await seesTheYearsOfAController(page);
  await picture('years');
});

async function seesTheYearsOfAController(page) {
  await page.keyboard.press('d');
  await page.getByLabel('Filter devices').fill('role:controller');
  await page.waitForFunction(() => [...document.querySelectorAll('a.line')].every((row) => row.textContent.includes('controller')));
  await page.locator('a.line').first().focus();
  await page.keyboard.press('Enter');
  const years = page.getByRole('region', { name: 'Chronicle' });
  const hours = years.getByRole('img', { name: 'Two days, by hour: bytes' }).locator('rect');
  await hours.nth(20).waitFor();
  assert.ok((await hours.count()) <= 48, `${await hours.count()} hours`);
  await years.getByLabel('What is drawn').selectOption('packets');
  await years.getByRole('img', { name: 'Two days, by hour: packets' }).waitFor();
}
