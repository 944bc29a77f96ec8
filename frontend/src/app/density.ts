// How close together rows stand: kept on this computer, and said on the root so that styles can follow.
import { useSyncExternalStore } from 'react';

export type Density = 'comfortable' | 'compact';

const KEY = 'baton.density';
const listeners = new Set<() => void>();

export const density = (): Density => (localStorage.getItem(KEY) === 'compact' ? 'compact' : 'comfortable');

export function setDensity(to: Density) {
  localStorage.setItem(KEY, to);
  showDensity();
  for (const listener of listeners) listener();
}

export function showDensity() {
  document.documentElement.dataset.density = density();
}

export function useDensity(): Density {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, density);
}
