// How a test gets to what it looks at.
import type { Page } from '@playwright/test';
import type { Shop } from './fixtures.ts';

/** Its name, where it is, how it is opened, and by whom if not by the administrator. */
export type State = [string, (shop: Shop) => string, (page: Page) => Promise<unknown>, string?];

export const at = (path: string) => (it: Shop) => `/p/${it.page}${path}`;
export const thread = (id: string) => (it: Shop) => `/p/${it.page}/inbox?thread=${it.threads[id]}`;
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
export const dialog = (page: Page) => page.getByRole('dialog');
export const isOpen = (page: Page) => dialog(page).waitFor();
export const isRefused = (page: Page) => page.getByRole('alert').first().waitFor();
export const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** A dialog behind a button, as it opens. */
export const behind = (name: string) => async (page: Page) => {
  await press(page, name);
  await isOpen(page);
};
