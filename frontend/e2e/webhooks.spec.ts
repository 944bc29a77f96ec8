// Where apps hear of events, and what became of each.
import { expectAccessible } from './axe.ts';
import { expect, sessionOf, shop, test, visit } from './fixtures.ts';
import { ADMIN, ask } from './world.ts';

test('a delivery is found, read, and sent again', async ({ page }) => {
  await visit(page, ADMIN, '/webhooks');
  await expect(page.getByRole('row', { name: /Survey.*Retrying/ })).toBeVisible();
  await page
    .getByRole('row', { name: /Live Desk/ })
    .getByRole('link')
    .click();

  await page.getByLabel('Event', { exact: true }).selectOption({ label: 'Control changed' });
  await expect(page).toHaveURL(/type=CONTROL_CHANGED/);
  await page
    .getByRole('button', { name: /Control changed.*Jonas Weber/ })
    .first()
    .click();
  await expect(page).toHaveURL(/delivery=wh_/);
  const pane = page.getByRole('region', { name: 'Delivery' });
  await expect(pane.getByText('"messaging"')).toBeVisible();
  await expect(pane.getByText('taken')).toBeVisible();
  await pane.getByRole('button', { name: 'Send it again now' }).click();
  await expect(pane.getByText('by hand')).toBeVisible();

  // The address alone leads back to it.
  await page.reload();
  await expect(page.getByRole('region', { name: 'Delivery' }).getByText('by hand')).toBeVisible();
  await page.getByRole('link', { name: 'Jonas Weber' }).click();
  await expect(page.getByRole('heading', { name: 'Jonas Weber', level: 1 })).toBeVisible();
});

test('an event on the timeline leads to its delivery', async ({ page }) => {
  await visit(page, ADMIN, `/threads/${shop().threads['c-1003']}`);
  await page.getByRole('button', { name: /passed by its owner.*Replacement sent/ }).click();
  await page.getByRole('link', { name: 'Delivery' }).first().click();
  await expect(page.getByRole('region', { name: 'Delivery' })).toBeVisible();
});

test('what has failed is shown as it was answered, and can all be sent again', async ({ page }) => {
  await visit(page, ADMIN, `/webhooks/${shop().survey.id}`);
  await page.getByRole('radio', { name: 'Retrying' }).click();
  await expect(page).toHaveURL(/status=WAITING/);
  await page.getByRole('list', { name: 'Deliveries' }).getByRole('button').first().click();
  const pane = page.getByRole('region', { name: 'Delivery' });
  // What the endpoint said is a text, whatever it looks like.
  await expect(pane.getByText('<b>out of order</b>').first()).toBeVisible();
  await page.getByRole('button', { name: 'Send again…' }).click();
  await page.getByRole('switch', { name: 'Only what has failed' }).click({ force: true });
  await page.getByRole('button', { name: 'Send again', exact: true }).click();
  await expect(page.getByText('All of it was sent')).toBeVisible();
  await expect(page.getByText(/0 taken, [1-9]\d* not taken/)).toBeVisible();
});

test('an endpoint is tried, set and given a new secret', async ({ page }) => {
  await visit(page, ADMIN, `/webhooks/${shop().bot.id}`);
  await expect(page.getByText('No endpoint yet')).toBeVisible();
  await page.getByRole('button', { name: 'Set the endpoint…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill(`${shop().hook}/mute`);
  await dialog.getByRole('button', { name: 'Ask and save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('challenge');
  await dialog.getByLabel('Address').fill(`${shop().hook}/ok`);
  await dialog.getByRole('button', { name: 'Ask and save' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Send a test event…' }).click();
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(dialog.getByText('200', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'New secret…' }).click();
  await dialog.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(dialog.getByText(/^[\w-]{20,}$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Change…' }).click();
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('No endpoint yet')).toBeVisible();
});

test('what failed for one reason is sent again together, once the endpoint is back', async ({ page }) => {
  const { api, bot, hook } = shop();
  const admin = await sessionOf(ADMIN);
  const set = 'mutation($input: SetWebhookInput!) { setWebhook(input: $input) { userErrors { code } } }';
  await ask(api, admin, set, { input: { appId: bot.id, url: `${hook}/broken` } });
  // What happened while there was no endpoint has no schedule to use up: once tried in vain, it has failed.
  const again =
    'mutation($input: RedeliverSinceInput!) { redeliverSince(input: $input) { userErrors { code } } }';
  await ask(api, admin, again, { input: { appId: bot.id, since: '2026-01-01T00:00:00Z' } });

  // The overview tells, and leads there.
  await visit(page, ADMIN, '');
  const told = page.getByRole('list', { name: 'Events that failed' }).getByRole('link', { name: /FAQ Bot/ });
  await expect(async () => {
    await page.reload();
    await expect(told).toHaveText(/[1-9]\d* events? failed$/, { timeout: 2_000 });
  }).toPass();
  await told.click();
  await expect(page).toHaveURL(/\/webhooks\/failures$/);
  const table = page.getByRole('table', { name: 'Failures of FAQ Bot' });
  await expect(async () => {
    await page.reload();
    await expect(table.getByRole('row', { name: /It answered 500/ })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectAccessible(page, 'failures');
  await ask(api, admin, set, { input: { appId: bot.id, url: `${hook}/ok` } });
  await table.getByRole('button', { name: 'Send again…' }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page, 'what failed is about to be sent again');
  await dialog.getByRole('button', { name: 'Send again', exact: true }).click();
  await expect(dialog.getByText('All of it was sent')).toBeVisible();
  await expectAccessible(page, 'what failed was sent again');
  await expect(dialog.getByText(/[1-9]\d* taken, 0 not taken/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(table).toHaveCount(0);
  await visit(page, ADMIN, '');
  await expect(page.getByText('Needs attention')).toBeVisible();
  await expect(told).toHaveCount(0);
  await ask(api, admin, set, { input: { appId: bot.id, url: null } });
});

test('webhooks are not shown to who is no administrator', async ({ page }) => {
  await visit(page, 'mo@example.org', '/webhooks');
  await expect(page.getByText('Webhooks are for administrators')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Webhooks' })).toBeHidden();
  await visit(page, 'mo@example.org', '/webhooks/failures');
  await expect(page.getByText('Webhooks are for administrators')).toBeVisible();
});
