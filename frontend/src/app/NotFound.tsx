import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { Empty } from '../ui/Screen';

/** The same where nothing is around it. */
export function Lost() {
  return (
    <main>
      <NotFound />
    </main>
  );
}

export function NotFound() {
  return (
    <div style={{ paddingTop: '16vh' }}>
      <Empty
        isAll
        icon={<Compass size={20} />}
        title={<Trans>There is nothing here</Trans>}
        action={
          <Link to="/">
            <Trans>To the overview</Trans>
          </Link>
        }
      >
        <Trans>It may have been removed, or you may not be allowed to see it.</Trans>
      </Empty>
    </div>
  );
}
