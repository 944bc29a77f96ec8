import { expect, test } from 'vitest';
import { pace, SPAN, STEP } from './pace';

const now = Date.parse('2026-01-02T10:01:00Z');
const at = (time: string) => Date.parse(`2026-01-02T${time}Z`);

test('an hour is twenty steps, and each moment is in its own', () => {
  const points = pace([at('10:00:30'), at('10:00:59'), at('09:59:59'), at('08:00:00')], now, 0);
  expect(points).toHaveLength(SPAN / STEP);
  expect(points.at(-1)).toEqual({ from: at('10:00:00'), count: 2 });
  expect(points.at(-2)).toEqual({ from: at('09:57:00'), count: 1 });
  expect(points.reduce((sum, it) => sum + it.count, 0)).toBe(3);
});

test('of what is known from some moment on, whole steps alone are shown', () => {
  const points = pace([at('09:55:30'), at('09:58:00')], now, at('09:55:00'));
  expect(points.map((it) => it.count)).toEqual([1, 0]);
  expect(points[0]?.from).toBe(at('09:57:00'));
});
