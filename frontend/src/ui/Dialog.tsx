import { useLingui } from '@lingui/react/macro';
import { CloseButton } from '@mantine/core';
import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import styles from './Dialog.module.css';

/**
 * Something to decide before going on. The browser keeps the focus inside and gives it back; what has `data-autofocus`
 * gets it first. It stands outside of whatever form it was opened from: forms do not nest. `stays` keeps it open when
 * somebody clicks beside it: for what is shown once.
 */
export function Dialog(props: {
  title: ReactNode;
  onClose: () => void;
  wide?: boolean;
  /** It stands at the side, from top to bottom. */
  isDrawer?: boolean;
  stays?: boolean;
  children: ReactNode;
}) {
  const { title, onClose, stays } = props;
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const it = dialog.current;
    it?.showModal();
    it?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => it?.close();
  }, []);
  const beside = (event: MouseEvent) => {
    if (!stays && event.target === dialog.current) onClose();
  };
  return createPortal(
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-wide={props.wide || undefined}
      data-drawer={props.isDrawer || undefined}
      aria-labelledby={id}
      onMouseDown={beside}
      onSubmit={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.inner}>
        <header className={styles.header}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
        </header>
        {props.children}
        <CloseButton className={styles.close} aria-label={t`Close`} onClick={onClose} />
      </div>
    </dialog>,
    document.body,
  );
}

/** The row of buttons that a dialog or a form ends with. */
export function End({ children }: { children: ReactNode }) {
  return <div className={styles.end}>{children}</div>;
}
