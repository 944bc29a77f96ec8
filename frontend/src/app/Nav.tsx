import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import {
  Activity,
  Bot,
  Compass,
  Crown,
  FlaskConical,
  Inbox,
  LayoutDashboard,
  ListTree,
  ScrollText,
  Settings,
  Terminal,
  Users,
  Webhook,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { PageNameFragment } from '../gen/graphql';
import styles from './Nav.module.css';
import { PageSwitcher } from './PageSwitcher';

function Item(props: { to: string; pageId?: string; icon: ReactNode; exact?: boolean; children: ReactNode }) {
  return (
    <Link
      to={props.to as '/'}
      params={{ pageId: props.pageId } as never}
      className={styles.item}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
      activeOptions={{ exact: props.exact ?? false, includeSearch: false }}
    >
      {props.icon}
      <span>{props.children}</span>
    </Link>
  );
}

export function Nav(props: {
  pages: PageNameFragment[];
  hasMore: boolean;
  current: PageNameFragment | undefined;
  isAdmin: boolean;
}) {
  const { pages, hasMore, current, isAdmin } = props;
  const { t } = useLingui();
  const icon = { size: 16, strokeWidth: 1.9, 'aria-hidden': true } as const;
  return (
    <nav className={styles.nav} aria-label={t`Main`}>
      <PageSwitcher pages={pages} hasMore={hasMore} current={current} isAdmin={isAdmin} />
      {current && (
        <>
          <div className={styles.group}>
            <Item to="/p/$pageId" pageId={current.id} exact icon={<LayoutDashboard {...icon} />}>
              <Trans>Overview</Trans>
            </Item>
            <Item to="/p/$pageId/inbox" pageId={current.id} icon={<Inbox {...icon} />}>
              <Trans>Inbox</Trans>
            </Item>
            <Item to="/p/$pageId/timeline" pageId={current.id} icon={<Activity {...icon} />}>
              <Trans>Live timeline</Trans>
            </Item>
            <Item to="/p/$pageId/simulator" pageId={current.id} icon={<FlaskConical {...icon} />}>
              <Trans>Simulator</Trans>
            </Item>
          </div>
          <div className={styles.group}>
            <p className={styles.label}>
              <Trans>Routing</Trans>
            </p>
            <Item to="/p/$pageId/apps" pageId={current.id} icon={<Bot {...icon} />}>
              <Trans>Apps</Trans>
            </Item>
            {isAdmin && (
              <Item to="/p/$pageId/webhooks" pageId={current.id} icon={<Webhook {...icon} />}>
                <Trans>Webhooks</Trans>
              </Item>
            )}
            <Item to="/p/$pageId/receiver" pageId={current.id} icon={<Crown {...icon} />}>
              <Trans>Primary receiver</Trans>
            </Item>
            <Item to="/p/$pageId/entry-points" pageId={current.id} icon={<Compass {...icon} />}>
              <Trans>Entry points</Trans>
            </Item>
            <Item to="/p/$pageId/menu" pageId={current.id} icon={<ListTree {...icon} />}>
              <Trans>Menu</Trans>
            </Item>
            <Item to="/p/$pageId/settings" pageId={current.id} icon={<Settings {...icon} />}>
              <Trans>Page settings</Trans>
            </Item>
          </div>
        </>
      )}
      <div className={styles.group}>
        <p className={styles.label}>
          <Trans>Organization</Trans>
        </p>
        {isAdmin && (
          <Item to="/team" icon={<Users {...icon} />}>
            <Trans>Team</Trans>
          </Item>
        )}
        {isAdmin && (
          <Item to="/audit" icon={<ScrollText {...icon} />}>
            <Trans>Audit log</Trans>
          </Item>
        )}
        <a className={styles.item} href="/graphql" target="_blank" rel="noreferrer">
          <Terminal {...icon} />
          <span>
            <Trans>API explorer</Trans>
          </span>
        </a>
      </div>
    </nav>
  );
}
