// Pictures of every screen, for people to look at: `make shots`. No test by itself.
import fs from 'node:fs';
import type { Page } from '@playwright/test';
import { enter, shop, test } from './fixtures.ts';
import { screens } from './screens.ts';
import { ADMIN } from './world.ts';

/** A picture in half the bytes: the browser takes PNGs, and writes WebP. */
async function shoot(page: Page, path: string) {
  const png = (await page.screenshot()).toString('base64');
  const webp = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.92).split(',')[1] ?? '';
  }, png);
  fs.writeFileSync(path, Buffer.from(webp, 'base64'));
}

test.skip(!process.env.SHOTS, 'only when pictures are asked for');
test.use({ viewport: { width: 1440, height: 900 } });

for (const theme of ['light', 'dark'] as const) {
  test(`pictures in ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    const only = process.env.ONLY?.split(',');
    const shot = (name: string) => shoot(page, `${process.env.SHOTS}/${name}-${theme}.webp`);
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
