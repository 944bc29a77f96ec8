import { useLingui } from '@lingui/react/macro';
import type { WebhookField } from '../../gen/graphql';

export const fields: WebhookField[] = [
  'MESSAGES',
  'MESSAGING_POSTBACKS',
  'MESSAGING_REFERRALS',
  'MESSAGE_ECHOES',
  'MESSAGING_HANDOVERS',
  'STANDBY',
  'MESSAGING_FEEDBACK',
  'THREAD_CONTROL',
];

/** What each field brings an app. */
export function useFieldWords(): Record<WebhookField, string> {
  const { t } = useLingui();
  return {
    MESSAGES: t`Customers' messages`,
    MESSAGING_POSTBACKS: t`Taps on buttons and menu items`,
    MESSAGING_REFERRALS: t`Customers who come through an ad or a link`,
    MESSAGE_ECHOES: t`Messages that others sent`,
    MESSAGING_HANDOVERS: t`Control that was passed, taken or requested`,
    STANDBY: t`What customers do while somebody else holds the conversation`,
    MESSAGING_FEEDBACK: t`Answers to surveys`,
    THREAD_CONTROL: t`Every change of control, with epoch and reason`,
  };
}
