import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { ArrowRightLeft, Hand, MoveRight, Timer } from 'lucide-react';
import { usePage } from '../../app/PageScope';
import { useKeys } from '../../app/shortcuts';
import { ago, span, useNow } from '../../app/time';
import type { ThreadRowFragment } from '../../gen/graphql';
import { Hint } from '../../ui/Hint';
import { Owner } from '../../ui/Owner';
import styles from './ControlBar.module.css';
import type { Actions } from './useActions';

/** Who holds the conversation, for how long still, who else wants it, and the one thing to do about it. */
export function ControlBar({
  thread,
  actions,
  onPass,
}: {
  thread: ThreadRowFragment;
  actions: Actions;
  onPass: () => void;
}) {
  const { t, i18n } = useLingui();
  const page = usePage();
  const now = useNow();
  const keys = useKeys();
  const { owner, since, expiresAt } = thread.control;
  const isOurs = owner?.__typename === 'Inbox';
  const left = expiresAt ? Date.parse(expiresAt) - now : null;
  const share = left === null ? 0 : Math.max(0, Math.min(1, left / (page.settings.idleTimeout * 1_000)));
  const held = ago(since, now, i18n.locale);
  return (
    <div className={styles.control} data-state={isOurs ? 'ours' : owner ? 'theirs' : 'idle'}>
      <div className={styles.bar}>
        <Owner who={owner} idle={t`Nobody holds this`} strong />
        <span className={styles.since}>
          <Trans>since {held}</Trans>
        </span>
        {left !== null && (
          <span className={styles.left} data-soon={share < 0.1 || undefined}>
            <Timer size={13} aria-hidden />
            <span className="tabular">
              <Trans>{span(left, i18n.locale)} left</Trans>
            </span>
          </span>
        )}
        <span className={styles.spacer} />
        {isOurs ? (
          <Hint label={t`Give it to an app`} keys={keys.of('pass')}>
            <Button
              size="xs"
              variant="default"
              leftSection={<MoveRight size={14} />}
              loading={actions.doing === 'passing'}
              onClick={onPass}
            >
              <Trans>Pass…</Trans>
            </Button>
          </Hint>
        ) : (
          <Hint label={t`The inbox gets control`} keys={keys.of('take')}>
            <Button
              size="xs"
              leftSection={<ArrowRightLeft size={14} />}
              loading={actions.doing === 'taking'}
              onClick={actions.take}
            >
              <Trans>Take over</Trans>
            </Button>
          </Hint>
        )}
      </div>
      {left !== null && (
        <span className={styles.track} aria-hidden>
          <i style={{ width: `${share * 100}%` }} />
        </span>
      )}
      {thread.requests.map((request) => (
        <div key={request.app.id} className={styles.request}>
          <Hand size={14} aria-hidden />
          <span className={styles.wants}>
            <Trans>
              <strong>{request.app.name}</strong> asks for control
            </Trans>
            {request.metadata && <q>{request.metadata}</q>}
          </span>
          {isOurs && (
            <Button
              size="compact-xs"
              variant="light"
              onClick={() => actions.pass(request.app.id, request.app.name)}
            >
              <Trans>Pass to {request.app.name}</Trans>
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
