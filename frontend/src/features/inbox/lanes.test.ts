import { expect, test } from 'vitest';
import type { ThreadRowFragment } from '../../gen/graphql';
import { isHeldBy, toServer } from './filter';
import { drain, isOpen, isSpent, type Lane, lanesOf } from './lanes';

const row = (id: number) =>
  ({ id: String(id), lastActivityAt: new Date(id).toISOString() }) as ThreadRowFragment;
const lane = (ids: number[], hasMore = false): Lane => ({
  filter: {},
  nodes: ids.map(row),
  after: null,
  hasMore,
});
const ids = (of: { rows: ThreadRowFragment[] }) => of.rows.map((it) => Number(it.id));

test('one list is told as it is', () => {
  const told = drain([lane([9, 7, 5], true)]);
  expect(ids(told)).toEqual([9, 7, 5]);
  expect(told.lanes.every(isSpent)).toBe(true);
});

test('several are told as one, as far as it is known what comes next', () => {
  const told = drain([lane([9, 6, 2]), lane([8, 7], true), lane([])]);
  // The second list may go on with a 6 of its own.
  expect(ids(told)).toEqual([9, 8, 7]);
  expect(told.lanes.map(isOpen)).toEqual([true, true, false]);
  const [first, second, third] = told.lanes;
  if (!first || !second || !third) throw new Error('a list is lost');
  const rest = drain([first, { ...second, nodes: [row(3)], hasMore: false }, third]);
  expect(ids(rest)).toEqual([6, 3, 2]);
  expect(rest.lanes.some(isOpen)).toBe(false);
});

test('lists that are not read yet tell nothing, and no lists are an empty one', () => {
  expect(ids(drain(lanesOf([{}, {}])))).toEqual([]);
  expect(lanesOf([{}]).some(isOpen)).toBe(true);
  expect(drain([])).toEqual({ rows: [], lanes: [] });
});

test('who asks is asked for app by app, and whoever of them holds it in one go', () => {
  expect(toServer({ folder: 'all', asked: 'yes' }, ['1', '2'])).toEqual([
    { requestedById: '1' },
    { requestedById: '2' },
  ]);
  expect(toServer({ folder: 'all', owner: 'apps' })).toEqual([{ state: 'CONTROLLED' }]);
  const held = (owner: unknown) => ({ control: { state: 'CONTROLLED', owner } }) as ThreadRowFragment;
  expect(isHeldBy(held({ __typename: 'App', id: '1', name: 'Bot' }), 'apps')).toBe(true);
  expect(isHeldBy(held({ __typename: 'Inbox', id: '2', name: 'Inbox' }), 'apps')).toBe(false);
});
