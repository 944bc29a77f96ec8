// The kinds of entries by what people look for.
import type { AuditKind } from '../../gen/graphql';

export const groups = ['inbox', 'page', 'apps', 'people'] as const;
export type Group = (typeof groups)[number];

const inbox: AuditKind[] = [
  'INBOX_REPLIED',
  'THREAD_MOVED_TO_MAIN',
  'THREAD_MARKED_DONE',
  'THREAD_PASSED_FROM_INBOX',
];
const page: AuditKind[] = [
  'PAGE_CREATED',
  'PAGE_SETTINGS_UPDATED',
  'PRIMARY_RECEIVER_SET',
  'ENTRY_POINT_SET',
  'ENTRY_POINT_DELETED',
  'PAGE_MENU_SET',
  'PAGE_MENU_DELETED',
  'PAGE_MEMBER_SET',
  'APP_SUBSCRIBED',
  'APP_UNSUBSCRIBED',
  'SAVED_REPLY_CREATED',
  'SAVED_REPLY_UPDATED',
  'SAVED_REPLY_DELETED',
];
const apps: AuditKind[] = [
  'APP_CREATED',
  'APP_REVIEWED',
  'APP_TESTER_ADDED',
  'APP_TESTER_REMOVED',
  'APP_SECRET_ROTATED',
  'WEBHOOK_SET',
  'WEBHOOK_REMOVED',
  'WEBHOOK_ENABLED',
  'WEBHOOK_DISABLED',
  'REDELIVERY_STARTED',
  'REDELIVERY_CANCELLED',
];
const people: AuditKind[] = [
  'USER_CREATED',
  'USER_INVITED',
  'INVITATION_ACCEPTED',
  'IDENTITY_LINKED',
  'SIGNED_IN',
  'SIGNED_OUT',
  'SIGNED_OUT_EVERYWHERE',
  'PASSWORD_CHANGED',
  'SECOND_FACTOR_BEGUN',
  'SECOND_FACTOR_ENABLED',
  'SECOND_FACTOR_DISABLED',
  'SECOND_FACTOR_RESET',
  'RECOVERY_CODES_RENEWED',
  'RECOVERY_CODE_USED',
  'TOKEN_ISSUED',
  'TOKEN_REVOKED',
];

export const kindsOf: Record<Group, AuditKind[]> = { inbox, page, apps, people };
