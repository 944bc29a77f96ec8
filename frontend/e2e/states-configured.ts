// What opens above the screens on which people set things up.
import { type Shop, shop } from './fixtures.ts';
import { at, behind, dialog, isRefused, press, type State, says } from './ways.ts';

const desk = (it: Shop) => `/p/${it.page}/apps/${it.desk.id}`;
const hook = (it: Shop) => `/p/${it.page}/webhooks/${it.survey.id}`;

const apps: State[] = [
  ['new app', at('/apps'), behind('New app')],
  [
    'new app refused',
    at('/apps'),
    async (page) => {
      await press(page, 'New app');
      await dialog(page).getByLabel('Name').fill('FAQ Bot');
      await dialog(page).getByLabel('Id', { exact: true }).fill(shop().bot.id);
      await press(page, 'Create');
      await isRefused(page);
    },
  ],
  [
    'secret of a new app',
    at('/apps'),
    async (page) => {
      await press(page, 'New app');
      await dialog(page).getByLabel('Name').fill('Spare');
      await press(page, 'Create');
      await says(page, "The app's secret");
    },
  ],
  ['nothing found', at('/apps?q=no-such-app'), (page) => says(page, 'No app is found by that')],
  ['what it hears', desk, behind('What it hears…')],
  ['removal', desk, behind('Remove from the page…')],
  [
    'token',
    desk,
    async (page) => {
      await press(page, 'Page token…');
      await press(page, 'Make a token');
      await says(page, 'Its id, to revoke it');
    },
  ],
  [
    'revocation refused',
    desk,
    async (page) => {
      await page.getByLabel('Id of the token').fill('no-such-token');
      await press(page, 'Revoke');
      await isRefused(page);
    },
  ],
];

const webhooks: State[] = [
  [
    'delivery',
    hook,
    async (page) => {
      await page.getByRole('list', { name: 'Deliveries' }).getByRole('button').first().click();
      await says(page, 'out of order');
    },
  ],
  [
    'no such delivery',
    (it) => `${hook(it)}?delivery=wh_1`,
    (page) => says(page, 'There is no such delivery'),
  ],
  ['nothing matches', (it) => `${hook(it)}?conversation=1`, (page) => says(page, 'Nothing matches')],
  ['endpoint', hook, behind('Change…')],
  [
    'endpoint refused',
    hook,
    async (page) => {
      await press(page, 'Change…');
      await page.getByLabel('Address').fill(`${shop().hook}/mute`);
      await press(page, 'Ask and save');
      await isRefused(page);
    },
  ],
  [
    'test event, answered',
    hook,
    async (page) => {
      await press(page, 'Send a test event…');
      await press(page, 'Send');
      await dialog(page).getByText('500', { exact: true }).first().waitFor();
    },
  ],
  ['redelivery', hook, behind('Send again…')],
  [
    'redelivery under way or done',
    hook,
    async (page) => {
      await press(page, 'Send again…');
      await press(page, 'Send again');
      await dialog(page).getByRole('status').waitFor();
    },
  ],
  ['new secret', hook, behind('New secret…')],
  [
    'new secret, shown',
    hook,
    async (page) => {
      await press(page, 'New secret…');
      await press(page, 'Make a new secret');
      await says(page, 'I have kept it');
    },
  ],
  [
    'not for everybody',
    at('/webhooks'),
    (page) => says(page, 'Webhooks are for administrators'),
    'mo@example.org',
  ],
];

const page: State[] = [
  [
    'effect, not confirmed',
    at('/receiver'),
    async (page) => {
      await page.getByRole('radio', { name: /Nobody/ }).click();
      await says(page, 'What this changes');
      await press(page, 'Have no primary receiver');
      await isRefused(page);
    },
  ],
  [
    'entry point refused',
    at('/entry-points'),
    async (page) => {
      await page.getByLabel('Id of the customer').fill('no customer');
      await press(page, 'Try');
      await isRefused(page);
    },
  ],
  [
    'dry run',
    at('/entry-points'),
    async (page) => {
      await press(page, 'Try');
      await says(page, 'Who hears of it');
    },
  ],
  [
    'menu refused',
    at('/menu'),
    async (page) => {
      await press(page, 'Add an item');
      await press(page, 'Save');
      await isRefused(page);
    },
  ],
  [
    'settings refused, with what they change',
    at('/settings'),
    async (page) => {
      await page.getByLabel('Unit of time').selectOption('days');
      await page.getByLabel('Let go after').fill('9');
      await press(page, 'Save');
      await isRefused(page);
    },
  ],
  [
    'people to find',
    at('/settings'),
    async (page) => {
      await page.getByRole('combobox', { name: 'Person to add' }).click();
      await page.getByRole('listbox', { name: 'Person to add' }).getByRole('option').first().waitFor();
    },
  ],
  [
    'needs a task',
    at('/entry-points'),
    (page) => says(page, 'It needs the task “Manage”'),
    'lin@example.org',
  ],
];

export const configured: Record<string, State[]> = {
  'the apps': apps,
  'the webhooks': webhooks,
  "a page's configuration": page,
};
