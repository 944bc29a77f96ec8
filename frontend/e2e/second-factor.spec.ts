import { createHmac } from 'node:crypto';
import { expectAccessible } from './axe.ts';
import { enter, expect, leave, sessionOf, shop, test } from './fixtures.ts';
import { ADMIN, ask, PASSWORD, signIn } from './world.ts';

const EMAIL = 'lin@example.org';

/** What an authenticator shows (RFC 6238), `ahead` steps of thirty seconds from now. */
function code(secret: string, ahead = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((it) => letters.indexOf(it).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((it) => Number.parseInt(it, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const sum = createHmac('sha1', key).update(step).digest();
  const at = (sum.at(-1) ?? 0) & 15;
  return String((sum.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test.use({ allowed: /401/ });

test('a second factor is set up, asked for, and taken away', async ({ page }) => {
  await enter(page, EMAIL);
  await page.goto(`${shop().url}/preferences`);
  await page.getByLabel('Your password').fill('not the password');
  await page.getByRole('button', { name: 'Set up…' }).click();
  await expect(page.getByRole('alert')).toContainText('not the password');
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up…' }).click();
  await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
  const secret = (await page.locator('code').first().textContent()) ?? '';
  await page.getByLabel('Code', { exact: true }).fill(code(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const codes = page.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  await expectAccessible(page, 'recovery codes');
  const recovery = (await codes.first().textContent()) ?? '';
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('Recovery codes left: 10')).toBeVisible();

  await leave(page);
  const begin = async () => {
    await page.goto(`${shop().url}/sign-in`);
    await page.getByLabel('Email address').fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await begin();
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText(
    'The code is wrong, or it has been used. Wait for the next one.',
  );
  await expectAccessible(page, 'a code is refused');
  await page.getByLabel('Code', { exact: true }).fill(code(secret, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: /Account of Lin Chen/ })).toBeVisible();

  await leave(page);
  await begin();
  await page.getByRole('button', { name: 'I have lost my authenticator' }).click();
  await page.getByLabel('Recovery code').fill(recovery);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: /Account of Lin Chen/ })).toBeVisible();

  await page.goto(`${shop().url}/preferences`);
  await expect(page.getByText('Recovery codes left: 9')).toBeVisible();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Set up…' })).toBeVisible();
});

test('an administrator resets the second factor of somebody who has lost it', async ({ page }) => {
  const { api, url } = shop();
  const lin = await sessionOf(EMAIL);
  const begun = await ask<{ beginSecondFactor: { secret: string } }>(
    api,
    lin,
    'mutation($input: BeginSecondFactorInput!) { beginSecondFactor(input: $input) { secret userErrors { code } } }',
    { input: { currentPassword: PASSWORD } },
  );
  await ask(
    api,
    lin,
    'mutation($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) { userErrors { code } } }',
    { input: { code: code(begun.beginSecondFactor.secret) } },
  );
  await enter(page, ADMIN);
  await page.goto(`${url}/team?q=lin`);
  await page.getByRole('button', { name: 'Reset the second factor of Lin Chen…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reset the second factor of Lin Chen?' });
  await expect(dialog).toContainText('signs in with the password alone');
  await expectAccessible(page, 'a second factor is about to be reset');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('row', { name: /Lin Chen/ })).toContainText('On');

  await page.getByRole('button', { name: 'Reset the second factor of Lin Chen…' }).click();
  await dialog.getByRole('button', { name: 'Reset the second factor' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: /Lin Chen/ })).toContainText('Off');
  // A password is enough again: this would have no session if a code were asked for.
  expect(await signIn(api, EMAIL)).toContain('=');
  await page.goto(`${url}/audit`);
  await expect(
    page.getByRole('button', { name: /Ada Okafor.*reset somebody's second factor/ }),
  ).toBeVisible();
});

test('nobody else may do that', async ({ page }) => {
  const { api, url } = shop();
  const viewer = '{ viewer { user { id } } }';
  const { viewer: ada } = await ask<{ viewer: { user: { id: string } } }>(
    api,
    await sessionOf(ADMIN),
    viewer,
  );
  const reset =
    'mutation($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { userErrors { code } } }';
  const refused = ask(api, await sessionOf('mo@example.org'), reset, { input: { userId: ada.user.id } });
  await expect(refused).rejects.toThrow(/FORBIDDEN/);
  await enter(page, 'mo@example.org');
  await page.goto(`${url}/team`);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('button', { name: /Reset/ })).toHaveCount(0);
});
