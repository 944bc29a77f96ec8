import { test as base, expect, type Page } from '@playwright/test';
import { setUp } from './setup.ts';
import { ask, signIn } from './world.ts';

type App = { id: string; name: string; token: string };
export type Shop = {
  url: string;
  api: string;
  page: string;
  bot: App;
  desk: App;
  survey: App;
  hook: string;
  threads: Record<string, string>;
  channel: string;
};

export const shop = (): Shop => JSON.parse(process.env.BATON_WORLD ?? '{}');

const sessions = new Map<string, string>();

/** The session of a person. Passwords are slow to check, so there is one for all tests, until somebody ends it. */
export async function sessionOf(email: string): Promise<string> {
  const { api } = shop();
  const kept = sessions.get(email);
  if (kept) {
    const state = await fetch(`${api}/session`, { headers: { cookie: kept, 'x-baton-portal': '1' } });
    if (((await state.json()) as { signedIn: boolean }).signedIn) return kept;
  }
  const cookie = await signIn(api, email);
  sessions.set(email, cookie);
  return cookie;
}

/** Gives the browser the session of a person. */
export async function enter(page: Page, email: string) {
  const { url } = shop();
  const [name = '', value = ''] = (await sessionOf(email)).split('=');
  await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
}

/** Takes the session away, on no page of ours: one that noticed would go to sign-in by itself, and get in the test's way. */
export async function leave(page: Page) {
  await page.goto('about:blank');
  await page.context().clearCookies();
}

/** Signs a person in and goes to a path of the page. */
export async function visit(page: Page, email: string, path: string) {
  await enter(page, email);
  await page.goto(`${shop().url}/p/${shop().page}${path}`);
}

const receive =
  'mutation($input: ReceiveMessageInput!) { receiveMessage(input: $input) { thread { id } userErrors { code } } }';

/** Has a customer write to the shop; answers the thread. */
export const writes = async (customerId: string, customerName: string, text: string) => {
  const input = { pageId: shop().page, customerId, customerName, text, externalId: crypto.randomUUID() };
  const { receiveMessage } = await ask<{ receiveMessage: { thread: { id: string } } }>(
    shop().api,
    shop().channel,
    receive,
    { input },
  );
  return receiveMessage.thread.id;
};

/** Every test fails if the console is not clean, or anything is asked of another origin. */
export const test = base.extend<{ allowed: RegExp | null; clean: undefined }, { world: undefined }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const end = await setUp();
      await use(undefined);
      end();
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
  /** What a test expects the console to complain about. */
  allowed: [null, { option: true }],
  clean: [
    async ({ page, allowed }, use) => {
      const problems: string[] = [];
      page.on('console', (it) => {
        if (it.type() === 'error' || it.type() === 'warning') problems.push(it.text());
      });
      page.on('pageerror', (it) => problems.push(String(it)));
      page.on('request', (it) => {
        const url = it.url();
        if (
          !url.startsWith(shop().url) &&
          !url.startsWith(shop().api) &&
          !url.startsWith('data:') &&
          !url.startsWith('blob:')
        )
          problems.push(`asked of ${url}`);
      });
      await use(undefined);
      expect(problems.filter((it) => !allowed?.test(it))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
