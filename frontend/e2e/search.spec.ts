// Long lists are searched, and the search stands in the address.
import { enter, expect, shop, test, visit } from './fixtures.ts';
import { ADMIN } from './world.ts';

test('apps are found by name and by id', async ({ page }) => {
  const { bot, desk } = shop();
  await visit(page, ADMIN, '/apps');
  const search = page.getByLabel('Search apps');
  await search.fill('desk');
  await expect(page).toHaveURL(/\?q=desk$/);
  await expect(page.getByRole('link', { name: /Live Desk/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /FAQ Bot/ })).toHaveCount(0);
  await page.reload();
  await expect(search).toHaveValue('desk');
  await expect(page.getByRole('link', { name: /Live Desk/ })).toContainText(desk.id);
  await search.fill(bot.id);
  await expect(page.getByRole('link', { name: /FAQ Bot/ })).toBeVisible();

  await search.fill('%');
  await expect(page.getByText('No app is found by that')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(search).toHaveValue('');
  await expect(page).not.toHaveURL(/q=/);
  await expect(page.getByRole('link', { name: /Survey/ })).toBeVisible();
});

test('people are found by name and by email address', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().url}/team?q=tanaka`);
  const people = page.getByRole('table');
  await expect(people).toContainText('Mo Tanaka');
  await expect(people).not.toContainText('Lin Chen');
  await page.getByLabel('Search people').fill('LIN@');
  await expect(people).toContainText('Lin Chen');
  await expect(people).not.toContainText('Mo Tanaka');
  await page.getByLabel('Search people').fill('nobody at all');
  await expect(page.getByText('Nobody is found by that')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(people).toContainText('Mo Tanaka');
});
