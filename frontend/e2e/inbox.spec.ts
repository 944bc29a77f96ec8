// People at work in the inbox: what they have read, who else is there, and many conversations at once.
import { expectAccessible } from './axe.ts';
import { enter, expect, shop, test, visit, writes } from './fixtures.ts';
import { ADMIN, ask } from './world.ts';

test('what one has read is read in every browser, until the customer writes again', async ({
  page,
  browser,
}) => {
  const thread = await writes('c-read', 'Rosa Marin', 'Are you there?');
  await visit(page, ADMIN, '/inbox');
  const row = page.getByRole('button', { name: /Rosa Marin/ });
  await expect(row).toContainText('unread');
  await row.click();
  await expect(row).not.toContainText('unread');

  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await visit(other, ADMIN, '/inbox');
  const there = other.getByRole('button', { name: /Rosa Marin/ });
  await expect(there).not.toContainText('unread');
  await visit(page, ADMIN, `/timeline`);
  await writes('c-read', 'Rosa Marin', 'Hello?');
  await expect(there).toContainText('unread');

  await other.goto(`${shop().url}/p/${shop().page}/inbox?thread=${thread}`);
  await expect(other.getByRole('log').getByText('Hello?')).toBeVisible();
  await expect(other.getByRole('button', { name: /Rosa Marin/ })).not.toContainText('unread');
  await other.keyboard.press('u');
  await expect(other.getByRole('button', { name: /Rosa Marin/ })).toContainText('unread');
  await other.context().close();
});

test('people see who else looks at a conversation, and when they have gone', async ({ page, browser }) => {
  const path = `/inbox?thread=${shop().threads['c-1001']}`;
  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await visit(page, ADMIN, path);
  await expect(page.getByLabel('Your reply')).toBeVisible();
  await expect(page.getByText('Mo Tanaka looks at it too')).toHaveCount(0);
  await visit(other, 'mo@example.org', path);
  await expect(page.getByRole('list', { name: 'Who else looks at it' })).toContainText('Mo Tanaka');
  await expect(other.getByRole('list', { name: 'Who else looks at it' })).toContainText('Ada Okafor');
  await other.context().close();
  await expect(page.getByRole('list', { name: 'Who else looks at it' })).not.toContainText('Mo Tanaka');
});

test('a reply is saved for everybody, and written by its shortcut', async ({ page, browser }) => {
  const path = `/inbox?thread=${shop().threads['c-1001']}`;
  await visit(page, ADMIN, path);
  await page.getByRole('button', { name: 'Saved replies' }).click();
  await page.getByRole('menuitem', { name: 'All saved replies…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'New saved reply' }).click();
  await dialog.getByLabel('Title').fill('Thanks');
  await dialog.getByLabel('Shortcut').fill('ty');
  await dialog.getByLabel('What it says').fill('Thank you for writing to Kite Shop!');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('/ty')).toBeVisible();

  await dialog.getByRole('button', { name: 'New saved reply' }).click();
  await dialog.getByLabel('Title').fill('Thanks again');
  await dialog.getByLabel('Shortcut').fill('ty');
  await dialog.getByLabel('What it says').fill('Thanks!');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();

  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await visit(other, 'mo@example.org', path);
  const box = other.getByLabel('Your reply');
  await box.fill('Hi! /ty');
  await expect(async () => {
    await box.press('Tab');
    await expect(box).toHaveValue('Hi! Thank you for writing to Kite Shop!', { timeout: 500 });
  }).toPass();
  await box.fill('');
  await other.context().close();
});

test('many conversations are done at once, and what is refused stays chosen', async ({ page }) => {
  await writes('c-bulk-1', 'Bulk One', 'One');
  const second = await writes('c-bulk-2', 'Bulk Two', 'Two');
  await visit(page, ADMIN, '/inbox?q=Bulk');
  await page.getByRole('checkbox', { name: 'Choose Bulk One' }).check({ force: true });
  await page.getByRole('button', { name: /Bulk Two/ }).click();
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Chosen conversations' });
  await expect(bar).toContainText('2 chosen');
  // Nobody in the inbox holds them: they cannot be passed from it.
  await bar.getByRole('button', { name: 'Pass…' }).click();
  await page.getByRole('menuitem', { name: 'Live Desk' }).click();
  await expect(page.getByRole('alert')).toContainText('2 of 2 were refused');
  await expectAccessible(page, 'many are refused');
  await expect(bar).toContainText('2 chosen');
  await bar.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 conversations: done' })).toBeVisible();
  await expect(bar).toBeHidden();
  expect(second).not.toBe('');
});

test('what was marked done by mistake is taken back, by key or by click', async ({ page }) => {
  const thread = await writes('c-undo', 'Otto Undo', 'One more question');
  await visit(page, ADMIN, `/inbox?thread=${thread}`);
  const told = page.getByRole('status').filter({ hasText: 'Otto Undo: done' });
  const held = page.getByRole('region', { name: 'Conversation with Otto Undo' }).getByRole('button', {
    name: 'Pass…',
  });
  // It was an app's: people have nothing to take back.
  await page.getByRole('button', { name: 'Mark done' }).click();
  await expect(told).toBeVisible();
  await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await page.goto(`${shop().url}/p/${shop().page}/inbox?thread=${thread}`);
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(held).toBeVisible();
  for (const undo of [
    () => page.keyboard.press('z'),
    () => told.getByRole('button', { name: 'Undo' }).click(),
  ]) {
    await page.keyboard.press('e');
    await expect(told.getByRole('button', { name: 'Undo' })).toBeVisible();
    // What somebody is at stays.
    await told.hover();
    await expectAccessible(page, 'something is told, and can be undone');
    await expect(page).not.toHaveURL(new RegExp(`thread=${thread}`));
    await undo();
    await expect(page).toHaveURL(new RegExp(`thread=${thread}`));
    await expect(held).toBeVisible();
  }
});

test('the facts say where the customer came in, and who hears it too', async ({ page }) => {
  const thread = await writes('c-ad', 'Ana Duarte', 'Hi');
  const mutation =
    'mutation($input: ReceiveReferralInput!) { receiveReferral(input: $input) { userErrors { code } } }';
  const refer = (key: string) =>
    ask(shop().api, shop().channel, mutation, {
      input: { pageId: shop().page, customerId: 'c-ad', source: 'AD', key, externalId: crypto.randomUUID() },
    });
  await refer('winter-sale');
  await visit(page, ADMIN, `/inbox?thread=${thread}`);
  const facts = page.getByRole('complementary', { name: 'About this conversation' });
  await expect(facts).toContainText('Ad · winter-sale');
  await refer('spring-sale');
  await expect(facts).toContainText('Ad · spring-sale');
  // The bot holds it: the other two hear it besides.
  const standby = facts.locator('div').filter({ hasText: /^On standby/ });
  await expect(standby.getByRole('listitem')).toHaveText(['Live Desk', 'Survey']);
  await page.getByLabel('Your reply').fill('Welcome!');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').getByRole('img', { name: 'On its way to the customer' })).toBeVisible();
  await expect(standby.getByRole('listitem')).toHaveCount(3);
});

test('rows stand closer together for whoever wants that', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().url}/preferences`);
  await page.getByRole('radio', { name: 'Compact' }).click();
  await page.goto(`${shop().url}/p/${shop().page}/inbox`);
  const row = page.getByRole('button', { name: /Kiri Ngata/ });
  await expect(row).toBeVisible();
  expect((await row.boundingBox())?.height).toBe(52);
});

test('the list shows who waits for an answer, and who came through an ad', async ({ page }) => {
  await visit(page, ADMIN, '/inbox');
  await writes('c-waits', 'Petra Novak', 'Is anybody there?');
  await page.getByRole('button', { name: 'Unanswered' }).click();
  await expect(page).toHaveURL(/unanswered=yes/);
  const petra = page.getByRole('button', { name: /Petra Novak/ });
  await expect(petra).toBeVisible();
  await expect(page.getByRole('button', { name: /Davi Souza/ })).toHaveCount(0);
  await petra.click();
  await page.getByLabel('Your reply').fill('Yes, we are.');
  await page.keyboard.press('Enter');
  await expect(petra).toHaveCount(0);

  await page.getByRole('button', { name: 'Unanswered' }).click();
  await page.getByLabel('Came through').selectOption({ label: 'spring-sale' });
  await expect(page).toHaveURL(/through=/);
  await expect(petra).toHaveCount(0);
  const refer =
    'mutation($input: ReceiveReferralInput!) { receiveReferral(input: $input) { userErrors { code } } }';
  const input = {
    pageId: shop().page,
    customerId: 'c-waits',
    source: 'AD',
    key: 'spring-sale',
    externalId: 'r-1',
  };
  await ask(shop().api, shop().channel, refer, { input });
  await expect(petra).toBeVisible();
  await page.reload();
  await expect(petra).toBeVisible();
});
