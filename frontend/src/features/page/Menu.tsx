import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, ListTree, Plus, Trash2 } from 'lucide-react';
import { useLayoutEffect, useState } from 'react';
import { useQuery } from 'urql';
import { participants, usePage } from '../../app/PageScope';
import { tellDone } from '../../app/refused';
import { PageConfigurationDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Phone } from '../../ui/Phone';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import menuStyles from './Menu.module.css';
import { type Draft, toInput } from './menu';
import styles from './page.module.css';
import { useManaged } from './useManaged';
import { useSetMenu } from './useSetMenu';

/** The page's menu, as its app sets it and as the customer sees it. */
export default function Menu() {
  const { t } = useLingui();
  const page = usePage();
  const managed = useManaged();
  const [{ data, fetching }, refresh] = useQuery({
    query: PageConfigurationDocument,
    variables: { pageId: page.id },
    pause: !managed.may,
  });
  const current = data?.page?.persistentMenu;
  const apps = participants(page);
  const primary = page.primaryReceiver;
  const [items, setItems] = useState<Draft[]>([]);
  const [app, setApp] = useState<string | null>(null);
  const owner = primary?.id ?? app ?? current?.app.id ?? apps[0]?.id ?? null;
  const { save, busy, error } = useSetMenu();
  // Before anything is drawn, so that nothing is pushed aside.
  useLayoutEffect(() => {
    setItems(
      (current?.items ?? []).map((it) => ({
        key: crypto.randomUUID(),
        title: it.title,
        value: it.url ?? it.payload ?? '',
        isUrl: !!it.url,
      })),
    );
  }, [current]);
  if (!managed.may) return managed.notice;
  if (!data && fetching) return null;
  if (apps.length === 0)
    return (
      <Empty isAll icon={<ListTree size={20} />} title={<Trans>A menu belongs to an app</Trans>}>
        <Trans>Subscribe an app to the page first.</Trans>
      </Empty>
    );
  const change = (key: string, part: Partial<Draft>) =>
    setItems((all) => all.map((it) => (it.key === key ? { ...it, ...part } : it)));
  const move = (place: number, by: number) =>
    setItems((all) => {
      const moved = all.toSpliced(place, 1);
      const item = all[place];
      return item ? moved.toSpliced(place + by, 0, item) : all;
    });
  const submit = async () => {
    if (owner && (await save(page.id, owner, toInput(items)))) {
      tellDone(t`Saved`);
      refresh({ requestPolicy: 'network-only' });
    }
  };
  return (
    <Screen
      wide
      title={t`Menu`}
      about={<Trans>Always at hand for customers. A tap gives control to the app that set the menu.</Trans>}
    >
      <div className={styles.split}>
        <Panel>
          <div className={styles.form}>
            <Choice
              label={t`Set by`}
              description={primary ? t`While there is a primary receiver, the menu is its own.` : undefined}
              value={owner ?? ''}
              disabled={!!primary}
              onPick={(it) => setApp(it || null)}
              options={apps.map((it) => ({ value: it.id, label: it.name }))}
            />
            {items.map((it, place) => (
              <fieldset key={it.key} className={menuStyles.item}>
                <legend className="visually-hidden">{t`Item ${place + 1}`}</legend>
                <TextInput
                  label={t`What the customer sees`}
                  value={it.title}
                  maxLength={30}
                  onChange={(event) => change(it.key, { title: event.currentTarget.value })}
                />
                <Choice
                  label={t`A tap`}
                  value={it.isUrl ? 'url' : 'payload'}
                  options={[
                    { value: 'payload', label: t`sends back` },
                    { value: 'url', label: t`opens` },
                  ]}
                  onPick={(kind) => change(it.key, { isUrl: kind === 'url' })}
                />
                <TextInput
                  label={it.isUrl ? t`Address` : t`Payload`}
                  value={it.value}
                  maxLength={1_000}
                  onChange={(event) => change(it.key, { value: event.currentTarget.value })}
                />
                <span className={menuStyles.tools}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={place === 0}
                    aria-label={t`Move item ${place + 1} up`}
                    onClick={() => move(place, -1)}
                  >
                    <ArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={place === items.length - 1}
                    aria-label={t`Move item ${place + 1} down`}
                    onClick={() => move(place, 1)}
                  >
                    <ArrowDown size={14} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t`Remove item ${place + 1}`}
                    onClick={() => setItems((all) => all.toSpliced(place, 1))}
                  >
                    <Trash2 size={14} />
                  </ActionIcon>
                </span>
              </fieldset>
            ))}
            <Button
              variant="default"
              leftSection={<Plus size={14} />}
              disabled={items.length >= 20}
              onClick={() =>
                setItems((all) => [...all, { key: crypto.randomUUID(), title: '', value: '', isUrl: false }])
              }
            >
              <Trans>Add an item</Trans>
            </Button>
            <ErrorNote>{error}</ErrorNote>
            <div className={styles.end}>
              <Button onClick={submit} loading={busy} disabled={!current && items.length === 0}>
                {items.length === 0 ? <Trans>Remove the menu</Trans> : <Trans>Save</Trans>}
              </Button>
            </div>
          </div>
        </Panel>
        <Phone name={page.name}>
          <p className={menuStyles.hint}>
            <Trans>As the customer sees it</Trans>
          </p>
          <ul className={menuStyles.preview} aria-label={t`Preview`}>
            {items.map((it) => (
              <li key={it.key}>{it.title || t`Untitled`}</li>
            ))}
          </ul>
        </Phone>
      </div>
    </Screen>
  );
}
