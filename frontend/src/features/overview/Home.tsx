import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { Navigate, useLocation, useNavigate } from '@tanstack/react-router';
import { Waypoints } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { useViewer } from '../../app/Shell';
import { rememberPage, useCurrentPage } from '../../app/useCurrentPage';
import { CreatePageDocument, type Platform } from '../../gen/graphql';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import { Segments } from '../../ui/Segments';
import styles from './Home.module.css';

/** The page that was open last; the first one to make where there is none. */
export default function Home() {
  const { user, pages } = useViewer();
  const last = useCurrentPage();
  const wantsNew = useLocation({ select: (it) => it.hash === 'new' });
  if (last && !wantsNew) return <Navigate to="/p/$pageId" params={{ pageId: last.id }} replace />;
  if (!last && pages.length > 0) return null;
  if (user && !user.isAdmin) {
    return (
      <Empty isAll icon={<Waypoints size={20} />} title={<Trans>No page is open to you yet</Trans>}>
        <Trans>Somebody who manages a page can give you tasks on it. It then appears here.</Trans>
      </Empty>
    );
  }
  return <NewPage isFirst={pages.length === 0} />;
}

function NewPage({ isFirst }: { isFirst: boolean }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [platform, setPlatform] = useState<Platform>('MESSENGER');
  const [{ fetching }, create] = useMutation(CreatePageDocument);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = { name: String(form.get('name')), platform, id: String(form.get('id')) || undefined };
    const { data, error: failed } = await create({ input });
    const refused = refusal(failed, data?.createPage.userErrors);
    setError(refused);
    const page = data?.createPage.page;
    if (page) {
      rememberPage(page.id);
      location.assign(`/p/${page.id}/apps`);
    }
  };
  return (
    <Screen
      title={isFirst ? t`Make your first page` : t`New page`}
      about={
        <Trans>A page is what customers write to: a Facebook Page, an Instagram account or a web chat.</Trans>
      }
    >
      <Panel>
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            name="name"
            label={t`Name`}
            placeholder={t`What people call it`}
            required
            maxLength={200}
            withAsterisk={false}
          />
          <div>
            <span className={styles.label} id="platform">
              <Trans>Where its customers write</Trans>
            </span>
            <Segments
              aria-labelledby="platform"
              value={platform}
              onChange={(it) => setPlatform(it as Platform)}
              options={[
                { value: 'MESSENGER', label: 'Messenger' },
                { value: 'INSTAGRAM', label: 'Instagram' },
                { value: 'WEB', label: t`Web chat` },
              ]}
            />
          </div>
          <TextInput
            name="id"
            label={t`Id`}
            description={t`If the page exists on the Graph API: its id there. Else leave it out.`}
            inputMode="numeric"
            pattern="[0-9]*"
          />
          <ErrorNote>{error}</ErrorNote>
          <div className={styles.end}>
            {!isFirst && (
              <Button variant="default" onClick={() => navigate({ to: '/' })}>
                <Trans>Cancel</Trans>
              </Button>
            )}
            <Button type="submit" loading={fetching}>
              <Trans>Create the page</Trans>
            </Button>
          </div>
        </form>
      </Panel>
    </Screen>
  );
}
