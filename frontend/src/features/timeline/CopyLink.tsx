import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Link2 } from 'lucide-react';
import type { AnyEvent } from '../../app/events';
import { usePage } from '../../app/PageScope';

/** The address that leads whoever may see it to this event. */
export function CopyLink({ event }: { event: AnyEvent }) {
  const page = usePage();
  const { copy, copied } = useClipboard();
  const address = `${location.origin}/p/${page.id}/timeline?event=${event.cursor}`;
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={copied ? <Check size={12} /> : <Link2 size={12} />}
      onClick={() => copy(address)}
    >
      {copied ? <Trans>Copied</Trans> : <Trans>Copy the link to this event</Trans>}
    </Button>
  );
}
