import { useLingui } from '@lingui/react/macro';
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import styles from './Secret.module.css';

/** A value to be copied; shown whole, because it is shown once. */
export function Secret({ label, value }: { label: string; value: string }) {
  const { t } = useLingui();
  return (
    <div className={styles.secret}>
      <span className={styles.label}>{label}</span>
      <code className={styles.value}>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t`Copied` : t`Copy`}>
            <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={t`Copy ${label}`}>
              {copied ? <Check size={15} /> : <Copy size={15} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
