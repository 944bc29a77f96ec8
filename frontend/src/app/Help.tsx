import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';
import styles from './Help.module.css';
import { keyOf } from './keys';
import { useKeys } from './shortcuts';
import { useKeyWords } from './useKeyWords';

/** Every key and what it does now. */
export default function Help({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { isOn, chosen } = useKeys();
  const groups: [string, [string, string][]][] = [
    ...useKeyWords().map(({ place, title, actions }): [string, [string, string][]] => {
      const keys = actions.map(([action, words]): [string, string] => [keyOf(action, chosen), words]);
      // These two are as they are everywhere, and nobody's to change.
      if (place === 'anywhere') keys.unshift(['Ctrl K', t`Search or go to`]);
      if (place === 'conversation') keys.push(['Esc', t`Back to the list`]);
      return [title, keys];
    }),
    [
      t`While writing`,
      [
        ['Enter', t`Send`],
        ['Shift Enter', t`New line`],
        ['Ctrl Enter', t`Send and mark done`],
      ],
    ],
  ];
  return (
    <Dialog onClose={onClose} title={<Trans>Keyboard shortcuts</Trans>} wide>
      <div className={styles.grid} tabIndex={-1} data-autofocus>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <Kbd keys={key} />
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.note}>
        {isOn ? (
          <Trans>
            Single keys can be changed or switched off in the{' '}
            <Link to="/preferences" hash="keys" onClick={onClose}>
              preferences
            </Link>
            .
          </Trans>
        ) : (
          <Trans>
            Single keys are switched off. They can be switched on in the{' '}
            <Link to="/preferences" hash="keys" onClick={onClose}>
              preferences
            </Link>
            .
          </Trans>
        )}
      </p>
    </Dialog>
  );
}
