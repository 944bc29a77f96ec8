import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';
import { Hint } from './Hint';
import styles from './Secret.module.css';

/** A value to be copied; shown whole, because it is shown once. */
export function Secret({ label, value }: { label: string; value: string }) {
  const { t } = useLingui();
  const { copy, copied } = useClipboard();
  return (
    <div className={styles.secret}>
      <span className={styles.label}>{label}</span>
      <code className={styles.value}>{value}</code>
      <Hint label={copied ? t`Copied` : t`Copy`}>
        <ActionIcon variant="subtle" color="gray" onClick={() => copy(value)} aria-label={t`Copy ${label}`}>
          {copied ? <Check size={15} /> : <Copy size={15} />}
        </ActionIcon>
      </Hint>
    </div>
  );
}
