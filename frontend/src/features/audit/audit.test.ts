import { expect, test } from 'vitest';
import { changes } from './changes';
import { groups, kindsOf } from './kinds';

test('what has changed stands side by side, and what has not is left out', () => {
  expect(changes({ name: 'A', idleTimeout: 60, same: 1 }, { name: 'B', idleTimeout: 60, same: 1 })).toEqual([
    { name: 'name', from: 'A', to: 'B' },
  ]);
  expect(changes(null, { tasks: ['MANAGE'] })).toEqual([{ name: 'tasks', from: null, to: '["MANAGE"]' }]);
  expect(changes({ id: '1' }, null)).toEqual([{ name: 'id', from: '1', to: null }]);
  expect(changes(null, null)).toEqual([]);
  expect(changes('a', 'b')).toEqual([{ name: '', from: 'a', to: 'b' }]);
});

test('no kind of entry belongs to two groups', () => {
  const all = groups.flatMap((it) => kindsOf[it]);
  expect(new Set(all).size).toBe(all.length);
});
