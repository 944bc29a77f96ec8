// What happened: live on the page, each event by its own address, and who did what.
import { enter, expect, shop, test, visit, writes } from './fixtures.ts';
import { ADMIN } from './world.ts';

test('the live timeline holds still when asked to, and shows one kind', async ({ page }) => {
  await writes('c-tail', 'Tilda Brandt', 'Does the tail come with the kite?');
  await visit(page, ADMIN, '/timeline');
  const said = page.getByText('Does the tail come with the kite?');
  await expect(said).toBeVisible();
  await page.getByRole('button', { name: 'Control', exact: true }).click();
  await expect(page).toHaveURL(/kind=control/);
  await expect(said).toHaveCount(0);
  await page.getByLabel('Who takes part').selectOption({ label: 'Survey' });
  await expect(page.getByText('Nothing of this kind')).toBeVisible();
});

test('an event has an address of its own, and one that is not there is said', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, ADMIN, '/timeline?kind=control');
  // The oldest in sight: what an address leads to may be far from the present.
  const line = page.getByRole('list', { name: 'Events' }).locator('> li').last();
  await line.getByRole('button').click();
  const words = (await line.getByRole('button', { expanded: true }).textContent()) ?? '';
  await line.getByRole('button', { name: 'Copy the link to this event' }).click();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toContain('/timeline?event=');
  await page.goto(address.replace(shop().api, shop().url));
  const marked = page.getByRole('list', { name: 'Events' }).locator('> li[aria-current=true]');
  await expect(marked).toBeInViewport();
  await expect(marked).toContainText(words);
  await expect(marked.getByRole('group', { name: 'The whole event' })).toBeVisible();
  await page.getByRole('button', { name: 'Later events' }).click();
  await expect(page.getByRole('button', { name: 'Later events' })).toBeHidden();
  await page.reload();
  await page.getByRole('button', { name: /^To the present/ }).click();
  await expect(page).not.toHaveURL(/event=/);
  await expect(marked).toHaveCount(0);
  await visit(page, ADMIN, '/timeline?event=bm90aGluZw');
  await expect(page.getByRole('alert')).toContainText('This event is not there');
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem').first()).toBeVisible();
});

test('the audit log is filtered in the address, and not open to everybody', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().url}/audit`);
  await page.getByRole('radio', { name: 'Inbox' }).click();
  await expect(page).toHaveURL(/group=inbox/);
  await expect(page.getByText('answered a customer').first()).toBeVisible();
  await expect(page.getByText('made an app')).toHaveCount(0);
  await page.getByLabel('Who did it', { exact: true }).fill('tanak');
  await page.getByRole('option', { name: /Mo Tanaka/ }).click();
  await expect(page).toHaveURL(/by=/);
  await page.reload();
  await expect(page.getByLabel('Who did it', { exact: true })).toHaveValue('Mo Tanaka');
  await page.getByRole('combobox', { name: 'Page' }).fill('no such page');
  await expect(page.getByRole('status').filter({ hasText: 'No page is found by that' })).toBeAttached();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Page' }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/page=/);
  await page.getByRole('button', { name: 'Page: choose nothing' }).click();
  await expect(page).not.toHaveURL(/page=/);
  await enter(page, 'lin@example.org');
  await page.goto(`${shop().url}/audit`);
  await expect(page.getByRole('alert')).toBeVisible();
});
