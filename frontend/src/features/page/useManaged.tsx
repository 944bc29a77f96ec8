import { Trans } from '@lingui/react/macro';
import { Lock } from 'lucide-react';
import { usePage } from '../../app/PageScope';
import { Empty } from '../../ui/Screen';

/** Whether the reader manages the page; what to show if not. */
export function useManaged() {
  const page = usePage();
  const notice = (
    <Empty isAll icon={<Lock size={20} />} title={<Trans>This is for people who manage the page</Trans>}>
      <Trans>It needs the task “Manage” on {page.name}. Somebody who has it can give it to you.</Trans>
    </Empty>
  );
  return { may: page.can('MANAGE'), notice };
}
