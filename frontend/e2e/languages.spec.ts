import { enter, expect, shop, test } from './fixtures.ts';
import { screens } from './screens.ts';
import { ADMIN } from './world.ts';

for (const [locale, inbox, button] of [
  ['ja', '受信箱', '日本語'],
  ['zh-Hant', '收件匣', '繁體中文'],
] as const) {
  test(`every screen speaks ${locale}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.goto(`${shop().url}/sign-in`);
    await page.getByRole('button', { name: button }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await enter(page, ADMIN);
    for (const [, path] of screens(shop())) {
      await page.goto(shop().url + path);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await expect(page.getByRole('link', { name: inbox }).first()).toBeVisible();
      // A customer's words are in the customer's language, whatever ours is.
      const nav = await page.getByRole('navigation').innerText();
      expect(nav.replace(/Kite Shop|Messenger|API|Webhook/g, '')).not.toMatch(/[a-z]{3,}/);
    }
  });
}
