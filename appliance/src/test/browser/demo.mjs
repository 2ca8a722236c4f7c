// Starts an attack in a running demonstration as its viewer would, and reads what came of it: node demo.mjs URL PASSWORD FOLDER
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
});
