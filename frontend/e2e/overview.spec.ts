// How the page stands, in figures that lead to what they count.
import { expect, sessionOf, shop, test, visit, writes } from './fixtures.ts';
import { ADMIN, ask } from './world.ts';

type Counts = {
  idle: number;
  waiting: number;
  controlled: { count: number; owner: { __typename: string } }[];
};

test('the pace of control is a picture and a table, and apps say what they hold', async ({ page }) => {
  await visit(page, ADMIN, '');
  const moves = page.getByRole('link', { name: /moves of control$/ });
  const count = Number((await moves.textContent())?.split(' ')[0]);
  expect(count).toBeGreaterThan(8);
  await expect(
    page.getByRole('img', { name: new RegExp(`^Moves of control since .*: ${count}$`) }),
  ).toBeVisible();
  const cells = await page
    .getByRole('table', { name: /^Moves of control/ })
    .getByRole('cell')
    .allTextContents();
  expect(cells.reduce((sum, it) => sum + Number(it), 0)).toBe(count);
  await moves.click();
  await expect(page).toHaveURL(/timeline\?kind=control/);
  await visit(page, ADMIN, '/apps');
  await page
    .getByRole('row', { name: /FAQ Bot/ })
    .getByRole('link', { name: /^[1-9]\d*$/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`owner=${shop().bot.id}`));
});

test('each figure of the overview leads to exactly what it counts', async ({ page }) => {
  const { api, desk, survey, page: pageId } = shop();
  const request =
    'mutation($input: RequestThreadControlInput!) { requestThreadControl(input: $input) { userErrors { code } } }';
  // One that two apps ask for is one conversation; one that was done with is asked for all the same.
  const twice = await writes('c-asked-1', 'Ada Asked', 'May two of you answer?');
  const once = await writes('c-asked-2', 'Bo Asked', 'And one of you?');
  await ask(api, desk.token, request, { input: { threadId: twice } });
  await ask(api, survey.token, request, { input: { threadId: twice } });
  await ask(api, survey.token, request, { input: { threadId: once } });
  const admin = await sessionOf(ADMIN);
  const counted = await ask<{ page: { threadCounts: Counts } }>(
    api,
    admin,
    `{ page(id: "${pageId}") { threadCounts { idle waiting controlled { count owner { __typename } } } } }`,
  );
  const { idle, waiting, controlled } = counted.page.threadCounts;
  const held = (by: string) =>
    controlled.filter((it) => it.owner.__typename === by).reduce((sum, it) => sum + it.count, 0);
  expect(waiting).toBeGreaterThanOrEqual(2);
  expect(held('App')).toBeGreaterThan(0);

  const rows = page.getByRole('region', { name: 'Conversations' }).getByRole('listitem');
  for (const [name, count, address] of [
    ['Held by people', held('Inbox'), /owner=\d+/],
    ['Held by apps', held('App'), /owner=apps/],
    ['Held by nobody', idle, /owner=nobody/],
    ['Asked for', waiting, /asked=yes/],
  ] as const) {
    await visit(page, ADMIN, '');
    const figure = page.getByRole('link', { name: new RegExp(`^${name}`) });
    await expect(figure).toHaveText(`${name}${count}`);
    await figure.click();
    await expect(page).toHaveURL(address);
    if (count === 0) await expect(page.getByText('No conversation matches')).toBeVisible();
    else await expect(rows.first()).toHaveAttribute('aria-setsize', String(count));
  }
  await expect(rows.filter({ hasText: 'Ada Asked' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Bo Asked' })).toHaveCount(1);

  // What is taken back leaves the list at once, and what an app begins to ask for comes in.
  const withdraw =
    'mutation($input: WithdrawThreadControlRequestInput!) { withdrawThreadControlRequest(input: $input) { userErrors { code } } }';
  await ask(api, survey.token, withdraw, { input: { threadId: once } });
  await expect(rows.filter({ hasText: 'Bo Asked' })).toHaveCount(0);
  await ask(api, survey.token, request, { input: { threadId: once } });
  await expect(rows.filter({ hasText: 'Bo Asked' })).toHaveCount(1);
});
