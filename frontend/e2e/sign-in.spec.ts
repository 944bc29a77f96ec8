import { expectAccessible } from './axe.ts';
import { enter, expect, shop, test } from './fixtures.ts';
import { ADMIN, PASSWORD } from './world.ts';

test('a person signs in, and is where they wanted to be', async ({ page }) => {
  const { url, page: id } = shop();
  await page.goto(`${url}/p/${id}/apps`);
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel('Email address').fill(ADMIN);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Apps', level: 1 })).toBeVisible();
  await expect(page).toHaveURL(`${url}/p/${id}/apps`);

  const [cookie] = await page.context().cookies();
  expect([cookie?.httpOnly, cookie?.sameSite]).toEqual([true, 'Strict']);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect((await page.context().cookies()).length).toBe(0);
});

test.describe('refused', () => {
  // All of the tests sign in from one address, and may be asked to wait.
  test.use({ allowed: /401|429/ });
  test('a wrong password is refused, and says nothing about who there is', async ({ page }) => {
    await page.goto(`${shop().url}/sign-in`);
    for (const email of ['lin@example.org', 'nobody@example.org']) {
      await page.getByLabel('Email address').fill(email);
      await page.getByLabel('Password', { exact: true }).fill('not the password');
      await expect(async () => {
        await page.getByRole('button', { name: 'Sign in' }).click();
        const said = page.getByRole('alert');
        await expect(said).toHaveText('The address or the password is wrong.', { timeout: 3000 });
      }).toPass({ timeout: 30_000 });
    }
    await expectAccessible(page, 'a password is refused');
  });
});

test('a foreign page gets nothing for the cookie alone', async ({ page }) => {
  await enter(page, ADMIN);
  const [cookie] = await page.context().cookies();
  const ask = (headers: Record<string, string>) =>
    fetch(`${shop().api}/graphql`, {
      method: 'POST',
      headers: { cookie: `${cookie?.name}=${cookie?.value}`, 'content-type': 'application/json', ...headers },
      body: '{"query":"{ viewer { user { name } } }"}',
    });
  expect(JSON.stringify(await (await ask({})).json())).toContain('UNAUTHENTICATED');
  expect(JSON.stringify(await (await ask({ 'x-baton-portal': '1' })).json())).toContain('Ada Okafor');
});
