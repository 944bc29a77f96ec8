// Single keys. They can be switched off, and never act while somebody types or a conversion is open.
import { useEffect, useRef } from 'react';

const KEY = 'baton.shortcuts';

export const areOn = () => localStorage.getItem(KEY) !== 'off';
export const setOn = (on: boolean) => localStorage.setItem(KEY, on ? 'on' : 'off');

/** Whether the key belongs to a text: being typed, or being converted by an input method. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/** Time for the second key of a pair such as `g i`. */
const PAIR = 900;

/** Acts on keys by name; two keys after one another are `"g i"`. */
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
        !areOn()
      )
        return;
      if (document.querySelector('dialog[open], [role="dialog"], [popover="auto"]:popover-open')) return;
      const pair = `${first} ${event.key}`;
      const isPair = event.timeStamp - at < PAIR && pair in latest.current;
      first = event.key;
      at = event.timeStamp;
      const act = latest.current[isPair ? pair : event.key];
      if (act) {
        event.preventDefault();
        act(event);
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [enabled]);
}
