import { useLingui } from '@lingui/react/macro';
import type { ThreadEventType, WebhookDeliveryStatus, WebhookSample } from '../../gen/graphql';
import type { Tone } from '../../ui/Badge';

/** What Baton's names for deliveries are called on screen. */
export function useWebhookWords() {
  const { t } = useLingui();
  const statuses: Record<WebhookDeliveryStatus, string> = {
    DELIVERED: t`Delivered`,
    WAITING: t`Retrying`,
    FAILED: t`Failed`,
  };
  const events: Record<ThreadEventType, string> = {
    CONTROL_CHANGED: t`Control changed`,
    CONTROL_REQUESTED: t`Control requested`,
    REQUEST_WITHDRAWN: t`Request withdrawn`,
    CONTROL_EXTENDED: t`Control extended`,
    METADATA_PASSED: t`Metadata passed`,
    MESSAGE_RECEIVED: t`Message received`,
    MESSAGE_SENT: t`Message sent`,
    SURVEY_HELD: t`Survey held`,
    SURVEY_DROPPED: t`Survey dropped`,
    FEEDBACK_RECEIVED: t`Survey answered`,
    POSTBACK_RECEIVED: t`Button tapped`,
    REFERRAL_RECEIVED: t`Came through an ad or a link`,
    USER_MENU_CHANGED: t`Customer's menu changed`,
    FOLDER_CHANGED: t`Folder changed`,
    ROLE_CHANGED: t`Role changed`,
  };
  const samples: Record<WebhookSample, string> = {
    MESSAGE: t`A customer's message`,
    POSTBACK: t`A tap on a button`,
    REFERRAL: t`A customer who came through a link`,
    ECHO: t`A message from the inbox`,
    FEEDBACK: t`An answer to a survey`,
    HANDOVER: t`Control that was passed to the app`,
    STANDBY: t`A customer's message, on standby`,
    THREAD_CONTROL: t`A change of control, in detail`,
  };
  return { statuses, events, samples };
}

export const tones: Record<WebhookDeliveryStatus, Tone> = { DELIVERED: 'ok', WAITING: 'warn', FAILED: 'bad' };
