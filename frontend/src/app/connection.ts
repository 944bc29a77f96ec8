// The one WebSocket, and what is known of it.
import { createClient } from 'graphql-ws';
import { useSyncExternalStore } from 'react';
import { leave } from './session';

export type Connection = { state: 'connecting' | 'live' | 'offline'; lastEventAt: number | null };

let connection: Connection = { state: 'connecting', lastEventAt: null };
const listeners = new Set<() => void>();

function set(change: Partial<Connection>) {
  connection = { ...connection, ...change };
  for (const listener of listeners) listener();
}

export const noteEvent = () => set({ lastEventAt: Date.now() });

/** The token is no good any more: asking again would not help. */
const FORBIDDEN = 4403;

/**
 * Waits longer from try to try, and never exactly as long as everybody else; but never so long that a server that is back
 * would not be noticed within 3 s.
 */
export function pause(tries: number, chance: number) {
  return Math.min(1_800, 250 * 2 ** tries) * (0.7 + 0.6 * chance);
}

let pinged: ReturnType<typeof setTimeout> | undefined;

export const socket = createClient({
  url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
  lazy: true,
  keepAlive: 10_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: (reason) => !(reason instanceof CloseEvent && reason.code === FORBIDDEN),
  retryWait: (tries) => new Promise((done) => setTimeout(done, pause(tries, Math.random()))),
  on: {
    connecting: (isRetry) => set({ state: isRetry ? 'offline' : 'connecting' }),
    connected: () => set({ state: 'live' }),
    closed: (event) => {
      set({ state: 'offline' });
      if (event instanceof CloseEvent && event.code === FORBIDDEN) leave();
    },
    // A connection that lost its cable says nothing: no answer to a ping is an answer too.
    ping: (received) => {
      if (!received) pinged = setTimeout(() => socket.terminate(), 5_000);
    },
    pong: (received) => {
      if (received) clearTimeout(pinged);
    },
  },
});

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}
