// An operator in Chromium, for the scripts beside this one.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const FRESH = 'a plant has a back gate';
const PATIENCE = 60_000;

/** What check gives as soon as it gives something: a slow machine is waited for, and a fast one not. */
export async function until(what, check) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const found = await check();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`never: ${what}`);
}

/**
 * Logs in for the first time at the console at url, has work done, logs out, and exits with 1 where anything is not as it should be: an assertion that
 * fails, a complaint of the browser that was not expected, a request that leaves the origin. Pictures go into folder.
 */
export async function operate(url, password, folder, work, expected = []) {
  const complaints = [];
  const requests = [];
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    // The map draws with WebGL, here without a graphics card.
    args: [
      ...'--no-sandbox --disable-gpu --enable-unsafe-swiftshader --disable-quic --no-first-run'.split(' '),
      ...'--disable-background-networking --disable-component-update --disable-sync'.split(' '),
    ],
  });
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, colorScheme: 'dark', reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  context.on('request', (request) => requests.push(request.url()));
  context.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} for ${response.url()}`));
  page.on('console', (message) => {
    // What the software renderer says when a picture is taken of WebGL.
    if (message.text().includes('GPU stall due to ReadPixels')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error in the page: ${error.message}`));

  async function picture(name) {
    await page.screenshot({ path: `${folder}/${name}.png` });
    console.log(`seen: ${name}`);
  }

  async function logIn() {
    await page.goto(url);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    await picture('first-login');
    await page.getByLabel('New password').fill(FRESH);
    await page.getByLabel('Once more').fill(FRESH);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('The gap', { exact: true }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
  }

  try {
    await logIn();
    await work(page, picture);
    await page.getByRole('button', { name: /^Log out/ }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    const outside = requests.filter((request) => !/^(data|blob):/.test(request) && new URL(request).origin !== url);
    assert.deepEqual(outside, [], 'requests that leave the origin');
    const unexpected = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
    assert.deepEqual(unexpected, [], 'what the browser complained of');
    console.log(`${requests.length} requests, none left the origin`);
  } catch (error) {
    await page.screenshot({ path: `${folder}/failure.png` }).catch(() => undefined);
    console.error(error.message, complaints);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
