import { expect, test } from 'vitest';
import type { AnyEvent } from '../../app/events';
import { concerns, perInterval } from './rate';
import { spans, tenures } from './tenures';

const bot = { __typename: 'App' as const, id: '1', name: 'Bot' };
const inbox = { __typename: 'Inbox' as const, id: '2', name: 'Inbox' };
const at = (sequence: number) => ({
  sequence,
  cursor: String(sequence),
  occurredAt: new Date(sequence * 1_000).toISOString(),
});
const change = (
  sequence: number,
  previousOwner: typeof bot | null,
  newOwner: typeof bot | typeof inbox | null,
): AnyEvent => ({
  __typename: 'ControlChanged',
  ...at(sequence),
  previousOwner,
  newOwner,
  reason: 'TAKE',
  metadata: null,
  epoch: sequence,
  by: null,
});
const wrote = (sequence: number): AnyEvent => ({ __typename: 'MessageReceived', ...at(sequence) });

test('a tenure lasts from one change of control to the next', () => {
  const held = tenures([wrote(1), change(2, null, bot), wrote(3), change(5, bot, inbox)]);
  expect(held.map((it) => [it.who?.name, it.from, it.to, it.events.length])).toEqual([
    [undefined, 1_000, 2_000, 1],
    ['Bot', 2_000, 5_000, 2],
    ['Inbox', 5_000, null, 1],
  ]);
});

test('who held it before what is known is known too', () => {
  expect(tenures([change(7, bot, null)]).map((it) => it.who?.name)).toEqual(['Bot', undefined]);
});

test('spans are shares of the whole, and the shortest can be seen', () => {
  const shown = spans(tenures([change(1, null, bot), change(2, bot, inbox)]), 101_000);
  expect(shown.reduce((sum, it) => sum + it.width, 0)).toBeCloseTo(1);
  expect(shown[0]?.width).toBeGreaterThan(0.01);
  expect(shown[1]?.lasts).toBe(true);
  expect(shown[1]?.start).toBeCloseTo(shown[0]?.width ?? 0);
});

test('events are counted by interval, the newest last', () => {
  expect(perInterval([1, 95, 96, 100, 40], 100, 3, 10)).toEqual([0, 0, 3]);
  expect(perInterval([75, 85, 130], 100, 3, 10)).toEqual([1, 1, 1]);
});

test('somebody is concerned by what they did and by what was done to them', () => {
  expect(concerns(change(1, bot, inbox), '1')).toBe(true);
  expect(concerns(change(1, bot, inbox), '2')).toBe(true);
  expect(concerns(change(1, bot, inbox), '3')).toBe(false);
});
