// Works on the map with the mouse, as an engineer would, and with the keyboard: node map.mjs URL PASSWORD FOLDER
import assert from 'node:assert/strict';
import { operate, until } from './operator.mjs';

const [url, password, folder] = process.argv.slice(2);

const map = (page) => page.getByRole('application');
const chosen = (page) => page.getByRole('region', { name: 'Chosen device' });

async function counted(page) {
  const text = await page.getByText(/^[\d,]+ devices, [\d,]+ pairs/).innerText();
  return text.match(/\d[\d,]*/g).map((n) => Number(n.replaceAll(',', '')));
}

async function middle(page) {
  const box = await map(page).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Until the map was drawn a few times since, however long a drawing takes here. */
async function drawn(page) {
  await page.evaluate(async () => {
    for (let i = 0; i < 10; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** What is chosen with an arrow key is brought into the middle of the map. */
async function chooseWith(page, key) {
  await map(page).focus();
  await page.keyboard.press(key);
  await chosen(page).getByRole('heading', { level: 3 }).waitFor();
  await drawn(page);
  return chosen(page).getByRole('heading', { level: 3 }).innerText();
}

async function dragged(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let i = 1; i <= 8; i++) await page.mouse.move(from.x + ((to.x - from.x) * i) / 8, from.y + ((to.y - from.y) * i) / 8);
  await drawn(page);
  await page.mouse.up();
}

/** Names of zones that are in sight, and where. */
async function zonesInSight(page) {
  const frame = await map(page).boundingBox();
  const found = [];
  for (const name of await map(page).locator('.name').all()) {
    const box = await name.boundingBox();
    if (box && box.x > frame.x && box.y > frame.y && box.x < frame.x + frame.width - 40 && box.y < frame.y + frame.height - 40)
      found.push({ name: await name.innerText(), x: box.x + 4, y: box.y + 10 });
  }
  return found;
}

async function folds(page) {
  const [folded] = await counted(page);
  await page.getByRole('button', { name: 'Unfold office' }).click();
  const open = await until('more devices once the office is unfolded', async () => {
    const [devices] = await counted(page);
    return devices > folded && devices;
  });
  await page.getByRole('button', { name: 'Fold office' }).click();
  await until(`fewer devices than ${open} once it is folded`, async () => (await counted(page))[0] < open);
}

/** How many points of the map have the colour of a crossing. */
async function coloured(page) {
  const picture = (await map(page).screenshot()).toString('base64');
  return page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d', { willReadFrequently: true });
    // A colour as numbers, whatever way it is written.
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--notice').trim();
    context.fillRect(0, 0, 1, 1);
    const wanted = context.getImageData(0, 0, 1, 1).data;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let points = 0;
    for (let i = 0; i < data.length; i += 4) if ([0, 1, 2].every((c) => Math.abs(data[i + c] - wanted[c]) < 40)) points++;
    return points;
  }, picture);
}

async function crossingsHaveTheirColour(page, picture) {
  const [, , crossings] = await counted(page);
  assert.ok(crossings > 0);
  await until('lines in the colour of crossings', async () => (await coloured(page)) > 50);
  await page.getByRole('button', { name: 'Crossings only' }).click();
  await until(`some pairs, of ${crossings} crossings`, async () => {
    const [, pairs] = await counted(page);
    return pairs > 0 && pairs <= crossings;
  });
  await picture('map-crossings');
  await page.getByRole('button', { name: 'All conversations' }).click();
}

async function windsBackWithTheMouse(page) {
  const slider = await page.getByLabel('As of').boundingBox();
  const now = await counted(page);
  await dragged(page, { x: slider.x + slider.width - 8, y: slider.y + slider.height / 2 }, { x: slider.x + 2, y: slider.y + slider.height / 2 });
  await page.locator('output').filter({ hasNotText: 'now' }).waitFor();
  await until(`fewer pairs at the beginning than the ${now[1]} of now`, async () => (await counted(page))[1] < now[1]);
  const end = await page.getByLabel('As of').boundingBox();
  await page.mouse.click(end.x + end.width - 2, end.y + end.height / 2);
  await page.locator('output').filter({ hasText: 'now' }).waitFor();
  await until('the devices of now', async () => (await counted(page))[0] >= now[0]);
}

/** From where no device lies, and again while the map is not drawn there yet. */
async function hovers(page, at, device) {
  const frame = await map(page).boundingBox();
  await until(`the tip of ${device} under the mouse`, async () => {
    await page.mouse.move(frame.x + 3, frame.y + frame.height - 3);
    await drawn(page);
    await page.mouse.move(at.x, at.y);
    await drawn(page);
    return page.locator('.tip').getByText(device, { exact: true }).isVisible();
  });
}

const kept = (page) => page.evaluate(() => localStorage.getItem('map.places'));

async function layoutStays(page, picture) {
  const device = await chooseWith(page, 'ArrowRight');
  const from = await middle(page);
  const to = { x: from.x + 90, y: from.y + 12 };
  await dragged(page, from, to);
  const places = await kept(page);
  assert.equal(Object.keys(JSON.parse(places ?? '{}')).length, 1, 'one place is kept');
  await hovers(page, to, device);
  await picture('map-dragged');
  await page.reload();
  await page.getByText(/^[1-9]\d* devices, [1-9]\d* pairs/).waitFor();
  assert.equal(await kept(page), places, 'kept over a reload');
  await page.getByRole('button', { name: 'Original layout' }).click();
  assert.equal(await kept(page), null);
}

async function theWholeMapIsMovedAndScaled(page) {
  await chooseWith(page, 'ArrowRight');
  const from = await middle(page);
  const frame = await map(page).boundingBox();
  const device = await chosen(page).getByRole('heading', { level: 3 }).innerText();
  // At its edge, where no device lies; what was in the middle moves along.
  await dragged(page, { x: frame.x + 5, y: frame.y + frame.height - 5 }, { x: frame.x + 105, y: frame.y + frame.height - 45 });
  await hovers(page, { x: from.x + 100, y: from.y - 40 }, device);
  await page.mouse.wheel(0, 240);
  await drawn(page);
  // Scaled about the mouse, under which it stays.
  await hovers(page, { x: from.x + 100, y: from.y - 40 }, device);
}

async function movesToAnotherZoneByMouse(page, picture) {
  await page.getByRole('button', { name: 'By zone' }).click();
  await map(page).focus();
  await page.keyboard.press('0');
  await drawn(page);
  const device = await chooseWith(page, 'ArrowRight');
  const zone = await chosen(page).locator('p strong').innerText();
  const from = await middle(page);
  // Zoomed out until another zone is in sight, about the device in the middle.
  let target;
  for (let i = 0; i < 6 && !target; i++) {
    target = (await zonesInSight(page)).find((z) => z.name !== zone && z.name !== 'outside');
    if (target) break;
    await map(page).focus();
    await page.keyboard.press('-');
    await drawn(page);
  }
  assert.ok(target, 'another zone in sight');
  await dragged(page, from, target);
  await page.getByText(`${device} is in zone ${target.name} now.`).waitFor();
  await picture('map-moved-by-mouse');
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Taken back.').waitFor();
}

async function opensWithTheKeyboard(page) {
  await page.getByRole('button', { name: 'Levels' }).click();
  const device = await chooseWith(page, 'ArrowRight');
  await map(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: device }).waitFor();
}

async function becomesAWallScreen(page) {
  await page.getByRole('button', { name: 'Make a wall screen' }).click();
  await page.getByText('Wall screen: shows, and changes nothing.').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Maintenance' }).count(), 0);
}

await operate(url, password, folder, async (page, picture) => {
  await page.keyboard.press('m');
  await page.getByText(/^[1-9]\d* devices, [1-9]\d* pairs/).waitFor();
  await folds(page);
  await crossingsHaveTheirColour(page, picture);
  await windsBackWithTheMouse(page);
  await layoutStays(page, picture);
  await theWholeMapIsMovedAndScaled(page);
  await movesToAnotherZoneByMouse(page, picture);
  await opensWithTheKeyboard(page);
  await becomesAWallScreen(page);
});
