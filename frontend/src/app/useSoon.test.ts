import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSoon } from './useSoon';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is asked for again and again is done once a span, and not put off for ever', () => {
  const act = vi.fn();
  const { result, unmount } = renderHook(() => useSoon(act, 1_000));
  for (let asked = 0; asked < 25; asked += 1) {
    result.current();
    vi.advanceTimersByTime(100);
  }
  expect(act).toHaveBeenCalledTimes(2);
  unmount();
  vi.advanceTimersByTime(5_000);
  expect(act).toHaveBeenCalledTimes(2);
});
