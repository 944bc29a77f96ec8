import type { ReactNode } from 'react';
import styles from './Screen.module.css';

/** A screen that scrolls: its title, what can be done, and the rest. */
export function Screen(props: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={styles.screen}>
      <title>{`${props.title} · Baton`}</title>
      <div className={styles.inner} data-wide={props.wide || undefined}>
        <header className={styles.header}>
          <div>
            <h1 className={styles.title}>{props.title}</h1>
            {props.about && <p className={styles.about}>{props.about}</p>}
          </div>
          {props.actions && <div className={styles.actions}>{props.actions}</div>}
        </header>
        {props.children}
      </div>
    </div>
  );
}

/** A part of a screen. */
export function Panel(props: {
  title?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  children?: ReactNode;
}) {
  return (
    <section className={styles.panel}>
      {(props.title || props.actions) && (
        <div className={styles.panelHeader}>
          <div>
            {props.title && <h2 className={styles.panelTitle}>{props.title}</h2>}
            {props.about && <p className={styles.panelAbout}>{props.about}</p>}
          </div>
          {props.actions}
        </div>
      )}
      {props.children ? (
        <div className={props.flush ? undefined : styles.panelBody}>{props.children}</div>
      ) : (
        <div className={styles.panelEnd} />
      )}
    </section>
  );
}

export function Empty(props: {
  icon?: ReactNode;
  title: ReactNode;
  /** Nothing else is on the screen: the title is its heading. */
  isAll?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const Title = props.isAll ? 'h1' : 'p';
  return (
    <div className={styles.empty}>
      {props.icon && (
        <div className={styles.emptyIcon} aria-hidden>
          {props.icon}
        </div>
      )}
      <Title className={styles.emptyTitle}>{props.title}</Title>
      {props.children && <p className={styles.emptyText}>{props.children}</p>}
      {props.action}
    </div>
  );
}

export function ErrorNote({ children }: { children: ReactNode }) {
  return children ? (
    <p className={styles.error} role="alert">
      {children}
    </p>
  ) : null;
}
