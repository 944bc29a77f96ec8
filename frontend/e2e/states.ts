// What opens above the screens, or is said on them: menus, dialogs, drawers and refusals, each with the way to it. Those that
// need more than a click (an endpoint that is gone, a lost connection, a second factor) are looked at where that is tested.

import { shop } from './fixtures.ts';
import { configured } from './states-configured.ts';
import { people } from './states-people.ts';
import { at, behind, dialog, isOpen, isRefused, press, type State, says, thread } from './ways.ts';

const shell: State[] = [
  [
    'account menu',
    at(''),
    async (page) => {
      await page.getByRole('button', { name: /Account of/ }).click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'pages menu',
    at(''),
    async (page) => {
      await page.getByRole('button', { name: 'Change the page' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  ],
  [
    'palette',
    at(''),
    async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Where to?').waitFor();
    },
  ],
  [
    'help',
    at('/timeline'),
    async (page) => {
      await says(page, 'Ines Moreau');
      await page.keyboard.press('?');
      await isOpen(page);
    },
  ],
  [
    'page refused',
    () => '/#new',
    async (page) => {
      await page.getByLabel('Name').fill('Kite Shop');
      await page.getByLabel('Id', { exact: true }).fill(shop().page);
      await press(page, 'Create the page');
      await isRefused(page);
    },
  ],
];

const inbox: State[] = [
  ['pass', thread('c-1003'), behind('Pass…')],
  [
    'chosen, and whom to pass them to',
    at('/inbox'),
    async (page) => {
      await page.getByRole('checkbox').first().check({ force: true });
      await page.getByRole('toolbar').getByRole('button', { name: 'Pass…' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  ],
  [
    'saved replies',
    thread('c-1003'),
    async (page) => {
      await press(page, 'Saved replies');
      await page.getByRole('menuitem').first().waitFor();
    },
  ],
  [
    'all saved replies',
    thread('c-1003'),
    async (page) => {
      await press(page, 'Saved replies');
      await page.getByRole('menuitem', { name: 'All saved replies…' }).click();
      await isOpen(page);
    },
  ],
  [
    'saved reply refused',
    thread('c-1003'),
    async (page) => {
      await press(page, 'Saved replies');
      await page.getByRole('menuitem', { name: 'All saved replies…' }).click();
      await dialog(page).getByRole('button', { name: 'New saved reply' }).click();
      await dialog(page).getByLabel('Title').fill('Hello');
      await dialog(page).getByLabel('Shortcut').fill('a-word-that-has-more-letters-than-a-word');
      await dialog(page).getByLabel('What it says').fill('   ');
      await dialog(page).getByRole('button', { name: 'Save' }).click();
      await isRefused(page);
    },
  ],
  ['nothing found', at('/inbox?q=nobody-of-that-name'), (page) => says(page, 'No conversation matches')],
  ['no such conversation', at('/inbox?thread=1'), (page) => says(page, 'There is nothing here')],
  ['not open to one', at('/inbox'), (page) => says(page, 'The inbox is not open to you'), 'lin@example.org'],
  ['taken by an app', thread('c-1001'), (page) => page.getByRole('button', { name: 'Take over' }).waitFor()],
  [
    'drawer',
    thread('c-1003'),
    async (page) => {
      await press(page, 'What the API has of this conversation');
      await says(page, '"id"');
    },
  ],
];

const timelines: State[] = [
  [
    'event on the page',
    at('/timeline'),
    async (page) => {
      await page.getByRole('list', { name: 'Events' }).getByRole('button').first().click();
      await page.getByRole('group', { name: 'The whole event' }).waitFor();
    },
  ],
  ['no such event', at('/timeline?event=bm90aGluZw'), isRefused],
  [
    'list',
    (it) => `/p/${it.page}/threads/${it.threads['c-1003']}?view=list`,
    (page) => says(page, 'Replacement sent'),
  ],
  [
    'JSON',
    (it) => `/p/${it.page}/threads/${it.threads['c-1003']}?view=json`,
    (page) => says(page, '"__typename"'),
  ],
  [
    'event with deliveries',
    (it) => `/p/${it.page}/threads/${it.threads['c-1003']}`,
    async (page) => {
      await page.getByRole('button', { name: /passed by its owner.*Replacement sent/ }).click();
      await page.getByRole('link', { name: 'Delivery' }).first().waitFor();
    },
  ],
];

export const states: Record<string, State[]> = {
  'every screen': shell,
  'the inbox': inbox,
  'the timelines': timelines,
  ...configured,
  'people and what they did': people,
};
