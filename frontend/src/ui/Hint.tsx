import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Hint.module.css';

const WAIT = 350;

/** A word on what a control does, and its key, for whoever rests on it. What it says, the control says by its name. */
export function Hint({ label, keys, children }: { label: ReactNode; keys?: string; children: ReactNode }) {
  const around = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hide = () => {
    clearTimeout(timer.current);
    if (tip.current?.matches(':popover-open')) tip.current.hidePopover();
  };
  const show = () => {
    const at = around.current?.firstElementChild?.getBoundingClientRect();
    if (!at || !tip.current) return;
    tip.current.showPopover();
    const { width, height } = tip.current.getBoundingClientRect();
    const left = Math.max(6, Math.min(at.left + (at.width - width) / 2, innerWidth - width - 6));
    const top = at.top - height - 6;
    tip.current.style.translate = `${left}px ${top > 4 ? top : at.bottom + 6}px`;
  };
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(show, WAIT);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it watches what happens to the control inside
    <span
      ref={around}
      className={styles.around}
      onPointerEnter={soon}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && soon()}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
      <span ref={tip} popover="manual" className={styles.tip} aria-hidden>
        {label}
        {keys && <kbd>{keys}</kbd>}
      </span>
    </span>
  );
}
