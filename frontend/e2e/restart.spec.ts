// The server is killed in the middle of a conversation, and nothing of it is lost on screen.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { start } from './setup.ts';
import { ADMIN, makeWorld, signIn } from './world.ts';

test('what is said while the connection is lost is on screen once it is back', async ({ page }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-restart-'));
  const data = path.join(folder, 'data');
  let server = await start(data);
  const { url } = server;
  const world = await makeWorld(url, server.code);
  const thread = await world.writes('c-1', 'Ines Moreau', 'Before the fall');
  const [name = '', value = ''] = (await signIn(url, ADMIN)).split('=');
  await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(`${url}/p/${world.page}/inbox?thread=${thread}`);
  const log = page.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Before the fall')).toBeVisible();
  await page.getByLabel('Your reply').fill('half an ans');

  server.process.kill('SIGKILL');
  await expect(page.getByText('The connection is lost.')).toBeVisible();
  await expect(page.getByText('Offline')).toBeVisible();
  await expectAccessible(page, 'the connection is lost');

  server = await start(data, new URL(url).host);
  const back = Date.now();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  expect(Date.now() - back).toBeLessThan(3_000);
  await world.writes('c-1', 'Ines Moreau', 'After the fall');
  await expect(log.getByText('After the fall')).toBeVisible();
  await expect(page.getByText('The connection is lost.')).toBeHidden();
  await expect(log.getByText('Before the fall')).toHaveCount(1);
  await expect(page.getByLabel('Your reply')).toHaveValue('half an ans');
  server.process.kill('SIGTERM');
  fs.rmSync(folder, { recursive: true, force: true });
});
