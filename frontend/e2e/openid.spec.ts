// Signing in with an account elsewhere: a real OpenID provider, and a server of our own that knows it.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, leave, test } from './fixtures.ts';
import { start } from './setup.ts';
import { makeWorld, type World } from './world.ts';

test.describe.configure({ mode: 'serial' });
// The provider's pages are of another origin, as they should be, and lack an icon.
test.use({ allowed: /^asked of|404/ });

let world: World;
let issuer: string;
const running: ChildProcess[] = [];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-openid-'));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

test.beforeAll(async () => {
  const listen = `127.0.0.1:${await freePort()}`;
  const back = `http://${listen}/session/openid/callback`;
  const provider = spawn('node', [path.join(import.meta.dirname, 'provider.mjs'), back], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.push(provider);
  issuer = await new Promise<string>((said) =>
    provider.stdout.once('data', (data) => said(String(data).trim())),
  );
  const server = await start(path.join(folder, 'data'), listen, {
    BATON_OIDC_ISSUER: issuer,
    BATON_OIDC_CLIENT_ID: 'baton',
    BATON_OIDC_CLIENT_SECRET: 'a secret that client and provider share',
    BATON_OIDC_NAME: 'Acme',
    BATON_OIDC_DOMAINS: 'partner.example',
  });
  running.push(server.process);
  world = await makeWorld(server.url, server.code);
});

test.afterAll(() => {
  for (const it of running) it.kill('SIGTERM');
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Through the provider's own pages: who one is, and that Baton may know. */
async function signIn(page: Page, account: string) {
  // They ask for a font of yet another one; nothing leaves this machine.
  await page.route(/fonts\.googleapis\.com/, (it) => it.fulfill({ contentType: 'text/css', body: '' }));
  await page.goto(`${world.url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with Acme' }).click();
  await page.locator('input[name=login]').fill(account);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.locator('button[type=submit]').click();
  await page.waitForURL(`${world.url}/**`);
}

const who = (page: Page) => page.getByRole('button', { name: /Account of/ });

test('a person comes in with the address that the provider has verified', async ({ page }) => {
  await signIn(page, 'mo');
  await expect(who(page)).toHaveAccessibleName(/Mo Tanaka/);
  const cookies = await page.context().cookies(world.url);
  expect(cookies.filter((it) => it.name.startsWith('baton')).map((it) => [it.name, it.sameSite])).toEqual([
    ['baton', 'Strict'],
  ]);
});

test('an account stays the same person when its address changes', async ({ page }) => {
  await signIn(page, 'moved');
  await expect(who(page)).toHaveAccessibleName(/Lin Chen/);
  await leave(page);
  await fetch(`${issuer}/?subject=moved&email=mo@example.org`, { method: 'PUT' });
  await signIn(page, 'moved');
  await expect(who(page)).toHaveAccessibleName(/Lin Chen/);
});

test('somebody of an allowed domain becomes a person without pages', async ({ page }) => {
  await signIn(page, 'colleague');
  await expect(who(page)).toHaveAccessibleName(/Kim Lee/);
});

for (const account of ['stranger', 'liar']) {
  test(`${account}: whom the provider does not vouch for here is turned away`, async ({ page }) => {
    await signIn(page, account);
    await expect(page.getByRole('alert')).toHaveText(
      'Nobody here goes with that account. Ask an administrator for an invitation.',
    );
    await expect(page).toHaveURL(`${world.url}/sign-in`);
    expect((await page.context().cookies(world.url)).filter((it) => it.name.startsWith('baton'))).toEqual([]);
  });
}

test('what the provider sends back counts in the browser that left, and once', async () => {
  const portal = { 'x-baton-portal': '1' };
  const leave = async () => {
    const response = await fetch(`${world.url}/session/openid`, { method: 'POST', headers: portal });
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const { url } = (await response.json()) as { url: string };
    return { cookie, state: new URL(url).searchParams.get('state') ?? '', url: new URL(url) };
  };
  const back = async (cookie: string, query: string) => {
    const response = await fetch(`${world.url}/session/openid/callback?${query}`, {
      headers: { cookie },
      redirect: 'manual',
    });
    expect(response.headers.get('set-cookie') ?? '').not.toContain('baton=');
    return response.headers.get('location');
  };
  const one = await leave();
  expect([...one.url.searchParams.keys()].sort()).toEqual([
    'client_id',
    'code_challenge',
    'code_challenge_method',
    'nonce',
    'redirect_uri',
    'response_type',
    'scope',
    'state',
  ]);
  const other = await leave();
  expect(await back('', `state=${one.state}&code=x`)).toBe('/sign-in#refused=NO_TICKET');
  expect(await back(other.cookie, `state=${one.state}&code=x`)).toBe('/sign-in#refused=NO_TICKET');
  expect(await back(one.cookie, 'error=access_denied')).toBe('/sign-in#refused=NO_TICKET');
  expect(await back(one.cookie, `state=${one.state}&code=x`)).toBe('/sign-in#refused=PROVIDER');
  expect(await back(one.cookie, `state=${one.state}&code=x`)).toBe('/sign-in#refused=NO_TICKET');
});
