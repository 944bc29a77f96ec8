// `baton demo`: what newcomers see first.
import { spawn } from 'node:child_process';
import { expect, test } from './fixtures.ts';
import { binary } from './setup.ts';

// It is a server of its own, which the clean console of the other tests does not know.
test.use({ allowed: /^asked of http:\/\/127\.0\.0\.1:/ });

test('whoever opens the demo sees control move within five seconds', async ({ page }) => {
  const demo = spawn(binary, ['demo'], {
    env: { BATON_LISTEN: '127.0.0.1:0', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((done) => demo.on('exit', done));
  try {
    let said = '';
    const [, address = '', email = '', password = ''] = await new Promise<RegExpExecArray>((done, failed) => {
      demo.on('exit', () => failed(new Error(`the demo ended: ${said}`)));
      demo.stdout.on('data', (data) => {
        said += data;
        const told = /Open +(http:\S+)\s+Sign in +(\S+)\s+Password +(\S+)/.exec(said);
        if (told) done(told);
      });
    });
    await page.goto(address);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Live timeline' }).click();
    await page.getByRole('button', { name: 'Control', exact: true }).click();
    const newest = page.getByRole('list', { name: 'Events' }).getByRole('listitem').first();
    const before = await newest.textContent();
    await expect(newest).not.toHaveText(before ?? '', { timeout: 5_000 });
  } finally {
    demo.kill('SIGTERM');
    await ended;
  }
});
