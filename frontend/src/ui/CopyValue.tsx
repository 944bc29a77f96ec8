import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';
import { Hint } from './Hint';

/** Copies a value that stands beside it. */
export function CopyValue({ label, value }: { label: string; value: string }) {
  const { t } = useLingui();
  const { copy, copied } = useClipboard();
  return (
    <Hint label={copied ? t`Copied` : t`Copy`}>
      <ActionIcon variant="subtle" color="gray" onClick={() => copy(value)} aria-label={t`Copy ${label}`}>
        {copied ? <Check size={15} /> : <Copy size={15} />}
      </ActionIcon>
    </Hint>
  );
}
