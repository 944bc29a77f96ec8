import { useLingui } from '@lingui/react/macro';
import { useSubscription } from 'urql';
import { ViewersDocument } from '../../gen/graphql';
import { Hint } from '../../ui/Hint';
import { Face } from '../../ui/Owner';
import styles from './Viewers.module.css';

/** Who else looks at the conversation, so that two people do not answer at once. */
export function Viewers({ threadId }: { threadId: string }) {
  const { t } = useLingui();
  const [{ data }] = useSubscription({ query: ViewersDocument, variables: { threadId } });
  const viewers = data?.threadViewers ?? [];
  return (
    <ul className={styles.viewers} aria-label={t`Who else looks at it`} aria-live="polite">
      {viewers.slice(0, 4).map((it) => (
        <li key={it.user.id}>
          <Hint label={t`${it.user.name} looks at it too`}>
            <span>
              <Face id={it.user.id} name={it.user.name} size={24} />
              <span className="visually-hidden">{t`${it.user.name} looks at it too`}</span>
            </span>
          </Hint>
        </li>
      ))}
      {viewers.length > 4 && <li className={styles.rest}>+{viewers.length - 4}</li>}
    </ul>
  );
}
