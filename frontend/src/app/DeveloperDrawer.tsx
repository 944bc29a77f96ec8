import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from 'urql';
import { RawThreadDocument } from '../gen/graphql';
import { CopyValue } from '../ui/CopyValue';
import { Dialog } from '../ui/Dialog';
import { ErrorNote } from '../ui/Screen';
import styles from './DeveloperDrawer.module.css';
import { actionOf } from './keys';
import { useLive } from './live';
import { usePage } from './PageScope';
import { refusal } from './refused';
import { useKeys } from './shortcuts';
import { useSoon } from './useSoon';

const json = (value: unknown) => JSON.stringify(value, null, 2);

/** A conversation as the API has it, for whoever writes an app: its ids and epoch, all of it, and its last events. */
export default function DeveloperDrawer({ threadId, onClose }: { threadId: string; onClose: () => void }) {
  const { t } = useLingui();
  const { reads } = usePage();
  const { isOn, chosen } = useKeys();
  const [{ data, error }, look] = useQuery({
    query: RawThreadDocument,
    variables: { id: threadId, reads },
    requestPolicy: 'cache-and-network',
  });
  const again = useSoon(() => look({ requestPolicy: 'network-only' }), 300);
  useLive((event) => {
    if (event.thread.id === threadId) again();
  });
  if (!data?.thread)
    return (
      <Dialog isDrawer onClose={onClose} title={<Trans>As the API has it</Trans>}>
        <ErrorNote>{refusal(error, undefined)}</ErrorNote>
      </Dialog>
    );
  const { events, ...thread } = data.thread;
  const { control, page, customer } = thread;
  const values: [string, string | null | undefined][] = [
    [t`Conversation`, thread.id],
    [t`Page`, page.id],
    [t`Customer`, customer.id],
    [t`Held by`, control.owner?.id],
    [t`Epoch`, String(control.epoch)],
    [t`Last cursor`, events.pageInfo.endCursor],
  ];
  return (
    <Dialog isDrawer onClose={onClose} title={<Trans>As the API has it</Trans>}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key that opens it closes it too */}
      <div
        className={styles.parts}
        onKeyDown={(event) => {
          if (!isOn || actionOf(event.key, chosen) !== 'developer') return;
          // Once it is closed the same key would open it again.
          event.preventDefault();
          onClose();
        }}
      >
        <dl className={styles.values}>
          {values.map(
            ([label, value]) =>
              value && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    <code>{value}</code>
                    <CopyValue label={label} value={value} />
                  </dd>
                </div>
              ),
          )}
        </dl>
        <Raw title={t`The conversation`} text={json(thread)} />
        <Raw title={t`Its last events, the newest first`} text={json(events.nodes.toReversed())} />
      </div>
    </Dialog>
  );
}

function Raw({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <h3 className={styles.title}>
        {title}
        <CopyValue label={title} value={text} />
      </h3>
      <pre className={styles.raw} role="group" tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </section>
  );
}
