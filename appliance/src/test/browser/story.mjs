// Takes the pictures of docs/user/README.md from a demonstration that attacks only by hand, and the evidence they end with:
// node story.mjs URL PASSWORD FOLDER
import { operate } from './operator.mjs';

const [url, password, folder] = process.argv.slice(2);
/** From the first question to the start of the controller the attacker takes a minute or two. */
const ATTACK = 420_000;

await operate(url, password, folder, async (page, picture) => {
  await page.locator('section[aria-label=Incidents]').waitFor();
  await picture('story-1-before');
  await page.keyboard.press('a');
  await page.getByRole('heading', { name: 'Attack the virtual plant' }).waitFor();
  await page.getByRole('button', { name: 'Start Stop and download', exact: true }).click();
  await page.getByText('Stop and download begins.').waitFor();
  await page.keyboard.press('n');
  await page.getByRole('region', { name: 'New today' }).getByText(/10\.10\.2\.21/).waitFor();
  await picture('story-2-first-sign');
  await page.keyboard.press('a');
  const did = page.getByRole('region', { name: 'What the attackers did' });
  await did.getByText(/^starts plc/).waitFor({ timeout: ATTACK });
  await page.waitForTimeout(20_000);
  await picture('story-6-truth');
  await page.keyboard.press('n');
  const incident = page.locator('section[aria-label=Incidents] a', { hasText: 'Controller stop and program download' }).first();
  await incident.waitFor();
  await picture('story-3-needs-you');
  await incident.click();
  await page.getByRole('region', { name: 'Story' }).waitFor();
  await page.getByRole('region', { name: 'Who', exact: true }).getByRole('link').nth(1).waitFor();
  await picture('story-4-incident');
  const step = page.getByRole('region', { name: 'Anomalies' }).locator('details', { hasText: 'Program download' }).first();
  if ((await step.getAttribute('open')) === null) await step.locator('summary').first().click();
  await step.scrollIntoViewIfNeeded();
  await picture('story-5-step');
  const [download] = await Promise.all([page.waitForEvent('download'), step.getByRole('link', { name: 'Packets' }).click()]);
  await download.saveAs(`${folder}/evidence.pcapng`);
});
