// What opens above the screens on people, what they did, and their own preferences.
import { dialog, isRefused, press, type State, says } from './ways.ts';
import { PASSWORD } from './world.ts';

export const people: State[] = [
  [
    'entry of the audit log',
    () => '/audit',
    async (page) => {
      const entry = page.getByRole('list', { name: 'Entries' }).getByRole('button').first();
      await entry.click();
    },
  ],
  ['audit log refused', () => '/audit', isRefused, 'lin@example.org'],
  [
    'invitation refused',
    () => '/team',
    async (page) => {
      await press(page, 'Invite');
      await dialog(page).getByLabel('Name').fill('Mo again');
      await dialog(page).getByLabel('Email address').fill('mo@example.org');
      await press(page, 'Make an invitation');
      await isRefused(page);
    },
  ],
  [
    'invitation, shown',
    () => '/team',
    async (page) => {
      await press(page, 'Invite');
      await dialog(page).getByLabel('Name').fill('Zoe Ito');
      await dialog(page).getByLabel('Email address').fill(`${crypto.randomUUID()}@example.org`);
      await press(page, 'Make an invitation');
      await says(page, 'I have sent it');
    },
  ],
  [
    'invitation that is no good',
    () => '/invitation/of-nothing',
    (page) => says(page, 'This invitation is no good'),
  ],
  ['nobody found', () => '/team?q=no-such-person', (page) => says(page, 'Nobody is found by that')],
  ['team refused', () => '/team', isRefused, 'mo@example.org'],
  [
    'key that is taken',
    () => '/preferences',
    async (page) => {
      await page.getByRole('button', { name: /^Reply: / }).click();
      await page.keyboard.press('j');
      await isRefused(page);
    },
  ],
  [
    'password refused',
    () => '/preferences',
    async (page) => {
      await page.getByLabel('Current password').fill('not the password');
      await page.getByLabel('New password').fill('another password');
      await press(page, 'Change the password');
      await isRefused(page);
    },
  ],
  [
    'enrolment',
    () => '/preferences',
    async (page) => {
      await page.getByLabel('Your password').fill(PASSWORD);
      await press(page, 'Set up…');
      await page.getByRole('img', { name: 'QR code' }).waitFor();
    },
  ],
];
