import { useLingui } from '@lingui/react/macro';
import { CloseButton, TextInput } from '@mantine/core';
import { ChevronsUpDown } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './Finder.module.css';
import { useFound } from './useFound';

export type Found = {
  value: string;
  label: string;
  detail?: string;
  /** Why it cannot be chosen. */
  barred?: string;
};

/** The server finds nothing by more characters than these. */
const LENGTH = 100;
const GAP = 4;

/** One of more than a list holds: what is typed is looked for, and one of what was found is chosen. */
export function Finder(props: {
  label: string;
  placeholder: string;
  /** Said where nothing is found. */
  nothing: string;
  chosen: { value: string; label: string } | null;
  onPick: (it: Found | null) => void;
  /** Asks for what there is by a text; all of it by an empty one, as far as it is asked for at once. */
  find: (text: string) => Promise<Found[]>;
  size?: 'xs' | 'sm';
}) {
  const { label, chosen, onPick, find } = props;
  const { t } = useLingui();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  /** What is being typed; null while what is chosen stands there. */
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const found = useFound(find, isOpen ? (text ?? '').trim() : null);
  const shown = isOpen && !!found;
  const active = shown ? found[at] : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found anew is begun at its beginning
  useEffect(() => setAt(0), [found]);
  useLayoutEffect(() => {
    if (!shown) return;
    const place = () => {
      const frame = box.current?.getBoundingClientRect();
      if (!frame || !list.current) return;
      const { style } = list.current;
      style.left = `${frame.left}px`;
      style.top = `${frame.bottom + GAP}px`;
      style.minWidth = `${frame.width}px`;
      style.maxHeight = `${Math.max(120, innerHeight - frame.bottom - 3 * GAP)}px`;
    };
    const it = list.current;
    it?.showPopover();
    place();
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
      it?.hidePopover();
    };
  }, [shown]);
  useEffect(() => {
    if (active) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, at, id]);

  const close = () => {
    setOpen(false);
    setText(null);
  };
  const pick = (it: Found | null) => {
    if (it?.barred) return;
    close();
    onPick(it);
  };
  const press = (event: KeyboardEvent) => {
    // Keys of a conversion are the input method's: its Enter chooses nothing.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (shown && found.length > 0) setAt((at + step + found.length) % found.length);
      else setOpen(true);
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      if (active) pick(active);
    } else if (event.key === 'Escape' && isOpen) {
      // It closes the list, and not the dialog that this may stand in.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className={styles.finder}>
      <TextInput
        ref={box}
        size={props.size}
        role="combobox"
        aria-label={label}
        aria-expanded={shown && found.length > 0}
        aria-controls={shown && found.length > 0 ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active ? `${id}-${at}` : undefined}
        autoComplete="off"
        maxLength={LENGTH}
        placeholder={props.placeholder}
        value={text ?? chosen?.label ?? ''}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={press}
        rightSection={
          chosen ? (
            <CloseButton size="xs" aria-label={t`${label}: choose nothing`} onClick={() => pick(null)} />
          ) : (
            <ChevronsUpDown size={13} aria-hidden />
          )
        }
      />
      <div ref={list} popover="manual" className={styles.list}>
        {shown &&
          (found.length > 0 ? (
            <div role="listbox" id={`${id}-list`} aria-label={label}>
              {found.map((it, place) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are pressed in the box, which keeps the focus
                <div
                  key={it.value}
                  id={`${id}-${place}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={place === at}
                  aria-disabled={it.barred ? true : undefined}
                  onPointerDown={(event) => event.preventDefault()}
                  onPointerMove={() => setAt(place)}
                  onClick={() => pick(it)}
                >
                  <span>{it.label}</span>
                  <small>{it.barred ?? it.detail}</small>
                </div>
              ))}
            </div>
          ) : (
            <p>{props.nothing}</p>
          ))}
      </div>
      <span role="status" className="visually-hidden">
        {shown && (found.length > 0 ? t`${found.length} found` : props.nothing)}
      </span>
    </div>
  );
}
