// WCAG 2.2 AA, as far as a program can tell: every screen in both themes, also with a dialog, a menu or an error open.
import type { Page } from '@playwright/test';
import Axe from 'axe-core';
import { enter, expect, shop, test } from './fixtures.ts';
import { screens } from './screens.ts';
import { ADMIN, PASSWORD } from './world.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Those that a theme can break: it changes colours and nothing else. */
const ofColors = ['color-contrast', 'link-in-text-block'];

/** What is still moving has colours of its own. */
const settle = (page: Page) =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((it) => it.effect?.getComputedTiming().iterations !== Infinity)
        .map((it) => it.finished),
    ),
  );

/** Has axe look, and tells what it complains of. */
async function look(page: Page, name: string, runOnly: string[]) {
  const { violations, passes, incomplete } = await page.evaluate(
    (runOnly) => (window as unknown as { axe: typeof Axe }).axe.run({ runOnly, resultTypes: ['violations'] }),
    runOnly,
  );
  // A look at nothing finds nothing.
  expect(passes.length + incomplete.length).toBeGreaterThan(0);
  return violations.flatMap((it) =>
    it.nodes.map((node) => `${name} ${it.id}: ${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`),
  );
}

/** What is wrong with what is on screen, in the one theme and in the other. */
async function violations(page: Page, name: string) {
  const found: string[] = [];
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(Axe.source);
  await settle(page);
  found.push(...(await look(page, `${name}, light:`, rules)));
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await settle(page);
  found.push(...(await look(page, `${name}, dark:`, ofColors)));
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  if (process.env.TELL) console.log(page.url(), found);
  return found;
}

test.use({ colorScheme: 'light' });

test('every screen is accessible, in both themes', async ({ page }) => {
  test.setTimeout(600_000);
  const found: string[] = [];
  await page.goto(`${shop().url}/sign-in#ticket=of-nothing`);
  await page.getByLabel('Code', { exact: true }).waitFor();
  found.push(...(await violations(page, 'code')));
  await page.goto(`${shop().url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  found.push(...(await violations(page, 'sign-in')));
  await enter(page, ADMIN);
  for (const [name, path, text] of screens(shop())) {
    await page.goto(shop().url + path);
    await page.getByText(text).first().waitFor();
    found.push(...(await violations(page, name)));
  }
  expect(found).toEqual([]);
});

test('so is what opens above them', async ({ page }) => {
  test.setTimeout(300_000);
  const found: string[] = [];
  await enter(page, ADMIN);
  const at = (path: string) => page.goto(`${shop().url}/p/${shop().page}${path}`);
  const check = async (name: string) => found.push(...(await violations(page, name)));
  await at('/apps');
  await page.getByRole('button', { name: 'New app' }).click();
  await page.getByRole('dialog').waitFor();
  await check('dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menu').waitFor();
  await check('menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Where to?').waitFor();
  await check('palette');
  await at(`/webhooks/${shop().survey.id}`);
  await page.getByRole('list', { name: 'Deliveries' }).getByRole('button').first().click();
  await page.getByText('out of order').first().waitFor();
  await check('delivery');
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByLabel('Address').fill(`${shop().hook}/mute`);
  await page.getByRole('button', { name: 'Ask and save' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await check('refused in a dialog');
  await at(`/inbox?thread=${shop().threads['c-1003']}`);
  await page.getByRole('button', { name: 'Pass…' }).click();
  await page.getByRole('dialog').waitFor();
  await check('pass');
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox').first().check({ force: true });
  await page.getByRole('button', { name: 'Saved replies' }).click();
  await page.getByRole('menuitem').first().waitFor();
  await check('chosen, and a menu');
  await page.goto(`${shop().url}/audit`);
  await page.getByRole('list', { name: 'Entries' }).getByRole('button').first().click();
  await check('entry');
  await at('/receiver');
  await page.getByRole('radio', { name: /Nobody/ }).click();
  await page.getByText('What this changes').waitFor();
  await page.getByRole('button', { name: 'Have no primary receiver' }).click();
  await page.getByRole('alert').waitFor();
  await check('effect, not confirmed');
  await at('/settings');
  await page.getByRole('combobox', { name: 'Person to add' }).click();
  await page.getByRole('listbox', { name: 'Person to add' }).getByRole('option').first().waitFor();
  await check('people to find');
  await at(`/threads/${shop().threads['c-1003']}`);
  await page.getByRole('button', { name: 'What the API has of this conversation' }).click();
  await page.getByText('"id"').first().waitFor();
  await check('drawer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await check('help');
  await page.goto(`${shop().url}/preferences`);
  await page.getByRole('button', { name: /^Reply: / }).click();
  await page.keyboard.press('j');
  await page.getByRole('alert').waitFor();
  await check('key that is taken');
  await page.getByRole('button', { name: /^Reply: / }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill('another password');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByRole('alert').waitFor();
  await check('error');
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up…' }).click();
  await page.getByRole('img', { name: 'QR code' }).waitFor();
  await check('enrolment');
  expect(found).toEqual([]);
});

/** What reaches beyond the window though it does not scroll, and what is squeezed until it stands on end. */
function misfits(): string[] {
  const isMeant = (element: Element): boolean => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    if (textOverflow === 'ellipsis' || element.matches('pre, .visually-hidden')) return true;
    if (overflowX === 'auto' && element.scrollWidth > element.clientWidth && element.tagName !== 'MAIN')
      return element.querySelector('table, [href^="#tenure"]') !== null && !element.querySelector('h1');
    return element.parentElement ? isMeant(element.parentElement) : false;
  };
  return [...document.querySelectorAll('main *, section *')]
    .filter((it) => {
      const box = it.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || box.top > 5_000) return false;
      const isSqueezed = box.width < 22 && box.height > 90 && !!it.textContent?.trim();
      return (isSqueezed || box.right > innerWidth + 1) && !isMeant(it);
    })
    .slice(0, 3)
    .map((it) => `${it.tagName} ${it.className} ${it.textContent?.slice(0, 30)}`);
}

test('everything fits in 320 CSS pixels', async ({ page }) => {
  test.setTimeout(400_000);
  await page.setViewportSize({ width: 320, height: 640 });
  await enter(page, ADMIN);
  const wide: string[] = [];
  for (const [name, path, text] of screens(shop())) {
    await page.goto(shop().url + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await page.getByText(text).first().waitFor({ state: 'attached' });
    for (const it of await page.evaluate(misfits)) wide.push(`${name}: ${it}`);
  }
  expect(wide).toEqual([]);
});
