// Pictures of every screen, for people to look at: `make shots`. No test by itself.
import { enter, shop, test } from './fixtures.ts';
import { screens } from './screens.ts';
import { ADMIN } from './world.ts';

test.skip(!process.env.SHOTS, 'only when pictures are asked for');
test.use({ viewport: { width: 1440, height: 900 } });

for (const theme of ['light', 'dark'] as const) {
  test(`pictures in ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    const only = process.env.ONLY?.split(',');
    const shot = (name: string) => page.screenshot({ path: `${process.env.SHOTS}/${name}-${theme}.png` });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(`${shop().url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    if (!only) await shot('sign-in');
    await enter(page, ADMIN);
    for (const [name, path, text] of screens(shop())) {
      if (only && !only.includes(name)) continue;
      await page.goto(shop().url + path);
      await page.getByText(text).first().waitFor();
      await page.waitForLoadState('networkidle');
      await shot(name);
    }
  });
}
