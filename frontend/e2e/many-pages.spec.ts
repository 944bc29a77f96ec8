// More pages than a list takes at once: each is reached by name, by leafing, and by its address.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { start } from './setup.ts';
import { ADMIN, ask, makeWorld, signIn } from './world.ts';

const PAGES = 120;

test('every one of 120 pages can be reached', async ({ page }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-pages-'));
  const server = await start(path.join(folder, 'data'));
  const { url } = server;
  const world = await makeWorld(url, server.code);
  const cookie = await signIn(url, ADMIN);
  const ids: string[] = [];
  for (let number = 1; number <= PAGES; number += 1) {
    const made = await ask<{ createPage: { page: { id: string } } }>(
      url,
      cookie,
      `mutation { createPage(input: {name: "Branch ${number}", platform: WEB}) { page { id } userErrors { code } } }`,
    );
    ids.push(made.createPage.page.id);
  }
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(`${url}/p/${world.page}`);
  const switcher = page.getByRole('button', { name: 'Change the page' });
  await expect(switcher).toContainText('Kite Shop');

  await switcher.click();
  await page.getByRole('menuitem', { name: 'Find a page…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Find a page' });
  await expect(dialog.getByLabel('Search pages')).toBeFocused();
  await dialog.getByLabel('Search pages').fill('117');
  await dialog.getByRole('link', { name: /^Branch 117/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`${url}/p/${ids[116]}`);
  await expect(switcher).toContainText('Branch 117');
  await page.getByRole('link', { name: 'Page settings' }).click();
  await expect(page).toHaveURL(`${url}/p/${ids[116]}/settings`);

  // It is where one comes back to, and what keys lead to.
  await page.goto(`${url}/`);
  await expect(page).toHaveURL(`${url}/p/${ids[116]}`);
  await page.keyboard.press('Control+k');
  await page.getByLabel('Where to?').fill('branch 119');
  await page.getByRole('button', { name: /^Branch 119/ }).click();
  await expect(switcher).toContainText('Branch 119');

  await switcher.click();
  await page.getByRole('menuitem', { name: 'Find a page…' }).click();
  const rows = dialog.getByRole('listitem');
  await expect(rows).toHaveCount(50);
  await expectAccessible(page, 'pages to choose from');
  await dialog.getByRole('button', { name: 'More pages' }).click();
  await expect(rows).toHaveCount(100);
  await dialog.getByRole('button', { name: 'More pages' }).click();
  await expect(rows).toHaveCount(PAGES + 1);
  await expect(dialog.getByRole('button', { name: 'More pages' })).toHaveCount(0);
  await dialog.getByLabel('Search pages').fill('Kiosk');
  await expect(dialog.getByText('No page is found by that')).toBeVisible();
  await expectAccessible(page, 'no page is found');
  await dialog.getByRole('button', { name: 'Show all' }).click();
  await expect(rows).toHaveCount(50);
  server.process.kill('SIGTERM');
  fs.rmSync(folder, { recursive: true, force: true });
});
