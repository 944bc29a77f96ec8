import { describe, expect, test } from 'vitest';
import { arrivalOf } from './arrival';

describe('what the server sends along', () => {
  test.each([
    ['', null, null],
    ['#ticket=abc', 'abc', null],
    ['#refused=NO_ACCOUNT', null, 'NO_ACCOUNT'],
    ['#elsewhere', null, null],
  ])('%s', (hash, ticket, refused) => {
    expect(arrivalOf(hash)).toEqual({ ticket, refused });
  });
});
