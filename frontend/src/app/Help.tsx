import { Trans, useLingui } from '@lingui/react/macro';
import { Dialog } from '../ui/Dialog';
import styles from './Help.module.css';

export default function Help({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const groups: [string, [string, string][]][] = [
    [
      t`Anywhere`,
      [
        ['Ctrl K', t`Search or go to`],
        ['g i', t`Inbox`],
        ['g t', t`Live timeline`],
        ['g o', t`Overview`],
        ['g a', t`Apps`],
        ['g d', t`Webhooks and deliveries`],
        ['g m', t`Simulator`],
        ['g s', t`Page settings`],
        ['?', t`This list`],
      ],
    ],
    [
      t`In the list`,
      [
        ['j', t`Next conversation`],
        ['k', t`Previous conversation`],
        ['x', t`Choose it, to act on many at once`],
        ['/', t`Search`],
      ],
    ],
    [
      t`In a conversation`,
      [
        ['r', t`Reply`],
        ['m', t`Move to main: take control`],
        ['p', t`Pass to an app`],
        ['e', t`Done, and on to the next`],
        ['z', t`Take back that it is done`],
        ['u', t`Mark unread, and back to the list`],
        ['h', t`Who held it, and when`],
        ['Esc', t`Back to the list`],
      ],
    ],
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
      <div className={styles.grid}>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    {key.split(' ').map((it) => (
                      <kbd key={it}>{it}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.note}>
        <Trans>Single keys can be switched off in the preferences.</Trans>
      </p>
    </Dialog>
  );
}
