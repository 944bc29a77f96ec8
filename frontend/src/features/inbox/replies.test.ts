import { expect, test } from 'vitest';
import type { ThreadRowFragment } from '../../gen/graphql';
import { expand, find } from './replies';
import { isUnread } from './seen';

const replies = [
  { id: '1', title: 'Thanks', text: 'Thank you for writing!', shortcut: 'ty' },
  { id: '2', title: 'Hours', text: 'Nine to six.', shortcut: null },
];

test('a shortcut at the caret is written out, and nothing else is', () => {
  expect(expand('/ty', 3, replies)).toBe('Thank you for writing!');
  expect(expand('Hi Ada, /TY see you', 11, replies)).toBe('Hi Ada, Thank you for writing! see you');
  expect(expand('1/ty', 4, replies)).toBe(null);
  expect(expand('/no', 3, replies)).toBe(null);
  expect(expand('/ty', 2, replies)).toBe(null);
});

test('a reply is found by its shortcut, title or text', () => {
  expect(find(replies, 'TY').map((it) => it.id)).toEqual(['1']);
  expect(find(replies, 'six').map((it) => it.id)).toEqual(['2']);
  expect(find(replies, ' ')).toHaveLength(2);
});

test('what was read here is read until the customer writes again', () => {
  const thread = (at: string, unreadCount: number) =>
    ({ id: '1', lastCustomerMessageAt: at, unreadCount }) as ThreadRowFragment;
  const marks = new Map([['1', { isRead: true, at: '2026-01-01T10:00:00Z' }]]);
  expect(isUnread(thread('2026-01-01T10:00:00Z', 3), marks)).toBe(false);
  expect(isUnread(thread('2026-01-01T10:00:01Z', 4), marks)).toBe(true);
  expect(isUnread(thread('2026-01-01T10:00:00Z', 0), new Map())).toBe(false);
  expect(
    isUnread(
      thread('2026-01-01T10:00:00Z', 0),
      new Map([['1', { isRead: false, at: '2026-01-01T10:00:00Z' }]]),
    ),
  ).toBe(true);
});
