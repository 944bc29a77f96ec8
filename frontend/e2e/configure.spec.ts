// What people set up: each screen once as it should go, and once refused.
import { enter, expect, shop, test, visit } from './fixtures.ts';
import { ADMIN } from './world.ts';

test('an app is made, reviewed, subscribed and removed; its secret is shown once', async ({ page }) => {
  await visit(page, ADMIN, '/apps');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'New app' }).click();
  await dialog.getByLabel('Name').fill('Night Desk');
  await dialog.getByLabel('Id', { exact: true }).fill(shop().bot.id);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Id', { exact: true }).fill('');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('App secret', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();

  await page.getByRole('link', { name: /Night Desk/ }).click();
  await page.getByRole('switch', { name: 'Live' }).click({ force: true });
  await expect(page.getByRole('switch', { name: 'Live' })).toBeChecked();
  await page.getByLabel('Id of the customer').fill('tester-1');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('tester-1')).toBeVisible();
  await page.getByRole('button', { name: 'Subscribe…' }).click();
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await expect(page.getByText('Takes part', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Page token…' }).click();
  await dialog.getByRole('button', { name: 'Make a token' }).click();
  await expect(dialog.getByText('Token', { exact: true })).toBeVisible();
  const id = (await dialog.locator('code').last().textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByLabel('Id of the token').fill('no-such-token');
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Id of the token').fill(id);
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'no good any more' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove from the page…' }).click();
  await dialog.getByRole('button', { name: 'Remove Night Desk' }).click();
  await expect(page.getByRole('heading', { name: 'Apps', level: 1 })).toBeVisible();
});

test('the primary receiver is changed only after what that does was shown', async ({ page }) => {
  await visit(page, ADMIN, '/receiver');
  await page.getByRole('radio', { name: 'Live Desk' }).click();
  await expect(page.getByText(/FAQ Bot can no longer take conversations/)).toBeVisible();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(page.getByRole('radio', { name: /FAQ Bot/ })).toBeChecked();
  await page.getByRole('radio', { name: 'Live Desk' }).click();
  const make = page.getByRole('button', { name: 'Make Live Desk the primary receiver' });
  await make.click();
  await expect(page.getByRole('alert')).toContainText("This is not the page's name.");
  await page.getByLabel(/^To confirm/).fill('kite shop');
  await make.click();
  await expect(page.getByRole('alert')).toContainText("This is not the page's name.");
  await page.getByLabel(/^To confirm/).fill('Kite Shop ');
  await page.keyboard.press('Enter');
  const told = page.getByRole('status').filter({ hasText: 'Live Desk is the primary receiver now' });
  await expect(told).toBeVisible();
  await expect(page.getByRole('radio', { name: /Live Desk/ })).toBeChecked();
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('radio', { name: /FAQ Bot/ })).toBeChecked();
  await expect(page.getByText('What this changes')).toBeHidden();
  await visit(page, 'mo@example.org', '/receiver');
  await expect(page.getByRole('radio', { name: 'Live Desk' })).toBeDisabled();
});

test('settings are saved with what they change in sight, and what they refuse is said', async ({ page }) => {
  await visit(page, ADMIN, '/settings');
  const time = page.getByLabel('Let go after');
  const before = await time.inputValue();
  await page.getByLabel('Unit of time').selectOption('days');
  await time.fill('9');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(time).toHaveValue(before);
  await page.getByLabel('Name').fill('Kite Shop & Co');
  await expect(page.getByText('Kite Shop & Co').last()).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();

  // And the audit log says who did it, how it was, and how it is.
  await page.getByRole('link', { name: 'What was changed' }).click();
  await page
    .getByRole('button', { name: /Ada Okafor.*changed the page's settings/ })
    .first()
    .click();
  await expect(page.locator('del').filter({ hasText: /^Kite Shop$/ })).toBeVisible();
  await expect(page.locator('ins').filter({ hasText: 'Kite Shop & Co' })).toBeVisible();
  await page.goBack();
  await page.getByLabel('Name').fill('Kite Shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('What this changes')).toBeHidden();
});

test('a person is found among all, and gets tasks; one who is there already is not to be chosen', async ({
  page,
}) => {
  await visit(page, ADMIN, '/settings');
  const box = page.getByRole('combobox', { name: 'Person to add' });
  await box.fill('Mo T');
  await page.getByRole('option', { name: /Mo Tanaka.*is here already/ }).click({ force: true });
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  const dialog = page.getByRole('dialog');
  await page.goto(`${shop().url}/team`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await dialog.getByLabel('Name').fill('Noor Haddad');
  await dialog.getByLabel('Email address').fill('noor@example.org');
  await dialog.getByRole('button', { name: 'Make an invitation' }).click();
  await dialog.getByText(/\/invitation\//).waitFor();
  await visit(page, ADMIN, '/settings');
  await box.fill('noor@');
  await expect(page.getByRole('option', { name: /Noor Haddad/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('Noor Haddad');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Tasks of Noor Haddad' })).toBeVisible();
});

test('an entry point is added and removed, and one without an id is not', async ({ page }) => {
  await visit(page, ADMIN, '/entry-points');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByLabel('Id of the ad')).toBeFocused();
  await page.getByLabel('Id of the ad').fill('autumn-sale');
  await page.getByLabel('Goes to').selectOption({ label: 'Live Desk' });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: 'Ad autumn-sale Live Desk' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove autumn-sale' }).click();
  await expect(page.getByText('autumn-sale')).toHaveCount(0);
});

test('a dry run says who would get it and why, and refuses what is no customer', async ({ page }) => {
  await visit(page, 'lin@example.org', '/entry-points');
  await page.getByRole('button', { name: 'Try' }).click();
  const answer = page.getByRole('status').filter({ hasText: 'Who hears of it' });
  await expect(answer).toContainText('Nobody holds the conversation, and this is the primary receiver.');
  await expect(answer.getByRole('listitem').filter({ hasText: 'FAQ Bot' })).toContainText(
    'as the one that answers',
  );
  await expect(answer.getByRole('listitem').filter({ hasText: 'Survey' })).toContainText('on standby');

  await page.getByLabel('The customer', { exact: true }).selectOption({ label: 'comes through an ad' });
  await page.getByLabel('Id of the ad').fill('spring-sale');
  await page.getByRole('button', { name: 'Try' }).click();
  await expect(answer).toContainText('entry_point');
  await expect(page.getByRole('row', { name: /Ad spring-sale entry_point Live Desk/ })).toHaveAttribute(
    'aria-current',
    'true',
  );

  await page.getByLabel('Id of the customer').fill('no customer');
  await page.getByRole('button', { name: 'Try' }).click();
  await expect(page.getByRole('alert')).toContainText('1 to 128 visible characters');
});

test('the menu is changed with the customer looking on, and an item without words is refused', async ({
  page,
}) => {
  await visit(page, ADMIN, '/menu');
  await expect(page.getByRole('list', { name: 'Preview' }).getByText('Track my order')).toBeVisible();
  await page.getByRole('button', { name: 'Add an item' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  const item = page.getByRole('group', { name: 'Item 4' });
  await item.getByLabel('What the customer sees').fill('Returns');
  await item.getByLabel('Payload').fill('RETURNS');
  await expect(page.getByRole('list', { name: 'Preview' }).getByText('Returns')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
});

test('a person is invited by a link, once, and chooses a password', async ({ page, browser }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().url}/team`);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Invite' }).click();
  await dialog.getByLabel('Name').fill('Mo again');
  await dialog.getByLabel('Email address').fill('mo@example.org');
  await dialog.getByRole('button', { name: 'Make an invitation' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Name').fill('Uma Rao');
  await dialog.getByLabel('Email address').fill('uma@example.org');
  await dialog.getByRole('button', { name: 'Make an invitation' }).click();
  const link = (await dialog.getByText(/\/invitation\//).textContent()) ?? '';
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other
    .getByLabel(/password/i)
    .first()
    .fill('correct horse battery');
  await other.getByRole('button', { name: 'Begin' }).click();
  await expect(other.getByText('No page is open to you yet')).toBeVisible();
  await other.context().clearCookies();
  await other.goto(link);
  await expect(other.getByText('This invitation is no good')).toBeVisible();
  await other.context().close();
});
