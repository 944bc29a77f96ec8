// An endpoint that was disabled is the first thing that the overview tells.
import { expectAccessible } from './axe.ts';
import { enter, expect, sessionOf, shop, test, visit } from './fixtures.ts';
import { ADMIN, ask } from './world.ts';

test('the overview tells of a disabled endpoint, until it is in order', async ({ page }) => {
  const { api, page: pageId, hook } = shop();
  const admin = await sessionOf(ADMIN);
  const change = async (name: string, input: string, selection: string) =>
    (
      await ask<Record<string, { app?: { id: string } }>>(
        api,
        admin,
        `mutation { ${name}(input: {${input}}) { ${selection} userErrors { code message } } }`,
      )
    )[name];
  const notice = page.getByRole('region', { name: 'Disabled endpoints' });
  await visit(page, ADMIN, '');
  await expect(page.getByText('Who holds what')).toBeVisible();
  await expect(notice).toHaveCount(0);

  const app = (await change('createApp', 'name: "Old Desk"', 'app { id }'))?.app?.id ?? '';
  await change('reviewApp', `appId: "${app}" live: true`, 'app { id }');
  await change(
    'subscribeApp',
    `pageId: "${pageId}" appId: "${app}" fields: [MESSAGES, STANDBY]`,
    'page { id }',
  );
  await change('setWebhook', `appId: "${app}" url: "${hook}/gone"`, 'app { id }');
  const input = { pageId, customerId: 'c-gone', customerName: 'Gus Gone', text: 'Hi', externalId: 'm-gone' };
  await ask(
    api,
    shop().channel,
    'mutation($input: ReceiveMessageInput!) { receiveMessage(input: $input) { userErrors { code } } }',
    { input },
  );
  await expect(async () => {
    await page.reload();
    await expect(notice).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(notice).toContainText('Nothing is sent to Old Desk.');
  await expect(notice).toContainText('It answered that it is gone (410).');
  await expect(notice).toContainText(/Disabled since .*\d{4}/);
  await expectAccessible(page, 'an endpoint is disabled');

  // Who cannot do anything about it is told who can.
  await enter(page, 'mo@example.org');
  await page.reload();
  await expect(notice).toContainText('An administrator can enable it again.');
  await expect(notice.getByRole('link')).toHaveCount(0);

  await enter(page, ADMIN);
  await page.reload();
  await notice.getByRole('link', { name: 'To the endpoint of Old Desk' }).click();
  await expect(page.getByRole('heading', { name: 'Webhook of Old Desk' })).toBeVisible();
  await expect(page.getByText('Nothing is sent since')).toBeVisible();
  await page.getByRole('button', { name: 'Enable…' }).click();
  await page.getByRole('dialog').waitFor();
  await expectAccessible(page, 'a disabled endpoint, about to be enabled');
  await change('setWebhook', `appId: "${app}" url: "${hook}/ok"`, 'app { id }');
  await change('unsubscribeApp', `pageId: "${pageId}" appId: "${app}"`, 'page { id }');
  await visit(page, ADMIN, '');
  await expect(page.getByText('Who holds what')).toBeVisible();
  await expect(notice).toHaveCount(0);
});
