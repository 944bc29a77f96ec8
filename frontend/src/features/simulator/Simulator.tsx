import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Dices, Megaphone, SendHorizontal } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { type EntryPointSource, type MessagePartsFragment, SimulatedThreadDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Owner } from '../../ui/Owner';
import { Phone } from '../../ui/Phone';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import { invent } from './people';
import styles from './Simulator.module.css';
import { Talk } from './Talk';
import { useChannel } from './useChannel';
import { Watch } from './Watch';

/** Be the customer, and watch who gets the conversation. */
export default function Simulator() {
  const { t } = useLingui();
  const page = usePage();
  const search = useSearch({ from: '/shell/p/$pageId/simulator' });
  const navigate = useNavigate({ from: '/p/$pageId/simulator' });
  const [person] = useState(invent);
  const customerId = search.customer ?? person.id;
  const name = search.customer ? search.customer : person.name;
  const channel = useChannel(customerId, search.customer ? undefined : person.name);
  const [{ data }, refresh] = useQuery({
    query: SimulatedThreadDocument,
    variables: { pageId: page.id, customerId, reads: page.reads },
    requestPolicy: 'cache-and-network',
  });
  const thread = data?.page?.thread;
  const threadId = thread?.id;
  useLive((event) => {
    if (!threadId && event.thread.customer.id === customerId) refresh({ requestPolicy: 'network-only' });
    if (event.__typename === 'UserMenuChanged' && event.thread.id === threadId)
      refresh({ requestPolicy: 'network-only' });
  });
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [source, setSource] = useState<EntryPointSource>('AD');
  const [key, setKey] = useState('');
  useEffect(() => input.current?.focus(), []);
  const menu = thread?.persistentMenu ?? data?.page?.persistentMenu;
  if (!page.can('MANAGE')) {
    return (
      <Empty isAll title={<Trans>The simulator is for people who manage the page</Trans>}>
        <Trans>It brings customers' messages in, which takes the page's channel token.</Trans>
      </Empty>
    );
  }
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    setText('');
    if (!(await channel.write(said))) setText(said);
  };
  const tap = (message: MessagePartsFragment, button: { title: string; payload: string }) =>
    channel.tap(button.payload, button.title, message.id);
  return (
    <Screen
      wide
      title={t`Simulator`}
      about={
        <Trans>
          Be the customer: write, tap, come through an ad. What you do is real, and so is what the apps do
          about it.
        </Trans>
      }
      actions={
        <Button
          variant="default"
          leftSection={<Dices size={14} />}
          onClick={() => {
            const it = invent();
            navigate({ search: { customer: it.id } });
          }}
        >
          <Trans>Another customer</Trans>
        </Button>
      }
    >
      <div className={styles.stage}>
        <div className={styles.customer}>
          <Phone
            name={page.name}
            footer={
              <form className={styles.write} onSubmit={send}>
                <TextInput
                  ref={input}
                  radius="xl"
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                  maxLength={2_000}
                  placeholder={t`Write as ${name}…`}
                  aria-label={t`Write as ${name}`}
                />
                <ActionIcon type="submit" size="lg" radius="xl" disabled={!text.trim()} aria-label={t`Send`}>
                  <SendHorizontal size={16} />
                </ActionIcon>
              </form>
            }
          >
            {thread ? (
              <Talk key={thread.id} threadId={thread.id} onTap={tap} />
            ) : (
              <div className={styles.start}>
                <Trans>Say hello: your first message begins the conversation.</Trans>
              </div>
            )}
            {menu && (
              <div className={styles.menu} role="group" aria-label={t`Menu of ${menu.app.name}`}>
                {menu.items.map((it) => (
                  <button
                    key={it.title}
                    type="button"
                    disabled={!it.payload}
                    onClick={() =>
                      it.payload &&
                      channel.tapMenu(it.payload, it.title, thread?.persistentMenu ? 'USER' : 'PAGE')
                    }
                  >
                    {it.title}
                  </button>
                ))}
              </div>
            )}
          </Phone>
          <ErrorNote>{channel.error}</ErrorNote>
        </div>
        <div className={styles.beside}>
          <Panel
            title={<Trans>Who holds it</Trans>}
            actions={
              thread && (
                <Link to="/p/$pageId/threads/$threadId" params={{ pageId: page.id, threadId: thread.id }}>
                  <Trans>Timeline</Trans>
                </Link>
              )
            }
          >
            <Owner who={thread?.control.owner} idle={thread ? t`Nobody` : t`No conversation yet`} strong />
          </Panel>
          <Panel title={<Trans>Come through an ad or a link</Trans>}>
            <form
              className={styles.referral}
              onSubmit={(event) => {
                event.preventDefault();
                if (key.trim()) channel.come(source, key.trim());
              }}
            >
              <Choice
                aria-label={t`Kind`}
                value={source}
                onPick={(it) => setSource(it || 'AD')}
                options={[
                  { value: 'AD', label: t`Ad` },
                  { value: 'LINK', label: t`Link` },
                ]}
              />
              <TextInput
                aria-label={source === 'AD' ? t`Id of the ad` : t`“ref” of the link`}
                placeholder={source === 'AD' ? t`Id of the ad` : t`“ref” of the link`}
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
                maxLength={500}
              />
              <Button
                type="submit"
                variant="default"
                leftSection={<Megaphone size={14} />}
                disabled={!key.trim()}
              >
                <Trans>Come</Trans>
              </Button>
            </form>
          </Panel>
          <Panel flush title={<Trans>What happens</Trans>}>
            <Watch customerId={customerId} />
          </Panel>
        </div>
      </div>
    </Screen>
  );
}
