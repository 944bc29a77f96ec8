// Every screen can be read and used by everybody: in both themes, with what opens above it, and on a narrow window.
import { violations } from './axe.ts';
import { enter, expect, shop, test } from './fixtures.ts';
import { screens } from './screens.ts';
import { states } from './states.ts';
import { ADMIN } from './world.ts';

// Some of it is that something is refused, or is not there.
test.use({ colorScheme: 'light', allowed: /40[14]/ });

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

for (const [area, opened] of Object.entries(states)) {
  test(`so is what opens on ${area}`, async ({ page }) => {
    test.setTimeout(300_000);
    const found: string[] = [];
    for (const [name, path, open, email] of opened) {
      await enter(page, email ?? ADMIN);
      await page.goto(shop().url + path(shop()));
      await test.step(name, () => open(page));
      found.push(...(await violations(page, name)));
    }
    expect(found).toEqual([]);
  });
}

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
