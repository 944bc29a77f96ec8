// Pictures of every screen, for people to look at: `npm run shots`. No test by itself.
import { enter, shop, test } from './fixtures.ts';
import { screens } from './screens.ts';
import { ADMIN } from './world.ts';

test.skip(!process.env.SHOTS, 'only when pictures are asked for');

const themes = ['light', 'dark'] as const;

for (const theme of themes) {
  test(`pictures in ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`${shop().url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.screenshot({ path: `${process.env.SHOTS}/sign-in-${theme}.png` });
    await enter(page, ADMIN);
    for (const [name, path, text] of screens(shop())) {
      if (process.env.ONLY && !process.env.ONLY.split(',').includes(name)) continue;
      await page.goto(shop().url + path);
      await page
        .getByText(text)
        .first()
        .waitFor({ timeout: 8_000 })
        .catch(() => undefined);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${theme}.png` });
    }
  });
}
