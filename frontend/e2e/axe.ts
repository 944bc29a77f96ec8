// WCAG 2.2 AA, as far as a program can tell, of what is on screen.
import { expect, type Page } from '@playwright/test';
import Axe from 'axe-core';

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
export async function violations(page: Page, name: string) {
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

/** Holds that nothing is wrong with what is on screen, whatever is open above it. */
export const expectAccessible = async (page: Page, name: string) =>
  expect(await violations(page, name)).toEqual([]);
