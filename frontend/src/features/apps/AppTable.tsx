import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePage } from '../../app/PageScope';
import type { AppsQuery } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Owner } from '../../ui/Owner';
import table from '../../ui/table.module.css';
import { ReviewBadge } from './ReviewBadge';

export type AppRow = AppsQuery['apps']['nodes'][number];

/** Apps, and what part they have on the page. */
export function AppTable(props: {
  apps: AppRow[];
  /** How many conversations each holds now, where that is to be seen. */
  held?: ReadonlyMap<string, number>;
  last: ReactNode;
  end: (app: AppRow) => ReactNode;
}) {
  const { held } = props;
  const { i18n } = useLingui();
  const page = usePage();
  const subscribed = new Map(page.subscriptions.nodes.map((it) => [it.app.id, it.isPrimaryReceiver]));
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>App</Trans>
            </th>
            <th scope="col">
              <Trans>Part</Trans>
            </th>
            <th scope="col">
              <Trans>Review</Trans>
            </th>
            {held && (
              <th scope="col" className={table.end}>
                <Trans>Holds now</Trans>
              </th>
            )}
            <th scope="col" className={table.end}>
              {props.last}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.apps.map((it) => (
            <tr key={it.id}>
              <td>
                <Link
                  className={table.cell}
                  to="/p/$pageId/apps/$appId"
                  params={{ pageId: page.id, appId: it.id }}
                >
                  <Owner who={{ __typename: 'App', id: it.id, name: it.name }} idle="" strong />
                  <small className="mono">{it.id}</small>
                </Link>
              </td>
              <td>
                <Part isPrimary={subscribed.get(it.id)} />
              </td>
              <td>
                <ReviewBadge review={it.review} />
              </td>
              {held && (
                <td className={table.end}>
                  <Link to="/p/$pageId/inbox" params={{ pageId: page.id }} search={{ owner: it.id }}>
                    <span className="tabular">{(held.get(it.id) ?? 0).toLocaleString(i18n.locale)}</span>
                  </Link>
                </td>
              )}
              <td className={table.end}>{props.end(it)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Part({ isPrimary }: { isPrimary: boolean | undefined }) {
  if (isPrimary === undefined)
    return (
      <Badge tone="mute">
        <Trans>None yet</Trans>
      </Badge>
    );
  return isPrimary ? (
    <Badge tone="bot">
      <Trans>Primary receiver</Trans>
    </Badge>
  ) : (
    <Badge tone="mute">
      <Trans>Takes part</Trans>
    </Badge>
  );
}
