import { fireEvent, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { actionOf, holderOf, keyOf, ours, parse, pressed } from './keys';
import { setKey, setOn, useShortcuts } from './shortcuts';

afterEach(() => {
  for (const it of Object.keys(ours)) setKey(it as keyof typeof ours, undefined);
  setOn(true);
});

test('no two things have the same key, and each key can be chosen', () => {
  const keys = Object.values(ours);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys)
    expect(key.split(' ').reduce<string | null>((so, it) => pressed(so ?? '', it), '')).toBe(key);
});

test('a key writes one character, alone or after g; g alone waits for the second', () => {
  expect(pressed('', 'ß')).toBe('ß');
  expect(pressed('', 'g')).toBe('g');
  expect(pressed('g', 'r')).toBe('g r');
  expect(pressed('g', 'g')).toBe('g g');
  for (const key of ['Enter', ' ', 'F1', 'Shift', 'Process', '']) expect(pressed('', key)).toBeNull();
});

test('a key that something else has is not free, and what was moved away frees its own', () => {
  expect(holderOf('j', 'reply', {})).toBe('next');
  expect(holderOf('r', 'reply', {})).toBeUndefined();
  expect(holderOf('j', 'reply', { next: 'n' })).toBeUndefined();
  expect(actionOf('r', { reply: 'c' })).toBeUndefined();
  expect(actionOf('c', { reply: 'c' })).toBe('reply');
});

test('of what was kept, only what makes sense counts', () => {
  for (const bad of [null, '', '7', 'null', '[]', '{"reply":7,"nothing":"y","next":"Enter","help":"g"}'])
    expect(parse(bad)).toEqual({});
  expect(parse('{"reply":"c","next":"n"}')).toEqual({ reply: 'c', next: 'n' });
  // Two that were exchanged stay so; one whose key is another's by now goes back to ours.
  expect(parse('{"next":"k","previous":"j"}')).toEqual({ next: 'k', previous: 'j' });
  expect(parse('{"reply":"j","unread":"y"}')).toEqual({ unread: 'y' });
  expect(keyOf('reply', parse('{"reply":"j"}'))).toBe('r');
});

test('what is pressed does what its key is for now, once, and nothing while somebody types', () => {
  const [reply, next, inbox, take] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const there = renderHook(() => useShortcuts({ reply, next, take }));
  // Pairs belong to another part of the screen: their second key is not this one's.
  const shell = renderHook(() => useShortcuts({ inbox, timeline: vi.fn() }));
  const press = (key: string, more = {}) => fireEvent.keyDown(document.body, { key, ...more });
  press('r');
  press('r', { repeat: true });
  expect(reply).toHaveBeenCalledTimes(1);
  press('j');
  press('j', { repeat: true });
  expect(next).toHaveBeenCalledTimes(2);
  press('g');
  press('t');
  expect(take).not.toHaveBeenCalled();
  press('g');
  press('i');
  expect(inbox).toHaveBeenCalledTimes(1);

  setKey('reply', 'g x');
  press('r');
  expect(reply).toHaveBeenCalledTimes(1);
  press('g');
  press('x');
  expect(reply).toHaveBeenCalledTimes(2);

  press('t', { isComposing: true });
  press('t', { keyCode: 229 });
  press('t', { ctrlKey: true });
  const box = document.body.appendChild(document.createElement('textarea'));
  fireEvent.keyDown(box, { key: 't' });
  setOn(false);
  press('t');
  expect(take).not.toHaveBeenCalled();
  there.unmount();
  shell.unmount();
});
