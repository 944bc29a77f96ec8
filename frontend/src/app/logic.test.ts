import { expect, test } from 'vitest';
import { standing, WINDOW } from '../features/inbox/standing';
import { unitOf } from '../features/page/unit';
import { safeTarget } from '../features/sign-in/target';
import type { ThreadRowFragment } from '../gen/graphql';
import { initials } from '../ui/owner';
import { pause } from './connection';
import { pickLocale } from './i18n';
import { onceEach } from './live';
import { isTyping } from './shortcuts';
import { ago, span } from './time';

test('the chosen language wins, then the first of the browser that we speak', () => {
  expect(pickLocale('ja', ['en'])).toBe('ja');
  expect(pickLocale('tlh', ['fr', 'zh-TW', 'en'])).toBe('zh-Hant');
  expect(pickLocale(null, ['zh-CN', 'ja-JP'])).toBe('ja');
  expect(pickLocale(null, ['fr'])).toBe('en');
});

test('after signing in one stays on this site', () => {
  expect(safeTarget('/p/1/inbox?thread=2')).toBe('/p/1/inbox?thread=2');
  for (const bad of [
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/sign-in?to=/',
  ])
    expect(safeTarget(bad)).toBe('/');
});

test('an event that a reconnect brings again is let through once', () => {
  const isNew = onceEach();
  expect([isNew('a', 1), isNew('a', 2), isNew('a', 1), isNew('a', 2), isNew('b', 1), isNew('a', 3)]).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
  ]);
});

test('pauses between tries grow, end, and differ', () => {
  expect(pause(0, 0.5)).toBe(250);
  expect(pause(20, 1)).toBeLessThan(2_500);
  expect(pause(3, 0)).toBeLessThan(pause(3, 1));
});

test('a key belongs to a text that is being typed or converted', () => {
  const press = (target: HTMLElement, init: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key: 'j', bubbles: true, ...init });
    document.body.append(target);
    target.dispatchEvent(event);
    return isTyping(event);
  };
  expect(press(document.createElement('button'))).toBe(false);
  expect(press(document.createElement('textarea'))).toBe(true);
  expect(press(document.createElement('button'), { isComposing: true })).toBe(true);
});

test('times are words of the reader', () => {
  const now = Date.parse('2026-01-02T00:00:00Z');
  expect(ago('2026-01-01T23:59:55Z', now, 'en')).toBe('now');
  expect(ago('2026-01-01T23:57:00Z', now, 'en')).toBe('3 min. ago');
  expect(ago('2026-01-01T23:57:00Z', now, 'ja')).toContain('3 分前');
  expect(span(86_400_000 + 3_600_000, 'en')).toBe('1d 1h');
  expect(span(-5, 'en')).toBe('0s');
});

test('a span of seconds has the largest unit that fits', () => {
  expect([86_400, 7_200, 90, 60].map(unitOf)).toEqual([86_400, 3_600, 1, 60]);
});

test('names are shortened as they are written', () => {
  expect([
    initials('Ada Okafor'),
    initials('ada'),
    initials('山田 さくら'),
    initials('陳怡君'),
    initials(''),
  ]).toEqual(['AO', 'A', '山', '陳', '?']);
});

test('people can answer what they hold, take by answering, and not after the window has closed', () => {
  const now = Date.parse('2026-01-02T00:00:00Z');
  const thread = {
    control: { owner: null },
    isDone: false,
    lastCustomerMessageAt: '2026-01-01T12:00:00Z',
  } as unknown as ThreadRowFragment;
  const ours = { ...thread, control: { owner: { __typename: 'Inbox' } } } as unknown as ThreadRowFragment;
  expect(standing(thread, true, true, now).kind).toBe('takes');
  expect(standing({ ...thread, isDone: true }, true, true, now).kind).toBe('done');
  expect(standing(ours, true, true, now).kind).toBe('ours');
  expect(standing(ours, true, true, now + WINDOW).kind).toBe('closed');
  expect(standing(ours, false, true, now + WINDOW).kind).toBe('ours');
  expect(standing(ours, false, false, now).kind).toBe('forbidden');
});
