// Logs in and takes a picture of each screen: node look.mjs URL PASSWORD FOLDER
import { chromium } from 'playwright-core';
const [url, password, folder, theme] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--use-gl=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, colorScheme: theme ?? 'dark' });
const page = await context.newPage();
page.on('console', (m) => console.log('console', m.type(), m.text()));
page.on('pageerror', (e) => console.log('error', e.message));
await page.goto(url);
await page.fill('input[name=password]', password);
await page.click('button.main');
const fresh = 'a plant has a back gate';
await page.waitForTimeout(1500);
if (await page.locator('input[name=new]').count()) {
  await page.fill('input[name=new]', fresh);
  await page.fill('input[name=again]', fresh);
  await page.click('button.main');
}
await page.waitForTimeout(2500);
await page.screenshot({ path: `${folder}/now.png` });
await page.goto(`${url}/map`); await page.waitForTimeout(3000);
await page.screenshot({ path: `${folder}/map.png` });
await page.goto(`${url}/devices`); await page.waitForTimeout(2000);
await page.screenshot({ path: `${folder}/devices.png` });
const line = page.locator('a.line').first();
if (await line.count()) { await line.click(); await page.waitForTimeout(2500); await page.screenshot({ path: `${folder}/device.png` }); }
await page.goto(url); await page.waitForTimeout(1500);
const incident = page.locator('a.panel').first();
if (await incident.count()) { await incident.click(); await page.waitForTimeout(2000); await page.screenshot({ path: `${folder}/incident.png`, fullPage: true }); }
await browser.close();
