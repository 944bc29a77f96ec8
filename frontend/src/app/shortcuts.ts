// Single keys. They can be switched off and changed, and never act while somebody types or a conversion is open.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type Action, actionOf, type Chosen, keyOf, parse } from './keys';

const ON = 'baton.shortcuts';
const CHOSEN = 'baton.keys';

type State = { isOn: boolean; chosen: Chosen };

const read = (): State => ({
  isOn: localStorage.getItem(ON) !== 'off',
  chosen: parse(localStorage.getItem(CHOSEN)),
});

let state = read();
const listeners = new Set<() => void>();

function changed() {
  state = read();
  for (const listener of listeners) listener();
}

// Another window of the same person has changed them.
window.addEventListener('storage', (event) => {
  if (event.key === ON || event.key === CHOSEN) changed();
});

export function setOn(on: boolean) {
  localStorage.setItem(ON, on ? 'on' : 'off');
  changed();
}

/** Gives an action a key, or the one that we give it. Whether the key is free is for whoever asks. */
export function setKey(action: Action, key: string | undefined) {
  localStorage.setItem(CHOSEN, JSON.stringify({ ...state.chosen, [action]: key }));
  changed();
}

export function resetKeys() {
  localStorage.removeItem(CHOSEN);
  changed();
}

/** The keys as they are now; `of` tells an action's, unless they are switched off. */
export function useKeys() {
  const { isOn, chosen } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
  return { isOn, chosen, of: (action: Action) => (isOn ? keyOf(action, chosen) : undefined) };
}

/** Whether an input method has the key. */
export function isConverting(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether the key belongs to a text: being typed, or being converted by an input method. */
export function isTyping(event: KeyboardEvent): boolean {
  if (isConverting(event)) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** What is done, by what it is; Escape leads back everywhere, and is nobody's to change. */
export type Keys = Partial<Record<Action | 'back', (event: KeyboardEvent) => void>>;

/** Time for the second key of a pair such as `g i`. */
const PAIR = 900;
/** What goes on while its key is held down. All else is done once. */
const goesOn: (Action | 'back' | undefined)[] = ['next', 'previous'];

/** Acts on keys, by what they are for. */
export function useShortcuts(keys: Keys, enabled = true) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    let first = '';
    let at = 0;
    const press = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event) ||
        !state.isOn
      )
        return;
      if (document.querySelector('dialog[open], [role="dialog"], [popover="auto"]:popover-open')) return;
      const pair = event.timeStamp - at < PAIR && actionOf(`${first} ${event.key}`, state.chosen);
      first = event.key;
      at = event.timeStamp;
      // The second key of a pair is nobody's single key, also where the pair is for another part of the screen.
      const action = pair || (event.key === 'Escape' ? 'back' : actionOf(event.key, state.chosen));
      const act = action && latest.current[action];
      if (!act || (event.repeat && !goesOn.includes(action))) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [enabled]);
}
