// Control moves, and everybody sees the same.
import { enter, expect, shop, test } from './fixtures.ts';
import { ADMIN, ask } from './world.ts';

const conversation = (thread: string) => `${shop().url}/p/${shop().page}/inbox?thread=${thread}`;

test('what one person takes, another sees taken, without asking again', async ({ page, browser }) => {
  const thread = shop().threads['c-1001'] ?? '';
  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await enter(page, ADMIN);
  await enter(other, 'mo@example.org');
  await page.goto(conversation(thread));
  await other.goto(conversation(thread));
  await expect(other.getByText('FAQ Bot holds this conversation. Your reply takes it over.')).toBeVisible();

  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByRole('button', { name: 'Pass…' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Pass…' })).toBeVisible();

  await other.getByLabel('Your reply').fill('Yes, it is back.');
  await other.keyboard.press('Enter');
  await expect(page.getByRole('log', { name: 'Messages' }).getByText('Yes, it is back.')).toBeVisible();

  await page.getByRole('button', { name: 'Pass…' }).click();
  await page.getByRole('radio', { name: /Live Desk/ }).click();
  await page.getByRole('button', { name: 'Pass to Live Desk' }).click();
  await expect(other.getByText('Live Desk holds this conversation. Your reply takes it over.')).toBeVisible();
  await other.context().close();
});

test('a move of control is on screen within 200 ms of the commit', async ({ page }) => {
  const { api, bot, desk, threads } = shop();
  const threadId = threads['c-1004'] ?? '';
  await enter(page, ADMIN);
  await page.goto(conversation(threadId));
  await expect(page.getByText('FAQ Bot holds this conversation. Your reply takes it over.')).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const took: number[] = [];
  for (const [from, to] of [
    [bot, desk],
    [desk, bot],
    [bot, desk],
    [desk, bot],
    [bot, desk],
  ] as const) {
    const seen = page.evaluate(
      (words) =>
        new Promise<number>((done) => {
          const look = () => document.body.innerText.includes(words) && done(Date.now());
          new MutationObserver(look).observe(document.body, {
            subtree: true,
            childList: true,
            characterData: true,
          });
        }),
      `${to.name} holds this conversation`,
    );
    const mutation =
      'mutation($input: PassThreadControlInput!) { passThreadControl(input: $input) { event { occurredAt } userErrors { code } } }';
    const input = { threadId, targetId: to.id };
    type Passed = { passThreadControl: { event: { occurredAt: string } } };
    const { passThreadControl } = await ask<Passed>(api, from.token, mutation, { input });
    took.push((await seen) - Date.parse(passThreadControl.event.occurredAt));
  }
  // The best of five: the machine that tests is busy with other things too.
  expect(Math.min(...took)).toBeLessThan(200);
});

test('a person who may only look is told so', async ({ page }) => {
  await enter(page, 'lin@example.org');
  await page.goto(`${shop().url}/p/${shop().page}/inbox`);
  await expect(page.getByText('The inbox is not open to you')).toBeVisible();
  await page.goto(`${shop().url}/p/${shop().page}/entry-points`);
  await expect(page.getByText('It needs the task “Manage”')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toHaveCount(0);
  await page.goto(`${shop().url}/p/1/inbox`);
  await expect(page.getByText('There is nothing here')).toBeVisible();
});

test('the Enter that ends a conversion does not send', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(conversation(shop().threads['c-1002'] ?? ''));
  const box = page.getByLabel('Your reply');
  await box.focus();
  const log = page.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('注文した凧はいつ届きますか？')).toBeVisible();
  const before = await log.locator('time').count();
  const chrome = await page.context().newCDPSession(page);
  await chrome.send('Input.imeSetComposition', { text: 'あした', selectionStart: 3, selectionEnd: 3 });
  await chrome.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await chrome.send('Input.insertText', { text: '明日' });
  await expect(box).toHaveValue('明日');
  expect(await log.locator('time').count()).toBe(before);
  await page.keyboard.press('Enter');
  await expect(log.getByText('明日', { exact: true })).toBeVisible();
  await expect(box).toHaveValue('');
});

test('the list is worked through by keys alone, and single keys can be switched off', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().url}/p/${shop().page}/inbox`);
  await expect(page.getByText('Kiri Ngata')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/thread=/);
  const first = page.url();
  const heading = page.getByRole('region', { name: /^Conversation with/ }).getByRole('heading', { level: 2 });
  const name = (await heading.textContent()) ?? '';
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(first);
  await expect(heading).not.toHaveText(name);
  await page.keyboard.press('r');
  await expect(page.getByLabel('Your reply')).toBeFocused();
  await page.keyboard.type('jjj');
  await expect(page.getByLabel('Your reply')).toHaveValue('jjj');
  await page.getByLabel('Your reply').fill('');
  await page.goto(`${shop().url}/preferences`);
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click({ force: true });
  await page.goto(`${shop().url}/p/${shop().page}/inbox`);
  await expect(page.getByText('Kiri Ngata')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(/thread=/);
});

test('the customer in the simulator gets an answer from whoever holds the conversation', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().url}/p/${shop().page}/simulator?customer=sim-test`);
  await page.getByLabel(/Write as/).fill('Hello?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').getByText('Hello?')).toBeVisible();
  await expect(page.getByText('the customer wrote').first()).toBeVisible();
});

test('the API explorer works without any other server', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto(`${shop().api}/graphql`);
  // On a slow machine the button is there before the editor is.
  await expect(async () => {
    await page.getByRole('button', { name: /Execute query/ }).click({ timeout: 5_000 });
    await expect(page.getByText('ada@example.org')).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
});
