import { expect, test } from 'vitest';
import { merge } from './merge';
import { pretty } from './pretty';
import { since } from './span';

test('a body is shown in lines if it is JSON, and as it came if it is not', () => {
  expect(pretty('{"text":"Gr\\u00fc\\u00dfe"}')).toBe('{\n  "text": "Grüße"\n}');
  expect(pretty('<b>no</b>')).toBe('<b>no</b>');
});

test('a span of time is the same question for a minute', () => {
  const now = Date.parse('2026-01-02T10:20:30Z');
  expect(since('hour', now)).toBe('2026-01-02T09:20:00.000Z');
  expect(since('hour', now + 20_000)).toBe(since('hour', now));
  expect(since('week', now)).toBe('2025-12-26T10:20:00.000Z');
});

test('what is listed changes in its place, and what is new waits', () => {
  const row = (id: string, status = 'DELIVERED') => ({ id, status });
  const listed = [row('3', 'WAITING'), row('2')];
  const merged = merge(listed, [row('5'), row('4'), row('3'), row('2')]);
  expect(merged.rows).toEqual([row('3'), row('2')]);
  expect(merged.fresh).toEqual([row('5'), row('4')]);
});
