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
  await announceDownload(page);
  await page.keyboard.press('a');
  // The attacker looks for a minute before it stops the controller.
  await did.getByText('harmful').first().waitFor({ timeout: 120_000 });
  await picture('attacks');
  await page.keyboard.press('n');
  const stories = page.getByRole('region', { name: 'Incidents' });
  await stories.getByRole('link', { name: /Controller stop/ }).first().waitFor();
  await picture('after-the-attack');
  await reconcile(page, picture);
  await page.keyboard.press('n');
  await foldNotices(page, stories);
});

/** From now on for an hour somebody may load a program into the controller that is asked, and do nothing else to it. */
async function announceDownload(page) {
  const [address, now] = await page.evaluate(async () => {
    const get = async (path) => (await fetch(`/api/v1/${path}`)).json();
    const asked = (await get('demo/attacks')).deeds.find((deed) => deed.text.startsWith('asks plc'));
    return [asked.target, (await get('status')).time];
  });
  const local = (seconds) => page.evaluate((at) => new Date(at * 1000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16), seconds);
  await page.keyboard.press('w');
  await page.getByLabel('Devices').fill(address);
  await page.getByLabel('Verbs').fill('download');
  await page.getByLabel('From').fill(await local(now - 60));
  await page.getByLabel('Until').fill(await local(now + 3600));
  await page.getByRole('button', { name: 'Announce' }).click();
  await page.getByText('in force').waitFor();
  await page.locator('h1').click();
}

/** The download was announced, the stop before it was not. */
async function reconcile(page, picture) {
  await page.keyboard.press('w');
  const work = page.getByRole('region', { name: 'Announce work' });
  const within = work.locator('section', { hasText: 'Done within it' });
  await within.getByText(/download/i).first().waitFor();
  await work.locator('section', { hasText: 'Beyond it' }).getByText(/stop/i).first().waitFor();
  await work.getByText('Told when the window ends.').waitFor();
  await picture('reconciliation');
}

/** Of one kind of notice there may be many: then one line stands for them, and opens; where none may be hidden, each has its line at once. One of days ago is no part of them. */
async function foldNotices(page, stories) {
  await page.route('**/api/v1/incidents*', async (route) => {
    const answer = await route.fetch();
    const [one] = await answer.json();
    const notices = (title, never_hidden, places) => places.map((n) => ({ ...one, id: `${n}`, tier: 'notice', never_hidden, title: `${title}: 10.0.0.${n}` }));
    await route.fulfill({ response: answer, json: [one, ...notices('Unusual load', false, [1, 2, 3]), ...notices('Unusual load', true, [4, 5, 6]), { ...notices('Unusual load', false, [7])[0], last: one.last - 200_000 }] });
  });
  // The line breaks and comes back without end, and with it all incidents.
  await page.route('**/api/v1/events', (route) => route.fulfill({ contentType: 'text/event-stream', body: 'retry: 300\n\n' }));
  await page.reload();
  const lines = stories.getByText('Unusual load: 3 stories');
  await lines.first().waitFor();
  assert.equal(await lines.count(), 2);
  await stories.locator('h2:text("More than a day ago") ~ a', { hasText: '10.0.0.7' }).waitFor();
  await stories.getByRole('link', { name: '10.0.0.6' }).waitFor();
  const last = stories.getByRole('link', { name: '10.0.0.3' });
  assert.equal(await last.isVisible(), false);
  for (const line of await lines.all()) await line.click();
  await last.waitFor();
  // By the second answer the first is drawn: what was opened is still open, what was shut is shut.
  for (let i = 0; i < 2; i++) await page.waitForResponse('**/api/v1/incidents*');
  assert.equal(await last.isVisible(), true);
  assert.equal(await stories.getByRole('link', { name: '10.0.0.6' }).isVisible(), false);
}
