import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Braces } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Hint } from '../ui/Hint';
import { useKeys, useShortcuts } from './shortcuts';

const DeveloperDrawer = lazy(() => import('./DeveloperDrawer'));

/** The way to what the API has of a conversation: a button, and its key. */
export function Developer({ threadId }: { threadId: string }) {
  const { t } = useLingui();
  const [isOpen, drawer] = useDisclosure(false);
  const key = useKeys().of('developer');
  useShortcuts({ developer: drawer.open });
  return (
    <>
      <Hint label={t`What the API has of it`} keys={key}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t`What the API has of this conversation`}
          aria-haspopup="dialog"
          onClick={drawer.open}
        >
          <Braces size={16} />
        </ActionIcon>
      </Hint>
      <Suspense>{isOpen && <DeveloperDrawer threadId={threadId} onClose={drawer.close} />}</Suspense>
    </>
  );
}
