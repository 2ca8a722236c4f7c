// Reads the weak spots, what advisories say and the audit of the first hour: node weak.mjs URL PASSWORD FOLDER
import { operate } from './operator.mjs';

const [url, password, folder] = process.argv.slice(2);

await operate(url, password, folder, async (page, picture) => {
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Weak spots', exact: true }).waitFor();
  const spots = page.getByRole('region', { name: 'Weak spots' });
  const engineering = spots.locator('details', { hasText: 'Engineering without a login' }).first();
  await engineering.locator('summary').click();
  await engineering.getByText('To do:').waitFor();
  await picture('weak-spots');
  await page.getByRole('combobox', { name: 'Kind of weak spot' }).selectOption({ index: 1 });
  await page.getByRole('searchbox', { name: 'Filter weak spots' }).fill('no such words');
  await spots.getByText('None was seen.').waitFor();
  const audit = page.getByRole('region', { name: 'Audit' });
  await audit.getByText(/^After 1 (hour|day), /).waitFor();
  await audit.getByRole('button', { name: 'so far' }).click();
  await audit.getByText(/^So far, /).waitFor();
  await picture('audit');
  await page.getByRole('searchbox', { name: 'Filter weak spots' }).fill('');
  await engineering.getByRole('link').click();
  await page.getByRole('heading', { name: 'Where it is weak' }).waitFor();
  await picture('weak-device');
});
