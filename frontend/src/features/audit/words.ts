import { useLingui } from '@lingui/react/macro';
import type { AuditActorKind, AuditKind } from '../../gen/graphql';

/** What was done, in words, as they follow the name of who did it. */
export function useAuditWords(): {
  kinds: Record<AuditKind, string>;
  actors: Record<AuditActorKind, string>;
} {
  const { t } = useLingui();
  return {
    kinds: {
      PAGE_CREATED: t`made the page`,
      PAGE_SETTINGS_UPDATED: t`changed the page's settings`,
      PRIMARY_RECEIVER_SET: t`chose the primary receiver`,
      ENTRY_POINT_SET: t`set an entry point`,
      ENTRY_POINT_DELETED: t`removed an entry point`,
      PAGE_MENU_SET: t`set the menu`,
      PAGE_MENU_DELETED: t`removed the menu`,
      PAGE_MEMBER_SET: t`gave tasks to a person`,
      APP_SUBSCRIBED: t`subscribed an app`,
      APP_UNSUBSCRIBED: t`removed an app from the page`,
      SAVED_REPLY_CREATED: t`saved a reply`,
      SAVED_REPLY_UPDATED: t`changed a saved reply`,
      SAVED_REPLY_DELETED: t`removed a saved reply`,
      APP_CREATED: t`made an app`,
      APP_REVIEWED: t`reviewed an app`,
      APP_TESTER_ADDED: t`added a tester`,
      APP_TESTER_REMOVED: t`removed a tester`,
      APP_SECRET_ROTATED: t`gave an app a new secret`,
      WEBHOOK_SET: t`set a webhook`,
      WEBHOOK_REMOVED: t`removed a webhook`,
      WEBHOOK_ENABLED: t`enabled a webhook`,
      WEBHOOK_DISABLED: t`disabled a webhook`,
      REDELIVERY_STARTED: t`had events sent again`,
      REDELIVERY_CANCELLED: t`stopped sending events again`,
      USER_CREATED: t`made a person`,
      USER_INVITED: t`invited a person`,
      INVITATION_ACCEPTED: t`accepted an invitation`,
      IDENTITY_LINKED: t`linked a sign-in`,
      SIGNED_IN: t`signed in`,
      SIGNED_OUT: t`signed out`,
      SIGNED_OUT_EVERYWHERE: t`signed out everywhere`,
      PASSWORD_CHANGED: t`changed the password`,
      SECOND_FACTOR_BEGUN: t`began to set up a second factor`,
      SECOND_FACTOR_ENABLED: t`set up a second factor`,
      SECOND_FACTOR_DISABLED: t`removed the second factor`,
      SECOND_FACTOR_RESET: t`reset somebody's second factor`,
      RECOVERY_CODES_RENEWED: t`made new recovery codes`,
      RECOVERY_CODE_USED: t`signed in with a recovery code`,
      TOKEN_ISSUED: t`issued a token`,
      TOKEN_REVOKED: t`revoked a token`,
      INBOX_REPLIED: t`answered a customer`,
      THREAD_MOVED_TO_MAIN: t`took a conversation over`,
      THREAD_MARKED_DONE: t`marked a conversation done`,
      THREAD_PASSED_FROM_INBOX: t`passed a conversation on`,
    },
    actors: {
      PERSON: t`Somebody`,
      APP: t`An app`,
      CHANNEL: t`The channel`,
      OPERATOR: t`The operator`,
      VISITOR: t`A visitor`,
      BATON: t`Baton`,
    },
  };
}
