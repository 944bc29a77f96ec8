import type { MenuItemInput } from '../../gen/graphql';

/** A line of a menu while it is being written. */
export type Draft = { key: string; title: string; value: string; isUrl: boolean };

export function toInput(items: readonly Draft[]): MenuItemInput[] {
  return items.map(({ title, value, isUrl }) => ({
    title: title.trim(),
    ...(isUrl ? { url: value.trim() } : { payload: value.trim() }),
  }));
}
