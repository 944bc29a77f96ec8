// How soon something is seen, and that what is seen stays where it is.
import type { Browser } from '@playwright/test';
import { enter, expect, sessionOf, shop, test, writes } from './fixtures.ts';
import { screens } from './screens.ts';
import { ADMIN, ask } from './world.ts';

/** Milliseconds to the largest part of a screen; on a slower machine, this many times what the sign-in takes, which asks for nothing. */
const LCP = 2_500;
const LCP_TIMES = 4;
/** Nothing that is seen may move by itself: that depends on no machine. */
const CLS = 0.02;
const ROUNDS = 3;

type Vitals = { lcp: number; cls: number; of: string[] };

/** What the browser noted while the screen came up: milliseconds to its largest part, how much has moved by itself, and what. */
function vitals(): Promise<Vitals> {
  const seen = (type: string) =>
    new Promise<PerformanceEntryList>((done) => {
      const observer = new PerformanceObserver((list) => done(list.getEntries()));
      observer.observe({ type, buffered: true });
      // Where nothing has moved, nothing is noted.
      setTimeout(() => done([]), 500);
    });
  type Shift = PerformanceEntry & {
    value: number;
    hadRecentInput: boolean;
    sources?: { node?: Node | null }[];
  };
  return Promise.all([seen('largest-contentful-paint'), seen('layout-shift')]).then(([paints, shifts]) => {
    const own = (shifts as Shift[]).filter((it) => !it.hadRecentInput);
    const of = own.flatMap((it) =>
      (it.sources ?? []).map((source) => source.node?.textContent?.slice(0, 30) ?? ''),
    );
    return {
      lcp: paints.at(-1)?.startTime ?? Number.POSITIVE_INFINITY,
      cls: own.reduce((sum, it) => sum + it.value, 0),
      of,
    };
  });
}

/** How a screen comes up that shows a text, with nothing in the browser's cache. */
async function opened(browser: Browser, path: string, text: string, email?: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (email) await enter(page, email);
  await page.goto(`${shop().url}${path}`);
  await page.getByText(text).first().waitFor();
  // What comes later than the text may push it aside.
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(vitals);
  await context.close();
  return seen;
}

/** Tests before this one may have filled the timeline: somebody whom `screens` knows is to be among the newest. */
const isHeard = () => writes('c-1001', 'Ines Moreau', 'It is me again.');

/** A machine may be busy for a moment. */
const middle = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Where people work all day comes up several times, and is timed. What else there is comes up once, and must not move. */
test('what people work with is soon there, and nothing in it jumps', async ({ browser }) => {
  test.setTimeout(240_000);
  await isHeard();
  const bare: Vitals[] = [];
  for (let round = 0; round < ROUNDS; round += 1) bare.push(await opened(browser, '/sign-in', 'Password'));
  const allowed = Math.max(LCP, LCP_TIMES * middle(bare.map((it) => it.lcp)));
  const all = screens(shop());
  for (const name of ['overview', 'inbox', 'timeline', 'thread']) {
    const [, path = '', text = ''] = all.find((it) => it[0] === name) ?? [];
    const seen: Vitals[] = [];
    for (let round = 0; round < ROUNDS; round += 1) seen.push(await opened(browser, path, text, ADMIN));
    const told = JSON.stringify({ name, seen, bare });
    expect(middle(seen.map((it) => it.lcp)), told).toBeLessThan(allowed);
    expect(Math.max(...seen.map((it) => it.cls)), told).toBeLessThanOrEqual(CLS);
  }
});

test('nothing jumps on any screen as it comes up', async ({ browser }) => {
  test.setTimeout(240_000);
  await isHeard();
  const moved: string[] = [];
  for (const [name, path, text] of screens(shop())) {
    const { cls, of } = await opened(browser, path, text, ADMIN);
    if (cls > CLS) moved.push(`${name}: ${cls.toFixed(3)} of ${of.join(', ')}`);
  }
  expect(moved).toEqual([]);
});

test('the list does not move under the eyes, whatever comes in or leaves', async ({ page }) => {
  const { api, url } = shop();
  const admin = await sessionOf(ADMIN);
  const made = await ask<{ createPage: { page: { id: string } } }>(
    api,
    admin,
    'mutation { createPage(input: {name: "Busy Shop", platform: WEB}) { page { id } userErrors { code } } }',
  );
  const pageId = made.createPage.page.id;
  const issued = await ask<{ issueChannelToken: { token: string } }>(
    api,
    admin,
    `mutation { issueChannelToken(input: {pageId: "${pageId}"}) { token userErrors { code } } }`,
  );
  const write = async (number: number, text: string) => {
    const input = {
      pageId,
      customerId: `busy-${number}`,
      customerName: `Customer ${number}`,
      text,
      externalId: crypto.randomUUID(),
    };
    const { receiveMessage } = await ask<{ receiveMessage: { thread: { id: string } } }>(
      api,
      issued.issueChannelToken.token,
      'mutation($input: ReceiveMessageInput!) { receiveMessage(input: $input) { thread { id } userErrors { code } } }',
      { input },
    );
    return receiveMessage.thread.id;
  };
  const threads: string[] = [];
  for (let number = 1; number <= 40; number += 1) threads.push(await write(number, 'Hello'));

  await enter(page, ADMIN);
  await page.goto(`${url}/p/${pageId}/inbox?folder=general`);
  const row = page.getByRole('button', { name: /\bCustomer 26\b/ });
  await page.getByRole('button', { name: /\bCustomer 40\b/ }).hover();
  await page.mouse.wheel(0, 76 * 12);
  await expect(row).toBeInViewport();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const before = (await row.boundingBox())?.y;

  // New conversations, a word in one above, and one above that somebody is done with.
  await write(41, 'I am new');
  await write(42, 'So am I');
  await write(39, 'Another word');
  const done =
    'mutation($input: MarkThreadDoneInput!) { markThreadDone(input: $input) { userErrors { code } } }';
  for (const it of [37, 35]) await ask(api, admin, done, { input: { threadId: threads[it] } });
  await expect(page.getByRole('button', { name: '2 new' })).toBeVisible();
  const rows = page.getByRole('listitem').filter({ hasText: 'Customer' });
  await expect(rows.first()).toHaveAttribute('aria-setsize', '38');
  expect((await row.boundingBox())?.y).toBe(before);

  // Let in, they stand in their order from the top.
  await page.getByRole('button', { name: '2 new' }).click();
  await expect(rows.first()).toContainText('Customer 39');
  await expect(page.getByRole('button', { name: /\bCustomer 42\b/ })).toBeInViewport();
});
