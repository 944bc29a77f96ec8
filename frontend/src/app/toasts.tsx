// What is told in passing: it went well, or it did not and why.
import { Trans, useLingui } from '@lingui/react/macro';
import { CloseButton } from '@mantine/core';
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useKeys, useShortcuts } from './shortcuts';
import styles from './toasts.module.css';

type Toast = { id: number; title?: string; message: string; isBad: boolean; undo?: () => void };

let toasts: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

const drop = (id: number) => set(toasts.filter((it) => it.id !== id));

/** Shows it for so many milliseconds, and for as long as somebody is at it. */
export function tell(toast: Omit<Toast, 'id'>, shown: number) {
  last += 1;
  const id = last;
  set([...toasts.slice(-3), { ...toast, id }]);
  const end = () => {
    if (document.querySelector(`#toast-${id}:is(:hover, :focus-within)`)) setTimeout(end, shown);
    else drop(id);
  };
  setTimeout(end, shown);
}

/** Takes back what was told last, if it can be. */
function undo(toast = toasts.findLast((it) => it.undo)) {
  if (!toast) return;
  drop(toast.id);
  toast.undo?.();
}

export function Toasts() {
  const { t } = useLingui();
  const box = useRef<HTMLElement>(null);
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  const key = useKeys().of('undo');
  useShortcuts({ undo: () => undo() });
  useLayoutEffect(() => {
    const it = box.current;
    if (it?.matches(':popover-open')) it.hidePopover();
    // Shown anew it stands above dialogs that were opened meanwhile.
    if (shown.length > 0) it?.showPopover();
  }, [shown]);
  return (
    <section ref={box} popover="manual" className={styles.toasts} aria-label={t`Messages of Baton`}>
      {shown.map((it) => (
        <div
          key={it.id}
          id={`toast-${it.id}`}
          className={styles.toast}
          data-bad={it.isBad || undefined}
          role={it.isBad ? 'alert' : 'status'}
        >
          <div>
            {it.title && <strong>{it.title}</strong>}
            <p>{it.message}</p>
          </div>
          {it.undo && (
            <button type="button" className={styles.undo} onClick={() => undo(it)}>
              <Trans>Undo</Trans>
              {key && <kbd>{key}</kbd>}
            </button>
          )}
          <CloseButton size="sm" aria-label={t`Close`} onClick={() => drop(it.id)} />
        </div>
      ))}
    </section>
  );
}
