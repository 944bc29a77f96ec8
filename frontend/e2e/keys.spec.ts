// Keys: each person's own, refused where they are taken, and never in the way of what is written.
import type { Page } from '@playwright/test';
import { enter, expect, shop, test, visit, writes } from './fixtures.ts';
import { ADMIN } from './world.ts';

/** Presses g and another key without waiting between them, as nobody's machine is that slow. */
const pair = (page: Page, key: string) => Promise.all([page.keyboard.press('g'), page.keyboard.press(key)]);

test('a key is chosen, works, is shown everywhere, and is given back', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().url}/preferences`);
  const key = (what: string) =>
    page.getByRole('button', { name: new RegExp(`^${what}: .*Choose another key$`) });
  await key('Reply').click();
  await page.keyboard.press('Escape');
  await expect(key('Reply')).toHaveText('r');
  await key('Reply').click();
  await page.keyboard.press('c');
  await expect(key('Reply')).toHaveText('c');
  await key('Take control').click();
  await page.keyboard.press('g');
  await expect(page.getByRole('button', { name: 'Take control: press a key' })).toBeVisible();
  await page.keyboard.press('y');
  await expect(key('Take control')).toHaveText('gy');

  // One that something else has is refused, and stays that one's.
  await key('Pass to an app').click();
  await page.keyboard.press('c');
  await expect(page.getByRole('alert')).toContainText('c is the key of “Reply”');
  await expect(key('Pass to an app')).toHaveText('p');
  await key('Pass to an app').click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('one character');

  const path = `/p/${shop().page}/inbox?thread=${shop().threads['c-1001']}`;
  await page.goto(shop().url + path);
  const box = page.getByLabel('Your reply');
  await expect(box).toBeVisible();
  await page.keyboard.press('r');
  await expect(box).not.toBeFocused();
  await page.keyboard.press('c');
  await expect(box).toBeFocused();
  await page.keyboard.type('gy');
  await expect(box).toHaveValue('gy');
  await box.fill('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Take over' })).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.locator('div').filter({ hasText: /^cReply$/ })).toBeVisible();
  await help.getByRole('link', { name: 'preferences' }).click();
  await expect(help).toBeHidden();
  await page.getByRole('button', { name: 'Reply: the key as it was' }).click();
  await expect(key('Reply')).toHaveText('r');
  await page.getByRole('button', { name: 'All keys as they were' }).click();
  await expect(key('Take control')).toHaveText('t');
});

test('g t leads away and takes nothing; t takes', async ({ page }) => {
  const thread = `/inbox?thread=${await writes('c-keys', 'Kim Keys', 'Hello?')}`;
  await visit(page, ADMIN, thread);
  const take = page.getByRole('button', { name: 'Take over' });
  await expect(take).toBeVisible();
  await pair(page, 'r');
  await expect(page).toHaveURL(/\/receiver$/);
  await visit(page, ADMIN, thread);
  await expect(take).toBeVisible();
  await pair(page, 't');
  await expect(page).toHaveURL(/\/timeline$/);
  await visit(page, ADMIN, thread);
  await expect(take).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Pass…' })).toBeVisible();
});

test('what the API has of a conversation is one key away, and follows what happens', async ({ page }) => {
  const thread = shop().threads['c-1007'] ?? '';
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, ADMIN, `/inbox?thread=${thread}`);
  await expect(page.getByRole('button', { name: 'Take over' })).toBeVisible();
  await page.getByLabel('Your reply').focus();
  await page.keyboard.type('~');
  const drawer = page.getByRole('dialog', { name: 'As the API has it' });
  await expect(drawer).toBeHidden();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await page.keyboard.press('~');
  await expect(drawer.getByText(`"id": "${thread}"`)).toBeVisible();
  await expect(drawer.getByText('"__typename": "MessageReceived"').first()).toBeVisible();
  await drawer.getByRole('button', { name: 'Copy Conversation', exact: true }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(thread);
  const epoch = Number(
    await drawer
      .locator('div')
      .filter({ hasText: /^Epoch/ })
      .locator('code')
      .textContent(),
  );
  await page.keyboard.press('~');
  await expect(drawer).toBeHidden();
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: 'Pass…' })).toBeVisible();
  await page.getByRole('button', { name: 'What the API has of this conversation' }).click();
  await expect(drawer.getByText(`"epoch": ${epoch + 1}`).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
});
