import { expect, test } from 'vitest';
import type { ThreadRowFragment } from '../../gen/graphql';
import { belongs as belongsTo, type ListFilter, toServer } from './filter';
import { admit, append, empty, shift, update } from './window';

const thread = (id: string, at: number, change: Partial<ThreadRowFragment> = {}): ThreadRowFragment => ({
  id,
  customer: { id: `c-${id}`, name: null, locale: null },
  control: { state: 'IDLE', epoch: 0, since: '', expiresAt: null, owner: null },
  requests: [],
  folder: 'GENERAL',
  isDone: false,
  lastActivityAt: new Date(at).toISOString(),
  lastCustomerMessageAt: null,
  unansweredSince: null,
  referral: null,
  ...change,
});
const entrances = [{ id: 'e1', source: 'AD' as const, key: 'spring' }];
const belongs = (it: ThreadRowFragment, filter: ListFilter, isListed: boolean) =>
  belongsTo(it, filter, isListed, entrances);
const ids = (rows: { id: string }[]) => rows.map((it) => it.id);
const list = append(empty, { nodes: [thread('2', 20), thread('1', 10)], hasMore: true });

test('a thread that moved between two pages stands in the list once', () => {
  const more = append(list, { nodes: [thread('1', 10), thread('0', 5)], hasMore: false });
  expect(ids(more.rows)).toEqual(['2', '1', '0']);
  expect([more.parts, more.hasMore]).toEqual([2, false]);
});

test('at rest the list is put in order at once', () => {
  expect(ids(update(list, thread('1', 30), true, true).rows)).toEqual(['1', '2']);
  expect(ids(update(list, thread('3', 30), true, true).rows)).toEqual(['3', '2', '1']);
});

test('while somebody reads nothing moves, and what is new waits', () => {
  const changed = update(list, thread('1', 30, { isDone: true }), true, false);
  expect(ids(changed.rows)).toEqual(['2', '1']);
  expect(changed.rows[1]?.isDone).toBe(true);
  const arrived = update(list, thread('3', 30), true, false);
  expect([ids(arrived.rows), ids(arrived.waiting)]).toEqual([['2', '1'], ['3']]);
  expect(ids(admit(arrived).rows)).toEqual(['3', '2', '1']);
  expect(admit(arrived).waiting).toEqual([]);
});

test('what belongs no more goes, wherever it stands', () => {
  expect(ids(update(list, thread('1', 30), false, false).rows)).toEqual(['2']);
  const waiting = update(list, thread('3', 30), true, false);
  expect(update(waiting, thread('3', 40), false, false).waiting).toEqual([]);
  expect(update(list, thread('9', 40), false, true)).toBe(list);
});

test('folders are what the server calls them', () => {
  const main = thread('1', 1, { folder: 'MAIN' });
  const done = thread('1', 1, { isDone: true });
  expect(belongs(main, { folder: 'main' }, false)).toBe(true);
  expect(belongs(main, { folder: 'general' }, false)).toBe(false);
  expect(belongs(done, { folder: 'main' }, true)).toBe(false);
  expect(belongs(done, { folder: 'all' }, false)).toBe(true);
  expect(toServer({ folder: 'done', owner: 'nobody', q: ' ada ' })[0]).toEqual({
    isDone: true,
    state: 'IDLE',
    search: 'ada',
  });
});

test('a search lets in only what the server found', () => {
  expect(belongs(thread('1', 1), { folder: 'all', q: 'ada' }, false)).toBe(false);
  expect(belongs(thread('1', 1), { folder: 'all', q: 'ada' }, true)).toBe(true);
});

test('who waits, and how they came, is told by the thread itself', () => {
  const waits = thread('1', 1, { unansweredSince: '2026-01-01T00:00:00Z' });
  expect(belongs(waits, { folder: 'all', unanswered: 'yes' }, false)).toBe(true);
  expect(belongs(thread('1', 1), { folder: 'all', unanswered: 'yes' }, true)).toBe(false);
  const came = thread('1', 1, { referral: { source: 'AD', key: 'spring' } });
  expect(belongs(came, { folder: 'all', through: 'e1' }, false)).toBe(true);
  expect(belongs(thread('1', 1), { folder: 'all', through: 'e1' }, true)).toBe(false);
  expect(belongs(came, { folder: 'all', through: 'unknown' }, true)).toBe(true);
  expect(belongs(came, { folder: 'all', through: 'unknown' }, false)).toBe(false);
  expect(toServer({ folder: 'all', through: 'e1', unanswered: 'yes' })[0]).toEqual({
    entryPointId: 'e1',
    isUnanswered: true,
  });
});

test('what is read stays where it is when rows above it come or leave', () => {
  const rows = (text: string) => [...text].map((id) => ({ id }));
  expect(shift(rows('abcd'), rows('xyabcd'), 1)).toBe(2);
  expect(shift(rows('abcd'), rows('bcd'), 2)).toBe(-1);
  expect(shift(rows('abcd'), rows('abd'), 2)).toBe(-1);
  expect(shift(rows('abcd'), rows('abcx'), 1)).toBe(0);
  expect(shift(rows('abcd'), rows('wxyz'), 1)).toBe(0);
});
