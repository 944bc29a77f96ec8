import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useId,
  useRef,
  useState,
} from 'react';
import styles from './Menu.module.css';

const Close = createContext<() => void>(() => undefined);
const GAP = 5;

/** What a button opens: a list of things to do. The browser closes it when somebody looks elsewhere. */
export function Menu(props: {
  target: (button: ComponentProps<'button'>) => ReactNode;
  label: string;
  width: number;
  above?: boolean;
  children: ReactNode;
}) {
  const { width, above, label } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const place = () => {
    const at = button.current?.getBoundingClientRect();
    if (!at || !list.current) return;
    const { style } = list.current;
    style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    style[above ? 'bottom' : 'top'] = `${above ? innerHeight - at.top + GAP : at.bottom + GAP}px`;
  };
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const press = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') list.current?.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  };
  const attributes: ComponentProps<'button'> = {
    ref: button,
    type: 'button',
    popoverTarget: id,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
  };
  return (
    <>
      {props.target(attributes)}
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        style={{ width }}
        onKeyDown={press}
        onBeforeToggle={place}
        onToggle={(event) => {
          const isOpen = event.newState === 'open';
          setOpen(isOpen);
          if (isOpen) items()[0]?.focus();
        }}
      >
        <Close value={() => list.current?.hidePopover()}>{props.children}</Close>
      </div>
    </>
  );
}

export function MenuItem(props: {
  icon?: ReactNode;
  after?: ReactNode;
  current?: boolean;
  disabled?: boolean;
  onSelect?: () => void;
  children: ReactNode;
}) {
  const close = useContext(Close);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={styles.item}
      aria-current={props.current || undefined}
      aria-disabled={props.disabled || undefined}
      onClick={() => {
        if (props.disabled) return;
        close();
        props.onSelect?.();
      }}
    >
      {props.icon}
      <span>{props.children}</span>
      {props.after}
    </button>
  );
}

export function MenuLine() {
  return <hr className={styles.line} />;
}
