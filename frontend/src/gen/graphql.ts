/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** On which of Meta's channels an app hears an event. */
export type AppChannel =
  /** To the owner: what the customer did. */
  | 'MESSAGING'
  /** To everyone but the owner: what the customer did. */
  | 'STANDBY'
  /** Changes of control and of roles. */
  | 'HANDOVERS';

/** An app, and a customer with a role on it. */
export type AppTesterInput = {
  /** The app's id. */
  appId: string | number;
  /** The channel's own id of the customer: 1 to 128 visible characters. */
  customerId: string | number;
};

/** Who did something. */
export type AuditActorKind =
  /** Somebody who is signed in, or shows a token of theirs. */
  | 'PERSON'
  /** An app. */
  | 'APP'
  /** Whatever brings customers' messages in. */
  | 'CHANNEL'
  /** Whoever runs the server, on its command line. */
  | 'OPERATOR'
  /** Somebody who is not signed in yet: with an invitation, say. */
  | 'VISITOR'
  /** Baton itself, by its own rules. */
  | 'BATON';

/** What was done. */
export type AuditKind =
  /** `createPage` */
  | 'PAGE_CREATED'
  /** `updatePageSettings` */
  | 'PAGE_SETTINGS_UPDATED'
  /** `setPrimaryReceiver` */
  | 'PRIMARY_RECEIVER_SET'
  /** `setEntryPoint` */
  | 'ENTRY_POINT_SET'
  /** `deleteEntryPoint` */
  | 'ENTRY_POINT_DELETED'
  /** `setPageMenu` */
  | 'PAGE_MENU_SET'
  /** `deletePageMenu` */
  | 'PAGE_MENU_DELETED'
  /** `setPageMember`: the object is the person. */
  | 'PAGE_MEMBER_SET'
  /** `subscribeApp`: the object is the app. */
  | 'APP_SUBSCRIBED'
  /** `unsubscribeApp`: the object is the app. */
  | 'APP_UNSUBSCRIBED'
  /** `createSavedReply` */
  | 'SAVED_REPLY_CREATED'
  /** `updateSavedReply` */
  | 'SAVED_REPLY_UPDATED'
  /** `deleteSavedReply` */
  | 'SAVED_REPLY_DELETED'
  /** `createApp` */
  | 'APP_CREATED'
  /** `reviewApp` */
  | 'APP_REVIEWED'
  /** `addAppTester` */
  | 'APP_TESTER_ADDED'
  /** `removeAppTester` */
  | 'APP_TESTER_REMOVED'
  /** `rotateAppSecret` */
  | 'APP_SECRET_ROTATED'
  /** `setWebhook`: the object is the app, as for all of webhooks. */
  | 'WEBHOOK_SET'
  /** `setWebhook` without an address. */
  | 'WEBHOOK_REMOVED'
  /** `enableWebhook` */
  | 'WEBHOOK_ENABLED'
  /** It only failed, or answered that it is gone. */
  | 'WEBHOOK_DISABLED'
  /** `redeliverSince` */
  | 'REDELIVERY_STARTED'
  /** `cancelRedelivery` */
  | 'REDELIVERY_CANCELLED'
  /** A person was made with a password, or came from an OpenID provider. */
  | 'USER_CREATED'
  /** `inviteUser` */
  | 'USER_INVITED'
  /** Somebody chose their password. */
  | 'INVITATION_ACCEPTED'
  /** An account at the OpenID provider became a person's. */
  | 'IDENTITY_LINKED'
  /** A browser was signed in. */
  | 'SIGNED_IN'
  /** A browser was signed out. */
  | 'SIGNED_OUT'
  /** `signOutEverywhere` */
  | 'SIGNED_OUT_EVERYWHERE'
  /** `changePassword` */
  | 'PASSWORD_CHANGED'
  /** `beginSecondFactor` */
  | 'SECOND_FACTOR_BEGUN'
  /** `confirmSecondFactor`: asked for from then on. */
  | 'SECOND_FACTOR_ENABLED'
  /** `disableSecondFactor` */
  | 'SECOND_FACTOR_DISABLED'
  /** `resetSecondFactor`, by an administrator. */
  | 'SECOND_FACTOR_RESET'
  /** `renewRecoveryCodes` */
  | 'RECOVERY_CODES_RENEWED'
  /** Somebody signed in with one. */
  | 'RECOVERY_CODE_USED'
  /** A token was issued. */
  | 'TOKEN_ISSUED'
  /** `revokeToken` */
  | 'TOKEN_REVOKED'
  /** `replyFromInbox` */
  | 'INBOX_REPLIED'
  /** `moveThreadToMain` */
  | 'THREAD_MOVED_TO_MAIN'
  /** `markThreadDone` */
  | 'THREAD_MARKED_DONE'
  /** `passThreadFromInbox` */
  | 'THREAD_PASSED_FROM_INBOX';

/** Which entries of the audit log; what is left out does not matter. */
export type AuditLogFilter = {
  /** About this page. Whoever is no administrator must name one. */
  pageId?: string | number | null | undefined;
  /** By this person, or this app. */
  actorId?: string | number | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<AuditKind> | null | undefined;
  /** Done to the thing of this id: a page, app, person, token, thread, entry point or saved reply. */
  objectId?: string | number | null | undefined;
  /** Done then or later. */
  since?: string | null | undefined;
  /** Done before then. */
  until?: string | null | undefined;
};

/** What kind of thing something was done to. */
export type AuditObjectType =
  /** A page. */
  | 'PAGE'
  /** An app. */
  | 'APP'
  /** A person. */
  | 'USER'
  /** A token. */
  | 'TOKEN'
  /** A thread. */
  | 'THREAD'
  /** An entry point. */
  | 'ENTRY_POINT'
  /** A saved reply. */
  | 'SAVED_REPLY';

/** The input of `beginSecondFactor`. */
export type BeginSecondFactorInput = {
  /** The person's password. */
  currentPassword: string;
};

/** The redelivery to call off. */
export type CancelRedeliveryInput = {
  /** The redelivery's id. */
  id: string | number;
};

/** The input of `changePassword`. */
export type ChangePasswordInput = {
  /** The password as it is. */
  currentPassword: string;
  /** At least 8 characters. */
  newPassword: string;
};

/** The input of `confirmSecondFactor`. */
export type ConfirmSecondFactorInput = {
  /** The six digits that the authenticator shows. */
  code: string;
};

/** Why control moved. */
export type ControlChangeReason =
  /** The owner passed it. */
  | 'PASS'
  /** An app took it. */
  | 'TAKE'
  /** An app asked for it while nobody had it. */
  | 'REQUEST'
  /** The owner let go. */
  | 'RELEASE'
  /** The owner let go, and the longest waiting request came next. */
  | 'NEXT_REQUEST'
  /** Nothing happened for too long. */
  | 'IDLE_TIMEOUT'
  /** The customer wrote to an idle thread. */
  | 'CUSTOMER_MESSAGE'
  /** The customer tapped a button. */
  | 'POSTBACK'
  /** The customer tapped a menu item. */
  | 'MENU'
  /** The customer came in where the app waits. */
  | 'ENTRY_POINT'
  /** A person replied from the inbox. */
  | 'INBOX_REPLY'
  /** A person moved the thread to the main folder. */
  | 'INBOX_MOVE'
  /** A person marked the thread done. */
  | 'INBOX_DONE'
  /** The owner left the page. */
  | 'APP_REMOVED'
  /** An administrator stepped in. */
  | 'ADMIN';

/** Whether somebody controls a thread. */
export type ControlState =
  /** Nobody does. */
  | 'IDLE'
  /** Its owner does. */
  | 'CONTROLLED';

/** The input of `createApp`. */
export type CreateAppInput = {
  /** 1 to 200 characters. */
  name: string;
  /** Kept if given (an app that exists elsewhere). */
  id?: string | number | null | undefined;
};

/** The input of `createPage`. */
export type CreatePageInput = {
  /** 1 to 200 characters. */
  name: string;
  /** Where its customers write. */
  platform: Platform;
  /** Kept if given (a page that exists elsewhere). */
  id?: string | number | null | undefined;
};

/** The input of `createSavedReply`. */
export type CreateSavedReplyInput = {
  /** The page's id. */
  pageId: string | number;
  /** 1 to 200 characters. */
  title: string;
  /** 1 to 2,000 characters. */
  text: string;
  /** One word of at most 40 characters, which no other reply of the page has. */
  shortcut?: string | null | undefined;
};

/** The entry point to forget. */
export type DeleteEntryPointInput = {
  /** The entry point's id. */
  id: string | number;
};

/** The page whose menu goes. */
export type DeletePageMenuInput = {
  /** The page's id. */
  pageId: string | number;
};

/** The input of `deleteSavedReply`. */
export type DeleteSavedReplyInput = {
  /** The saved reply's id. */
  id: string | number;
};

/** The input of `disableSecondFactor`. */
export type DisableSecondFactorInput = {
  /** The person's password. */
  currentPassword: string;
};

/** Why nothing is sent to a webhook. */
export type DisabledReason =
  /** It answered with status 410. */
  | 'GONE'
  /** It has only failed for five days. */
  | 'ONLY_FAILED';

/** The input of `enableWebhook`. */
export type EnableWebhookInput = {
  /** Whose webhook. */
  appId: string | number;
  /** What it hears first; all that it has missed when left out. */
  from?: WebhookGoOn | null | undefined;
};

/** How a customer comes to a page. */
export type EntryPointSource =
  /** Through an advertisement. */
  | 'AD'
  /** Through a link with a ref parameter. */
  | 'LINK';

/** Where people find a thread in the page's inbox. */
export type InboxFolder =
  /** The inbox controls the thread. */
  | 'MAIN'
  /** An app controls the thread, or nobody. */
  | 'GENERAL';

/** The input of `inviteUser`. */
export type InviteUserInput = {
  /** 1 to 200 characters. */
  name: string;
  /** One address is one person. */
  email: string;
  /** Whether the person has every task on every page; no if left out. */
  isAdmin?: boolean | null | undefined;
};

/** The input of `issueChannelToken`. */
export type IssueChannelTokenInput = {
  /** The page that the channel brings messages to. */
  pageId: string | number;
  /** Seconds; it never expires by itself when left out. */
  expiresIn?: number | null | undefined;
};

/** The input of `issuePageToken`. */
export type IssuePageTokenInput = {
  /** The page that the token is for. */
  pageId: string | number;
  /** The app that the token is for. */
  appId: string | number;
  /** All of them when left out. */
  permissions?: Array<Permission> | null | undefined;
  /** Seconds; the page token never expires by itself when left out. */
  expiresIn?: number | null | undefined;
};

/** The thread that is done. */
export type MarkThreadDoneInput = {
  /** The thread's id. */
  threadId: string | number;
};

/** The input of `markThreadRead`. */
export type MarkThreadReadInput = {
  /** The thread's id. */
  threadId: string | number;
  /**
   * The sequence of the last event that the person has seen; the thread's last one when left out. A lower one than
   * before makes what came after it unread again.
   */
  sequence?: number | null | undefined;
};

/** One line of a menu: it sends a payload back, or opens a URL. */
export type MenuItemInput = {
  /** 1 to 30 characters. */
  title: string;
  /** 1 to 1,000 characters. */
  payload?: string | null | undefined;
  /** Begins with https:// or http://. */
  url?: string | null | undefined;
};

/** For whom a menu is. */
export type MenuLevel =
  /** Every customer of the page. */
  | 'PAGE'
  /** One customer: instead of the page's menu. */
  | 'USER';

/** What became of a message. */
export type MessageStatus =
  /** A survey that waits for the thread to go idle. */
  | 'HELD'
  /** It is on its way. */
  | 'SENT'
  /** A held survey whose app left the page. */
  | 'DROPPED';

/** Lets a message be sent though the rules are against it. */
export type MessageTag =
  /** A person wrote it. Lets an app with the human-agent feature send whoever is owner. */
  | 'HUMAN_AGENT';

/** The thread that people answer. */
export type MoveThreadToMainInput = {
  /** The thread's id. */
  threadId: string | number;
};

/** What a person may do on a page. */
export type PageTask =
  /** Control threads. */
  | 'MODERATE'
  /** Reply, move and mark done in the inbox; read messages. */
  | 'MESSAGING'
  /** The page's settings, primary receiver, entry points, subscriptions, members and tokens. */
  | 'MANAGE'
  /** Look, change nothing. */
  | 'ANALYZE';

/** To which app, and with what word. */
export type PassThreadFromInboxInput = {
  /** The thread's id. */
  threadId: string | number;
  /** The app that gets control. */
  targetAppId: string | number;
  /** At most 1,000 characters, for the app. */
  metadata?: string | null | undefined;
};

/** What a page access token allows its app to reach. */
export type Permission =
  /** Read and send messages. */
  | 'PAGES_MESSAGING'
  /** Change what the app is subscribed to. */
  | 'PAGES_MANAGE_METADATA';

/** Where the customers of a page write. */
export type Platform =
  /** A Facebook Page. */
  | 'MESSENGER'
  /** An Instagram professional account. */
  | 'INSTAGRAM'
  /** A web chat. */
  | 'WEB';

/** `externalId` is the channel's own id of the event: the same one is taken in once. */
export type ReceiveMessageInput = {
  /** The page of the channel's token. */
  pageId: string | number;
  /** The channel's own id of the customer: 1 to 128 visible characters. */
  customerId: string | number;
  /** At most 200 characters. */
  customerName?: string | null | undefined;
  /** 1 to 2,000 characters; a message has a text or an attachment. */
  text?: string | null | undefined;
  /** As the channel has them; at most 30, and 64 KiB of JSON in all. */
  attachments?: Array<unknown> | null | undefined;
  /** The payload of the quick reply that the customer chose: 1 to 1,000 characters, beside the text that they saw. */
  quickReplyPayload?: string | null | undefined;
  /** 1 to 128 visible characters. */
  externalId: string;
  /** When the customer wrote; now if left out. */
  sentAt?: string | null | undefined;
};

/** Either the payload of a button of `messageId`, or of a menu item. */
export type ReceivePostbackInput = {
  /** The page's id. */
  pageId: string | number;
  /** The channel's own id of the customer: 1 to 128 visible characters. */
  customerId: string | number;
  /** 1 to 1,000 characters. */
  payload: string;
  /** What the customer saw on what was tapped. */
  title?: string | null | undefined;
  /** The message whose button was tapped. */
  messageId?: string | number | null | undefined;
  /** The menu whose item was tapped. */
  menu?: MenuLevel | null | undefined;
  /** 1 to 128 visible characters; the same one is taken in once. */
  externalId: string;
};

/** Where the customer came from. */
export type ReceiveReferralInput = {
  /** The page's id. */
  pageId: string | number;
  /** The channel's own id of the customer: 1 to 128 visible characters. */
  customerId: string | number;
  /** Where it is: an ad or a link. */
  source: EntryPointSource;
  /** The ad's id, or the ref parameter of the link: 1 to 500 characters. */
  key: string;
  /** 1 to 128 visible characters; the same one is taken in once. */
  externalId: string;
};

/** The input of `redeliver`. */
export type RedeliverInput = {
  /** The delivery's id. */
  deliveryId: string | number;
};

/** The input of `redeliverSince`. */
export type RedeliverSinceInput = {
  /** Whose webhook. */
  appId: string | number;
  /** Events that happened then or later. */
  since: string;
  /** Those alone that have used up their tries; all when left out. */
  onlyFailed?: boolean | null | undefined;
  /** Of those that have used up their tries, the ones whose last try failed for this: the `cause` of a `WebhookFailure`. */
  cause?: string | null | undefined;
};

/** An ad or a link that a customer comes through. */
export type ReferralInput = {
  /** How the customer comes. */
  source: EntryPointSource;
  /** The ad's id, or the ref parameter of the link. */
  key: string;
};

/** What becomes of a thread that its owner releases. */
export type ReleasePolicy =
  /** The thread goes idle (the protocol's default). */
  | 'IDLE'
  /** Control goes to the longest waiting request, if there is one; else the thread goes idle. */
  | 'NEXT_REQUEST';

/** The input of `renewRecoveryCodes`. */
export type RenewRecoveryCodesInput = {
  /** The person's password. */
  currentPassword: string;
};

/** What a person answers. */
export type ReplyFromInboxInput = {
  /** The thread's id. */
  threadId: string | number;
  /** 1 to 2,000 characters. */
  text: string;
  /** The same key sends once, within a day: the first message comes back. */
  idempotencyKey?: string | null | undefined;
};

/** The input of `resetSecondFactor`. */
export type ResetSecondFactorInput = {
  /** Whose second factor. */
  userId: string | number;
};

/** The input of `reviewApp`. */
export type ReviewAppInput = {
  /** The app's id. */
  appId: string | number;
  /** Whether the app reaches every customer, and not its testers alone. */
  live?: boolean | null | undefined;
  /** Whether the app may answer as a human agent. */
  humanAgent?: boolean | null | undefined;
};

/** The input of `revokeToken`. */
export type RevokeTokenInput = {
  /** As it came with the token. */
  tokenId: string | number;
};

/** The input of `rotateAppSecret`. */
export type RotateAppSecretInput = {
  /** Whose secret. */
  appId: string | number;
  /** Seconds for which the old secret signs beside the new one: 0 to 604,800; a day when left out. */
  overlap?: number | null | undefined;
};

/** The input of `sendTestEvent`. */
export type SendTestEventInput = {
  /** Whose webhook. */
  appId: string | number;
  /** What kind of event; a message to the owner when left out. */
  sample?: WebhookSample | null | undefined;
};

/** Which app the threads that begin there go to. */
export type SetEntryPointInput = {
  /** The page's id. */
  pageId: string | number;
  /** Where it is: an ad or a link. */
  source: EntryPointSource;
  /** The ad's id, or the ref parameter of the link: 1 to 500 characters. */
  key: string;
  /** A subscribed app. */
  appId: string | number;
};

/** The input of `setPageMember`. */
export type SetPageMemberInput = {
  /** The page's id. */
  pageId: string | number;
  /** The person's id. */
  userId: string | number;
  /** None removes the person from the page. */
  tasks: Array<PageTask>;
};

/** The menu of every thread that has none of its own. */
export type SetPageMenuInput = {
  /** The page's id. */
  pageId: string | number;
  /** 1 to 20. */
  items: Array<MenuItemInput>;
};

/** The input of `setPrimaryReceiver`. */
export type SetPrimaryReceiverInput = {
  /** The page's id. */
  pageId: string | number;
  /** An app that is subscribed to the page; null for none. */
  appId?: string | number | null | undefined;
};

/** The input of `setWebhook`. */
export type SetWebhookInput = {
  /** Whose webhook. */
  appId: string | number;
  /** Begins with https:// or http://, at most 2,000 characters; null removes the webhook. */
  url?: string | null | undefined;
  /** Sent along with the challenge, so that the endpoint knows who asks: at most 200 characters. */
  verifyToken?: string | null | undefined;
};

/** The input of `signOutEverywhere`. */
export type SignOutEverywhereInput = {
  /** Whether the browser that asks stays signed in; no if left out. */
  keepCurrent?: boolean | null | undefined;
};

/** The input of `subscribeApp`. */
export type SubscribeAppInput = {
  /** The page's id. */
  pageId: string | number;
  /** The app's id. */
  appId: string | number;
  /** Which events reach it: at least one. */
  fields: Array<WebhookField>;
};

/** What can happen to a thread, under the names of the types of events; and what can happen to a page. */
export type ThreadEventType =
  /** `ControlChanged` */
  | 'CONTROL_CHANGED'
  /** `ControlRequested` */
  | 'CONTROL_REQUESTED'
  /** `RequestWithdrawn` */
  | 'REQUEST_WITHDRAWN'
  /** `ControlExtended` */
  | 'CONTROL_EXTENDED'
  /** `MetadataPassed` */
  | 'METADATA_PASSED'
  /** `MessageReceived` */
  | 'MESSAGE_RECEIVED'
  /** `MessageSent` */
  | 'MESSAGE_SENT'
  /** `SurveyHeld` */
  | 'SURVEY_HELD'
  /** `SurveyDropped` */
  | 'SURVEY_DROPPED'
  /** `PostbackReceived` */
  | 'POSTBACK_RECEIVED'
  /** `ReferralReceived` */
  | 'REFERRAL_RECEIVED'
  /** `FeedbackReceived` */
  | 'FEEDBACK_RECEIVED'
  /** `UserMenuChanged` */
  | 'USER_MENU_CHANGED'
  /** `FolderChanged` */
  | 'FOLDER_CHANGED'
  /** The app became the page's primary receiver, or is it no more: `app_roles`, which is about no thread. */
  | 'ROLE_CHANGED';

/** Which of a page's threads; what is left out does not matter. */
export type ThreadFilter = {
  /** Idle or controlled threads. */
  state?: ControlState | null | undefined;
  /** Threads that this app, or the inbox, controls. */
  ownerId?: string | number | null | undefined;
  /** Threads where this app waits for control. */
  requestedById?: string | number | null | undefined;
  /** Threads in this folder of the page's inbox. */
  folder?: InboxFolder | null | undefined;
  /** Threads that are marked done, or are not. */
  isDone?: boolean | null | undefined;
  /** Threads where the customer waits for an answer, or does not: see `unansweredSince`. */
  isUnanswered?: boolean | null | undefined;
  /** Threads whose customer came through this entry point's ad or link last, whoever controls them now. */
  entryPointId?: string | number | null | undefined;
  /** The channel's own id of the customer. */
  customerId?: string | number | null | undefined;
  /** Matches the beginnings of words in the customer's name, or of the customer's id. */
  search?: string | null | undefined;
};

/** How threads are sorted. */
export type ThreadOrder =
  /** Latest first. */
  | 'LAST_ACTIVITY_DESC'
  /** Longest quiet first. */
  | 'LAST_ACTIVITY_ASC'
  /** Soonest first; idle threads, which expire never, last. */
  | 'EXPIRES_AT_ASC';

/** The input of `unsubscribeApp`. */
export type UnsubscribeAppInput = {
  /** The page's id. */
  pageId: string | number;
  /** The app's id. */
  appId: string | number;
};

/** The input of `updatePageSettings`. */
export type UpdatePageSettingsInput = {
  /** The page's id. */
  pageId: string | number;
  /** 1 to 200 characters. */
  name?: string | null | undefined;
  /** Seconds, 1 to 604800. Threads that are controlled now keep their time. */
  idleTimeout?: number | null | undefined;
  /** What becomes of a thread that its owner releases. */
  onRelease?: ReleasePolicy | null | undefined;
  /** Whether replies are held to the messaging window. */
  enforceMessagingWindow?: boolean | null | undefined;
};

/** The input of `updateSavedReply`. */
export type UpdateSavedReplyInput = {
  /** The saved reply's id. */
  id: string | number;
  /** 1 to 200 characters. */
  title?: string | null | undefined;
  /** 1 to 2,000 characters. */
  text?: string | null | undefined;
  /** One word of at most 40 characters, which no other reply of the page has; an empty one removes it. */
  shortcut?: string | null | undefined;
};

/** Why the protocol refused. */
export type UserErrorCode =
  /** The caller does not control the thread. Graph API: HTTP 400, subcode 2018300. */
  | 'NOT_THREAD_OWNER'
  /** Another participant controls the thread, and only the primary receiver may take it. */
  | 'THREAD_CONTROLLED'
  /** `expectedEpoch` is no longer the thread's epoch: somebody else changed its control first. */
  | 'STALE_EPOCH'
  /** The target is not subscribed to the page. */
  | 'TARGET_NOT_SUBSCRIBED'
  /** Passing to oneself. */
  | 'ALREADY_OWNER'
  /** No such waiting request. */
  | 'NO_REQUEST'
  /** The app has not been reviewed and the customer has no role on it. */
  | 'APP_NOT_REVIEWED'
  /** The human-agent feature has not been granted to the app. */
  | 'HUMAN_AGENT_NOT_APPROVED'
  /** The messaging window has closed. */
  | 'OUTSIDE_MESSAGING_WINDOW'
  /** The inbox cannot be the primary receiver. */
  | 'INBOX_CANNOT_BE_PRIMARY'
  /** Only the primary receiver may set or delete the page-level menu while there is one. */
  | 'MENU_NOT_ALLOWED'
  /** A value is missing, too long or not what it should be; `field` says which. */
  | 'INVALID'
  /** It exists already. */
  | 'CONFLICT';

/** Which of an app's deliveries; what is left out does not matter. */
export type WebhookDeliveryFilter = {
  /** Events of this page. */
  pageId?: string | number | null | undefined;
  /** Events of this thread. */
  threadId?: string | number | null | undefined;
  /** What has become of them. */
  status?: WebhookDeliveryStatus | null | undefined;
  /** What happened. */
  eventType?: ThreadEventType | null | undefined;
  /** Events that happened then or later. */
  since?: string | null | undefined;
  /** Events that happened before then. */
  until?: string | null | undefined;
};

/** What has become of an event that was sent to a webhook. */
export type WebhookDeliveryStatus =
  /** The receiver took it. */
  | 'DELIVERED'
  /** It failed, and will be tried again; its thread waits for it. */
  | 'WAITING'
  /** It has used up its tries, and its thread has gone on. */
  | 'FAILED';

/** One subscription field of an app on a page: which events reach it. */
export type WebhookField =
  /** Customers' messages. */
  | 'MESSAGES'
  /** Taps on buttons and menu items. */
  | 'MESSAGING_POSTBACKS'
  /** Customers who come through an ad or a link. */
  | 'MESSAGING_REFERRALS'
  /** Messages that others sent. */
  | 'MESSAGE_ECHOES'
  /** Control that was passed, taken or requested, metadata, and roles. */
  | 'MESSAGING_HANDOVERS'
  /** What the customer does while somebody else controls the thread. */
  | 'STANDBY'
  /** Answers to surveys. */
  | 'MESSAGING_FEEDBACK'
  /** Every change of control, with epoch and reason: more than Meta's handover events tell. */
  | 'THREAD_CONTROL';

/** What a webhook hears first when it is enabled again. */
export type WebhookGoOn =
  /** All that it has missed. */
  | 'WHERE_IT_STOPPED'
  /** What comes from now on. */
  | 'NOW';

/** Events to try a webhook with. */
export type WebhookSample =
  /** A customer's message, to the owner. */
  | 'MESSAGE'
  /** A tap on a button. */
  | 'POSTBACK'
  /** A customer who came through a link. */
  | 'REFERRAL'
  /** A message that a person sent from the inbox. */
  | 'ECHO'
  /** An answer to a survey. */
  | 'FEEDBACK'
  /** Control that the inbox passed to the app. */
  | 'HANDOVER'
  /** A customer's message, on standby. */
  | 'STANDBY'
  /** The same pass, in the words of the field THREAD_CONTROL. */
  | 'THREAD_CONTROL';

type Who_App_Fragment = { __typename: 'App', id: string, name: string };

type Who_Inbox_Fragment = { __typename: 'Inbox', id: string, name: string };

export type WhoFragment =
  | Who_App_Fragment
  | Who_Inbox_Fragment
;

export type MessagePartsFragment = { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
    | { __typename: 'App', id: string, name: string }
    | { __typename: 'Inbox', id: string, name: string }
   | null };

export type ThreadRowFragment = { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
      | { __typename: 'App', id: string, name: string }
      | { __typename: 'Inbox', id: string, name: string }
     | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null }> } };

type EventParts_ControlChanged_Fragment = { __typename: 'ControlChanged', reason: ControlChangeReason, metadata: string | null, epoch: number, cursor: string, sequence: number, occurredAt: string, previousOwner:
    | { __typename: 'App', id: string, name: string }
    | { __typename: 'Inbox', id: string, name: string }
   | null, newOwner:
    | { __typename: 'App', id: string, name: string }
    | { __typename: 'Inbox', id: string, name: string }
   | null, by: { id: string, name: string } | null };

type EventParts_ControlExtended_Fragment = { __typename: 'ControlExtended', expiresAt: string, cursor: string, sequence: number, occurredAt: string, owner:
    | { __typename: 'App', id: string, name: string }
    | { __typename: 'Inbox', id: string, name: string }
   };

type EventParts_ControlRequested_Fragment = { __typename: 'ControlRequested', metadata: string | null, position: number, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } };

type EventParts_FeedbackReceived_Fragment = { __typename: 'FeedbackReceived', answer?: string, followUp?: string | null, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } };

type EventParts_FolderChanged_Fragment = { __typename: 'FolderChanged', folder: InboxFolder, isDone: boolean, cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null };

type EventParts_MessageReceived_Fragment = { __typename: 'MessageReceived', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
      | { __typename: 'App', id: string, name: string }
      | { __typename: 'Inbox', id: string, name: string }
     | null } };

type EventParts_MessageSent_Fragment = { __typename: 'MessageSent', cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
      | { __typename: 'App', id: string, name: string }
      | { __typename: 'Inbox', id: string, name: string }
     | null } };

type EventParts_MetadataPassed_Fragment = { __typename: 'MetadataPassed', cursor: string, sequence: number, occurredAt: string, note: string, from:
    | { __typename: 'App', id: string, name: string }
    | { __typename: 'Inbox', id: string, name: string }
  , to: { id: string, name: string } };

type EventParts_PostbackReceived_Fragment = { __typename: 'PostbackReceived', payload: string, title: string | null, fromMenu: boolean, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } };

type EventParts_ReferralReceived_Fragment = { __typename: 'ReferralReceived', source: EntryPointSource, key: string, cursor: string, sequence: number, occurredAt: string };

type EventParts_RequestWithdrawn_Fragment = { __typename: 'RequestWithdrawn', cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } };

type EventParts_SurveyDropped_Fragment = { __typename: 'SurveyDropped', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
      | { __typename: 'App', id: string, name: string }
      | { __typename: 'Inbox', id: string, name: string }
     | null } };

type EventParts_SurveyHeld_Fragment = { __typename: 'SurveyHeld', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
      | { __typename: 'App', id: string, name: string }
      | { __typename: 'Inbox', id: string, name: string }
     | null } };

type EventParts_UserMenuChanged_Fragment = { __typename: 'UserMenuChanged', cursor: string, sequence: number, occurredAt: string, menu: { items: Array<{ title: string }> } | null, app: { id: string, name: string } };

export type EventPartsFragment =
  | EventParts_ControlChanged_Fragment
  | EventParts_ControlExtended_Fragment
  | EventParts_ControlRequested_Fragment
  | EventParts_FeedbackReceived_Fragment
  | EventParts_FolderChanged_Fragment
  | EventParts_MessageReceived_Fragment
  | EventParts_MessageSent_Fragment
  | EventParts_MetadataPassed_Fragment
  | EventParts_PostbackReceived_Fragment
  | EventParts_ReferralReceived_Fragment
  | EventParts_RequestWithdrawn_Fragment
  | EventParts_SurveyDropped_Fragment
  | EventParts_SurveyHeld_Fragment
  | EventParts_UserMenuChanged_Fragment
;

export type RawThreadQueryVariables = Exact<{
  id: string | number;
  reads: boolean;
}>;


export type RawThreadQuery = { thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, page: { id: string, name: string }, events: { nodes: Array<
        | { __typename: 'ControlChanged', reason: ControlChangeReason, metadata: string | null, epoch: number, cursor: string, sequence: number, occurredAt: string, previousOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, newOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, by: { id: string, name: string } | null }
        | { __typename: 'ControlExtended', expiresAt: string, cursor: string, sequence: number, occurredAt: string, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           }
        | { __typename: 'ControlRequested', metadata: string | null, position: number, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'FeedbackReceived', answer?: string, followUp?: string | null, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'FolderChanged', folder: InboxFolder, isDone: boolean, cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null }
        | { __typename: 'MessageReceived', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MessageSent', cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MetadataPassed', cursor: string, sequence: number, occurredAt: string, note: string, from:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
          , to: { id: string, name: string } }
        | { __typename: 'PostbackReceived', payload: string, title: string | null, fromMenu: boolean, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'ReferralReceived', source: EntryPointSource, key: string, cursor: string, sequence: number, occurredAt: string }
        | { __typename: 'RequestWithdrawn', cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'SurveyDropped', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'SurveyHeld', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'UserMenuChanged', cursor: string, sequence: number, occurredAt: string, menu: { items: Array<{ title: string }> } | null, app: { id: string, name: string } }
      >, pageInfo: { endCursor: string | null } }, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }> } } | null };

export type LiveSubscriptionVariables = Exact<{
  pageId: string | number;
  after?: string | null | undefined;
  reads: boolean;
}>;


export type LiveSubscription = { threadEvents:
    | { __typename: 'ControlChanged', reason: ControlChangeReason, metadata: string | null, epoch: number, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, previousOwner:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null, newOwner:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null, by: { id: string, name: string } | null }
    | { __typename: 'ControlExtended', expiresAt: string, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, owner:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       }
    | { __typename: 'ControlRequested', metadata: string | null, position: number, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, app: { id: string, name: string } }
    | { __typename: 'FeedbackReceived', answer?: string, followUp?: string | null, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, app: { id: string, name: string } }
    | { __typename: 'FolderChanged', folder: InboxFolder, isDone: boolean, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, by: { id: string, name: string } | null }
    | { __typename: 'MessageReceived', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null } }
    | { __typename: 'MessageSent', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, by: { id: string, name: string } | null, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null } }
    | { __typename: 'MetadataPassed', cursor: string, sequence: number, occurredAt: string, note: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, from:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
      , to: { id: string, name: string } }
    | { __typename: 'PostbackReceived', payload: string, title: string | null, fromMenu: boolean, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, app: { id: string, name: string } }
    | { __typename: 'ReferralReceived', source: EntryPointSource, key: string, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } } }
    | { __typename: 'RequestWithdrawn', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, app: { id: string, name: string } }
    | { __typename: 'SurveyDropped', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null } }
    | { __typename: 'SurveyHeld', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null } }
    | { __typename: 'UserMenuChanged', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }, menu: { items: Array<{ title: string }> } | null, app: { id: string, name: string } }
   };

export type PageNameFragment = { id: string, name: string, platform: Platform };

export type WarningsFragment = { disabledWebhooks: Array<{ id: string, name: string, webhook: { url: string, disabledAt: string | null, disabledReason: DisabledReason | null } | null }> };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { user: { id: string, name: string, email: string, isAdmin: boolean } | null, disabledWebhooks: Array<{ id: string, name: string, webhook: { url: string, disabledAt: string | null, disabledReason: DisabledReason | null } | null }> }, pages: { nodes: Array<{ id: string, name: string, platform: Platform }>, pageInfo: { hasNextPage: boolean } } };

export type FindPagesQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type FindPagesQuery = { pages: { nodes: Array<{ id: string, name: string, platform: Platform }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type NameOfPageQueryVariables = Exact<{
  pageId: string | number;
}>;


export type NameOfPageQuery = { page: { id: string, name: string, platform: Platform } | null };

export type PageBasicsFragment = { id: string, name: string, platform: Platform, viewerTasks: Array<PageTask>, inbox: { id: string, name: string }, primaryReceiver: { id: string, name: string } | null, settings: { idleTimeout: number, onRelease: ReleasePolicy, enforceMessagingWindow: boolean }, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SubscriptionsFragment = { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type MoreSubscriptionsQueryVariables = Exact<{
  pageId: string | number;
  after?: string | null | undefined;
}>;


export type MoreSubscriptionsQuery = { page: { id: string, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type PageQueryVariables = Exact<{
  pageId: string | number;
}>;


export type PageQuery = { page: { id: string, name: string, platform: Platform, viewerTasks: Array<PageTask>, events: { pageInfo: { endCursor: string | null } }, inbox: { id: string, name: string }, primaryReceiver: { id: string, name: string } | null, settings: { idleTimeout: number, onRelease: ReleasePolicy, enforceMessagingWindow: boolean }, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CreatePageMutationVariables = Exact<{
  input: CreatePageInput;
}>;


export type CreatePageMutation = { createPage: { page: { id: string, name: string, platform: Platform } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type AppsQueryVariables = Exact<{
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type AppsQuery = { apps: { nodes: Array<{ id: string, name: string, review: { live: boolean, humanAgent: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AppQueryVariables = Exact<{
  id: string | number;
  admin: boolean;
}>;


export type AppQuery = { app: { id: string, name: string, review: { live: boolean, humanAgent: boolean }, webhook: { url: string, verifiedAt: string | null, enabled: boolean } | null, testers?: Array<{ id: string, name: string | null }> } | null };

export type CreateAppMutationVariables = Exact<{
  input: CreateAppInput;
}>;


export type CreateAppMutation = { createApp: { appSecret: string | null, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ReviewAppMutationVariables = Exact<{
  input: ReviewAppInput;
}>;


export type ReviewAppMutation = { reviewApp: { app: { id: string, review: { live: boolean, humanAgent: boolean } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type AddTesterMutationVariables = Exact<{
  input: AppTesterInput;
}>;


export type AddTesterMutation = { addAppTester: { app: { id: string, testers: Array<{ id: string, name: string | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RemoveTesterMutationVariables = Exact<{
  input: AppTesterInput;
}>;


export type RemoveTesterMutation = { removeAppTester: { app: { id: string, testers: Array<{ id: string, name: string | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SubscribeMutationVariables = Exact<{
  input: SubscribeAppInput;
}>;


export type SubscribeMutation = { subscribeApp: { page: { id: string, name: string, platform: Platform, viewerTasks: Array<PageTask>, inbox: { id: string, name: string }, primaryReceiver: { id: string, name: string } | null, settings: { idleTimeout: number, onRelease: ReleasePolicy, enforceMessagingWindow: boolean }, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type UnsubscribeMutationVariables = Exact<{
  input: UnsubscribeAppInput;
}>;


export type UnsubscribeMutation = { unsubscribeApp: { page: { id: string, name: string, platform: Platform, viewerTasks: Array<PageTask>, inbox: { id: string, name: string }, primaryReceiver: { id: string, name: string } | null, settings: { idleTimeout: number, onRelease: ReleasePolicy, enforceMessagingWindow: boolean }, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type IssuePageTokenMutationVariables = Exact<{
  input: IssuePageTokenInput;
}>;


export type IssuePageTokenMutation = { issuePageToken: { token: string | null, tokenId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type HeldByAppsQueryVariables = Exact<{
  pageId: string | number;
}>;


export type HeldByAppsQuery = { page: { id: string, threadCounts: { controlled: Array<{ count: number, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         }> } } | null };

export type AuditLogQueryVariables = Exact<{
  filter?: AuditLogFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { nodes: Array<{ id: string, at: string, kind: AuditKind, objectType: AuditObjectType, objectId: string, before: unknown, after: unknown, address: string | null, userAgent: string, requestId: string, actor: { kind: AuditActorKind, tokenId: string | null, user: { id: string, name: string } | null, app: { id: string, name: string } | null }, page: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InboxThreadsQueryVariables = Exact<{
  pageId: string | number;
  filter?: ThreadFilter | null | undefined;
  order?: ThreadOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
  reads: boolean;
}>;


export type InboxThreadsQuery = { page: { id: string, threads: { nodes: Array<{ id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type EntrancesQueryVariables = Exact<{
  pageId: string | number;
}>;


export type EntrancesQuery = { page: { id: string, entryPoints: Array<{ id: string, source: EntryPointSource, key: string }> } | null };

export type ConversationQueryVariables = Exact<{
  id: string | number;
  reads: boolean;
}>;


export type ConversationQuery = { thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, persistentMenu: { app: { id: string, name: string }, items: Array<{ title: string }> } | null, page: { id: string }, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }> } } | null };

export type MessagesQueryVariables = Exact<{
  id: string | number;
  last: number;
  before?: string | null | undefined;
}>;


export type MessagesQuery = { thread: { id: string, messages: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } | null };

export type ReplyMutationVariables = Exact<{
  input: ReplyFromInboxInput;
  reads: boolean;
}>;


export type ReplyMutation = { replyFromInbox: { message: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null } | null, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }> } } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type MoveToMainMutationVariables = Exact<{
  input: MoveThreadToMainInput;
  reads: boolean;
}>;


export type MoveToMainMutation = { moveThreadToMain: { thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }> } } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type MarkDoneMutationVariables = Exact<{
  input: MarkThreadDoneInput;
  reads: boolean;
}>;


export type MarkDoneMutation = { markThreadDone: { thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }> } } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type PassFromInboxMutationVariables = Exact<{
  input: PassThreadFromInboxInput;
  reads: boolean;
}>;


export type PassFromInboxMutation = { passThreadFromInbox: { thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }> } } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type FactsQueryVariables = Exact<{
  id: string | number;
  reads: boolean;
}>;


export type FactsQuery = { thread: { id: string, beginning: { nodes: Array<
        | { __typename: 'ReferralReceived', sequence: number, occurredAt: string, source: EntryPointSource, key: string }
        | Record<PropertyKey, never>
      > }, latest: { nodes: Array<
        | { __typename: 'ControlChanged', reason: ControlChangeReason, metadata: string | null, epoch: number, cursor: string, sequence: number, occurredAt: string, previousOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, newOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, by: { id: string, name: string } | null }
        | { __typename: 'ControlExtended', expiresAt: string, cursor: string, sequence: number, occurredAt: string, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           }
        | { __typename: 'ControlRequested', metadata: string | null, position: number, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'FeedbackReceived', answer?: string, followUp?: string | null, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'FolderChanged', folder: InboxFolder, isDone: boolean, cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null }
        | { __typename: 'MessageReceived', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MessageSent', cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MetadataPassed', cursor: string, sequence: number, occurredAt: string, note: string, from:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
          , to: { id: string, name: string } }
        | { __typename: 'PostbackReceived', payload: string, title: string | null, fromMenu: boolean, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'ReferralReceived', source: EntryPointSource, key: string, cursor: string, sequence: number, occurredAt: string }
        | { __typename: 'RequestWithdrawn', cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'SurveyDropped', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'SurveyHeld', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'UserMenuChanged', cursor: string, sequence: number, occurredAt: string, menu: { items: Array<{ title: string }> } | null, app: { id: string, name: string } }
      > } } | null };

export type ReferralFragment = { __typename: 'ReferralReceived', sequence: number, occurredAt: string, source: EntryPointSource, key: string };

export type LastEventsQueryVariables = Exact<{
  id: string | number;
}>;


export type LastEventsQuery = { thread: { id: string, events: { nodes: Array<
        | { __typename: 'ControlChanged', cursor: string, sequence: number }
        | { __typename: 'ControlExtended', cursor: string, sequence: number }
        | { __typename: 'ControlRequested', cursor: string, sequence: number }
        | { __typename: 'FeedbackReceived', cursor: string, sequence: number }
        | { __typename: 'FolderChanged', cursor: string, sequence: number }
        | { __typename: 'MessageReceived', cursor: string, sequence: number }
        | { __typename: 'MessageSent', cursor: string, sequence: number }
        | { __typename: 'MetadataPassed', cursor: string, sequence: number }
        | { __typename: 'PostbackReceived', cursor: string, sequence: number }
        | { __typename: 'ReferralReceived', cursor: string, sequence: number }
        | { __typename: 'RequestWithdrawn', cursor: string, sequence: number }
        | { __typename: 'SurveyDropped', cursor: string, sequence: number }
        | { __typename: 'SurveyHeld', cursor: string, sequence: number }
        | { __typename: 'UserMenuChanged', cursor: string, sequence: number }
      > } } | null };

export type MarkReadMutationVariables = Exact<{
  input: MarkThreadReadInput;
}>;


export type MarkReadMutation = { markThreadRead: { thread: { id: string, unreadCount: number | null } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type ViewersSubscriptionVariables = Exact<{
  threadId: string | number;
}>;


export type ViewersSubscription = { threadViewers: Array<{ since: string, user: { id: string, name: string } }> };

export type ReplyPartsFragment = { id: string, title: string, text: string, shortcut: string | null };

export type SavedRepliesQueryVariables = Exact<{
  pageId: string | number;
}>;


export type SavedRepliesQuery = { page: { id: string, savedReplies: { nodes: Array<{ id: string, title: string, text: string, shortcut: string | null }> } } | null };

export type CreateReplyMutationVariables = Exact<{
  input: CreateSavedReplyInput;
}>;


export type CreateReplyMutation = { createSavedReply: { savedReply: { id: string, title: string, text: string, shortcut: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type UpdateReplyMutationVariables = Exact<{
  input: UpdateSavedReplyInput;
}>;


export type UpdateReplyMutation = { updateSavedReply: { savedReply: { id: string, title: string, text: string, shortcut: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type DeleteReplyMutationVariables = Exact<{
  input: DeleteSavedReplyInput;
}>;


export type DeleteReplyMutation = { deleteSavedReply: { userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type OverviewQueryVariables = Exact<{
  pageId: string | number;
  reads: boolean;
}>;


export type OverviewQuery = { viewer: { disabledWebhooks: Array<{ id: string, name: string, webhook: { url: string, disabledAt: string | null, disabledReason: DisabledReason | null } | null }> }, page: { id: string, threadCounts: { idle: number, waiting: number, controlled: Array<{ count: number, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         }> }, expiring: { nodes: Array<{ id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }> }, waiting: { nodes: Array<{ id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null }> } }> } } | null };

export type ControlMomentsQueryVariables = Exact<{
  pageId: string | number;
  before?: string | null | undefined;
}>;


export type ControlMomentsQuery = { page: { id: string, events: { nodes: Array<
        | { __typename: 'ControlChanged', cursor: string, occurredAt: string }
        | { __typename: 'ControlExtended', cursor: string, occurredAt: string }
        | { __typename: 'ControlRequested', cursor: string, occurredAt: string }
        | { __typename: 'FeedbackReceived', cursor: string, occurredAt: string }
        | { __typename: 'FolderChanged', cursor: string, occurredAt: string }
        | { __typename: 'MessageReceived', cursor: string, occurredAt: string }
        | { __typename: 'MessageSent', cursor: string, occurredAt: string }
        | { __typename: 'MetadataPassed', cursor: string, occurredAt: string }
        | { __typename: 'PostbackReceived', cursor: string, occurredAt: string }
        | { __typename: 'ReferralReceived', cursor: string, occurredAt: string }
        | { __typename: 'RequestWithdrawn', cursor: string, occurredAt: string }
        | { __typename: 'SurveyDropped', cursor: string, occurredAt: string }
        | { __typename: 'SurveyHeld', cursor: string, occurredAt: string }
        | { __typename: 'UserMenuChanged', cursor: string, occurredAt: string }
      >, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } | null };

export type PageConfigurationQueryVariables = Exact<{
  pageId: string | number;
}>;


export type PageConfigurationQuery = { page: { id: string, name: string, platform: Platform, viewerTasks: Array<PageTask>, persistentMenu: { updatedAt: string, app: { id: string, name: string }, items: Array<{ title: string, payload: string | null, url: string | null }> } | null, members: Array<{ tasks: Array<PageTask>, user: { id: string, name: string, email: string, isAdmin: boolean } }>, threadCounts: { idle: number, controlled: Array<{ count: number, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         }> }, inbox: { id: string, name: string }, primaryReceiver: { id: string, name: string } | null, settings: { idleTimeout: number, onRelease: ReleasePolicy, enforceMessagingWindow: boolean }, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type UpdateSettingsMutationVariables = Exact<{
  input: UpdatePageSettingsInput;
}>;


export type UpdateSettingsMutation = { updatePageSettings: { page: { id: string, name: string, platform: Platform, viewerTasks: Array<PageTask>, inbox: { id: string, name: string }, primaryReceiver: { id: string, name: string } | null, settings: { idleTimeout: number, onRelease: ReleasePolicy, enforceMessagingWindow: boolean }, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SetPrimaryMutationVariables = Exact<{
  input: SetPrimaryReceiverInput;
}>;


export type SetPrimaryMutation = { setPrimaryReceiver: { page: { id: string, name: string, platform: Platform, viewerTasks: Array<PageTask>, inbox: { id: string, name: string }, primaryReceiver: { id: string, name: string } | null, settings: { idleTimeout: number, onRelease: ReleasePolicy, enforceMessagingWindow: boolean }, subscriptions: { nodes: Array<{ isPrimaryReceiver: boolean, fields: Array<WebhookField>, app: { id: string, name: string, review: { live: boolean, humanAgent: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SetEntryPointMutationVariables = Exact<{
  input: SetEntryPointInput;
}>;


export type SetEntryPointMutation = { setEntryPoint: { page: { id: string, entryPoints: Array<{ id: string, source: EntryPointSource, key: string, app: { id: string, name: string } }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type DeleteEntryPointMutationVariables = Exact<{
  input: DeleteEntryPointInput;
}>;


export type DeleteEntryPointMutation = { deleteEntryPoint: { page: { id: string, entryPoints: Array<{ id: string, source: EntryPointSource, key: string, app: { id: string, name: string } }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SetMemberMutationVariables = Exact<{
  input: SetPageMemberInput;
}>;


export type SetMemberMutation = { setPageMember: { page: { id: string, members: Array<{ tasks: Array<PageTask>, user: { id: string, name: string, email: string, isAdmin: boolean } }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SetMenuMutationVariables = Exact<{
  input: SetPageMenuInput;
}>;


export type SetMenuMutation = { setPageMenu: { menu: { updatedAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type DeleteMenuMutationVariables = Exact<{
  input: DeletePageMenuInput;
}>;


export type DeleteMenuMutation = { deletePageMenu: { userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type EntryPointPartsFragment = { id: string, source: EntryPointSource, key: string, app: { id: string, name: string } };

export type EntryPointsQueryVariables = Exact<{
  pageId: string | number;
}>;


export type EntryPointsQuery = { page: { id: string, entryPoints: Array<{ id: string, source: EntryPointSource, key: string, app: { id: string, name: string } }> } | null };

export type RoutingQueryVariables = Exact<{
  pageId: string | number;
  customerId?: string | number | null | undefined;
  referral?: ReferralInput | null | undefined;
}>;


export type RoutingQuery = { page: { id: string, routing: { rule: string, owner:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null, passedOver: { id: string, name: string } | null, hears: Array<{ channel: AppChannel | null, app: { id: string, name: string } }> } | null } | null };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { viewer: { sessions: Array<{ id: string, userAgent: string, signedInAt: string, expiresAt: string | null, isCurrent: boolean }> } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { user: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SignOutEverywhereMutationVariables = Exact<{
  input: SignOutEverywhereInput;
}>;


export type SignOutEverywhereMutation = { signOutEverywhere: { user: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type RevokeTokenMutationVariables = Exact<{
  input: RevokeTokenInput;
}>;


export type RevokeTokenMutation = { revokeToken: { tokenId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type SecurityQueryVariables = Exact<{ [key: string]: never; }>;


export type SecurityQuery = { viewer: { recoveryCodesLeft: number | null, user: { id: string, hasSecondFactor: boolean } | null } };

export type BeginSecondFactorMutationVariables = Exact<{
  input: BeginSecondFactorInput;
}>;


export type BeginSecondFactorMutation = { beginSecondFactor: { secret: string | null, uri: string | null, qrCode: string | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ConfirmSecondFactorMutationVariables = Exact<{
  input: ConfirmSecondFactorInput;
}>;


export type ConfirmSecondFactorMutation = { confirmSecondFactor: { recoveryCodes: Array<string> | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RenewRecoveryCodesMutationVariables = Exact<{
  input: RenewRecoveryCodesInput;
}>;


export type RenewRecoveryCodesMutation = { renewRecoveryCodes: { recoveryCodes: Array<string> | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type DisableSecondFactorMutationVariables = Exact<{
  input: DisableSecondFactorInput;
}>;


export type DisableSecondFactorMutation = { disableSecondFactor: { user: { id: string, hasSecondFactor: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ChannelTokenMutationVariables = Exact<{
  input: IssueChannelTokenInput;
}>;


export type ChannelTokenMutation = { issueChannelToken: { token: string | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SimulateMessageMutationVariables = Exact<{
  input: ReceiveMessageInput;
}>;


export type SimulateMessageMutation = { receiveMessage: { duplicate: boolean, thread: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type SimulatePostbackMutationVariables = Exact<{
  input: ReceivePostbackInput;
}>;


export type SimulatePostbackMutation = { receivePostback: { duplicate: boolean, thread: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type SimulateReferralMutationVariables = Exact<{
  input: ReceiveReferralInput;
}>;


export type SimulateReferralMutation = { receiveReferral: { duplicate: boolean, thread: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type SimulatedThreadQueryVariables = Exact<{
  pageId: string | number;
  customerId: string | number;
  reads: boolean;
}>;


export type SimulatedThreadQuery = { page: { id: string, persistentMenu: { app: { id: string, name: string }, items: Array<{ title: string, payload: string | null, url: string | null }> } | null, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, persistentMenu: { app: { id: string, name: string }, items: Array<{ title: string, payload: string | null, url: string | null }> } | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null }> } } | null } | null };

export type TeamQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
  admin: boolean;
}>;


export type TeamQuery = { users: { nodes: Array<{ id: string, name: string, email: string, isAdmin: boolean, hasSecondFactor?: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type InviteUserMutation = { inviteUser: { invitation: string | null, user: { id: string, name: string, email: string, isAdmin: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ResetSecondFactorMutationVariables = Exact<{
  input: ResetSecondFactorInput;
}>;


export type ResetSecondFactorMutation = { resetSecondFactor: { user: { id: string, hasSecondFactor: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type PageEventsQueryVariables = Exact<{
  pageId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  reads: boolean;
}>;


export type PageEventsQuery = { page: { id: string, events: { nodes: Array<
        | { __typename: 'ControlChanged', reason: ControlChangeReason, metadata: string | null, epoch: number, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, previousOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, newOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, by: { id: string, name: string } | null }
        | { __typename: 'ControlExtended', expiresAt: string, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           }
        | { __typename: 'ControlRequested', metadata: string | null, position: number, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, app: { id: string, name: string } }
        | { __typename: 'FeedbackReceived', answer?: string, followUp?: string | null, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, app: { id: string, name: string } }
        | { __typename: 'FolderChanged', folder: InboxFolder, isDone: boolean, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, by: { id: string, name: string } | null }
        | { __typename: 'MessageReceived', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MessageSent', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, by: { id: string, name: string } | null, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MetadataPassed', cursor: string, sequence: number, occurredAt: string, note: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, from:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
          , to: { id: string, name: string } }
        | { __typename: 'PostbackReceived', payload: string, title: string | null, fromMenu: boolean, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, app: { id: string, name: string } }
        | { __typename: 'ReferralReceived', source: EntryPointSource, key: string, cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } } }
        | { __typename: 'RequestWithdrawn', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, app: { id: string, name: string } }
        | { __typename: 'SurveyDropped', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'SurveyHeld', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'UserMenuChanged', cursor: string, sequence: number, occurredAt: string, thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
                | { __typename: 'App', id: string, name: string }
                | { __typename: 'Inbox', id: string, name: string }
               | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
                  | { __typename: 'App', id: string, name: string }
                  | { __typename: 'Inbox', id: string, name: string }
                 | null }> } }, menu: { items: Array<{ title: string }> } | null, app: { id: string, name: string } }
      >, pageInfo: { hasPreviousPage: boolean, startCursor: string | null, hasNextPage: boolean, endCursor: string | null } } } | null };

export type ThreadTimelineQueryVariables = Exact<{
  id: string | number;
  last: number;
  before?: string | null | undefined;
  reads: boolean;
}>;


export type ThreadTimelineQuery = { thread: { id: string, folder: InboxFolder, isDone: boolean, lastActivityAt: string, lastCustomerMessageAt: string | null, unansweredSince: string | null, unreadCount?: number | null, events: { nodes: Array<
        | { __typename: 'ControlChanged', reason: ControlChangeReason, metadata: string | null, epoch: number, cursor: string, sequence: number, occurredAt: string, previousOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, newOwner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           | null, by: { id: string, name: string } | null }
        | { __typename: 'ControlExtended', expiresAt: string, cursor: string, sequence: number, occurredAt: string, owner:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
           }
        | { __typename: 'ControlRequested', metadata: string | null, position: number, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'FeedbackReceived', answer?: string, followUp?: string | null, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'FolderChanged', folder: InboxFolder, isDone: boolean, cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null }
        | { __typename: 'MessageReceived', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MessageSent', cursor: string, sequence: number, occurredAt: string, by: { id: string, name: string } | null, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'MetadataPassed', cursor: string, sequence: number, occurredAt: string, note: string, from:
            | { __typename: 'App', id: string, name: string }
            | { __typename: 'Inbox', id: string, name: string }
          , to: { id: string, name: string } }
        | { __typename: 'PostbackReceived', payload: string, title: string | null, fromMenu: boolean, cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'ReferralReceived', source: EntryPointSource, key: string, cursor: string, sequence: number, occurredAt: string }
        | { __typename: 'RequestWithdrawn', cursor: string, sequence: number, occurredAt: string, app: { id: string, name: string } }
        | { __typename: 'SurveyDropped', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'SurveyHeld', cursor: string, sequence: number, occurredAt: string, message?: { id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
              | { __typename: 'App', id: string, name: string }
              | { __typename: 'Inbox', id: string, name: string }
             | null } }
        | { __typename: 'UserMenuChanged', cursor: string, sequence: number, occurredAt: string, menu: { items: Array<{ title: string }> } | null, app: { id: string, name: string } }
      >, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } }, customer: { id: string, name: string | null, locale: string | null }, control: { state: ControlState, epoch: number, since: string, expiresAt: string | null, owner:
        | { __typename: 'App', id: string, name: string }
        | { __typename: 'Inbox', id: string, name: string }
       | null }, requests: Array<{ position: number, requestedAt: string, metadata: string | null, app: { id: string, name: string } }>, referral: { source: EntryPointSource, key: string } | null, latest?: { nodes: Array<{ id: string, text: string | null, attachments: Array<unknown>, tag: MessageTag | null, isSurvey: boolean, status: MessageStatus, sentAt: string, buttons: Array<{ title: string, payload: string }>, sender:
          | { __typename: 'App', id: string, name: string }
          | { __typename: 'Inbox', id: string, name: string }
         | null }> } } | null };

export type EventDeliveriesQueryVariables = Exact<{
  appId: string | number;
  filter?: WebhookDeliveryFilter | null | undefined;
}>;


export type EventDeliveriesQuery = { webhookDeliveries: { nodes: Array<{ id: string, status: WebhookDeliveryStatus, attempts: Array<{ at: string, latency: number, statusCode: number | null }> }> } };

export type EndpointPartsFragment = { id: string, name: string, webhook: { url: string, verifiedAt: string | null, enabled: boolean, disabledAt: string | null, disabledReason: DisabledReason | null } | null };

export type AttemptPartsFragment = { at: string, url: string, latency: number, slow: boolean, succeeded: boolean, statusCode: number | null, error: string | null, requestHead: string, responseHead: string, responseBody: string, manual: boolean };

export type DeliveryRowFragment = { id: string, status: WebhookDeliveryStatus, eventType: ThreadEventType | null, channel: AppChannel, occurredAt: string, nextTryAt: string | null, page: { id: string, name: string }, thread: { id: string, customer: { id: string, name: string | null } } | null, attempts: Array<{ at: string, latency: number, slow: boolean, statusCode: number | null, error: string | null }> };

export type DeliveryPartsFragment = { requestBody: string | null, id: string, status: WebhookDeliveryStatus, eventType: ThreadEventType | null, channel: AppChannel, occurredAt: string, nextTryAt: string | null, attempts: Array<{ at: string, latency: number, slow: boolean, statusCode: number | null, error: string | null, url: string, succeeded: boolean, requestHead: string, responseHead: string, responseBody: string, manual: boolean }>, page: { id: string, name: string }, thread: { id: string, customer: { id: string, name: string | null } } | null };

export type EndpointQueryVariables = Exact<{
  appId: string | number;
}>;


export type EndpointQuery = { app: { id: string, name: string, webhook: { url: string, verifiedAt: string | null, enabled: boolean, disabledAt: string | null, disabledReason: DisabledReason | null, last24Hours: { delivered: number, waiting: number, failed: number } | null } | null } | null, last: { nodes: Array<{ id: string, status: WebhookDeliveryStatus, occurredAt: string }> }, failed: { nodes: Array<{ id: string, status: WebhookDeliveryStatus, occurredAt: string }> }, waiting: { nodes: Array<{ id: string, status: WebhookDeliveryStatus, occurredAt: string, nextTryAt: string | null }> } };

export type DeliveriesQueryVariables = Exact<{
  appId: string | number;
  filter?: WebhookDeliveryFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { app: { id: string, name: string, webhook: { url: string, verifiedAt: string | null, enabled: boolean, disabledAt: string | null, disabledReason: DisabledReason | null } | null } | null, webhookDeliveries: { nodes: Array<{ id: string, status: WebhookDeliveryStatus, eventType: ThreadEventType | null, channel: AppChannel, occurredAt: string, nextTryAt: string | null, page: { id: string, name: string }, thread: { id: string, customer: { id: string, name: string | null } } | null, attempts: Array<{ at: string, latency: number, slow: boolean, statusCode: number | null, error: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DeliveryQueryVariables = Exact<{
  id: string | number;
}>;


export type DeliveryQuery = { webhookDelivery: { requestBody: string | null, id: string, status: WebhookDeliveryStatus, eventType: ThreadEventType | null, channel: AppChannel, occurredAt: string, nextTryAt: string | null, attempts: Array<{ at: string, latency: number, slow: boolean, statusCode: number | null, error: string | null, url: string, succeeded: boolean, requestHead: string, responseHead: string, responseBody: string, manual: boolean }>, page: { id: string, name: string }, thread: { id: string, customer: { id: string, name: string | null } } | null } | null };

export type FailureRowFragment = { cause: string, statusCode: number | null, count: number, firstAt: string, lastAt: string };

export type FailuresQueryVariables = Exact<{
  appId: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type FailuresQuery = { webhookFailures: { nodes: Array<{ cause: string, statusCode: number | null, count: number, firstAt: string, lastAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RedeliveryQueryVariables = Exact<{
  id: string | number;
}>;


export type RedeliveryQuery = { webhookRedelivery: { id: string, progress: number, delivered: number, failed: number, finishedAt: string | null, cancelledAt: string | null } | null };

export type SetWebhookMutationVariables = Exact<{
  input: SetWebhookInput;
}>;


export type SetWebhookMutation = { setWebhook: { app: { id: string, name: string, webhook: { url: string, verifiedAt: string | null, enabled: boolean, disabledAt: string | null, disabledReason: DisabledReason | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type EnableWebhookMutationVariables = Exact<{
  input: EnableWebhookInput;
}>;


export type EnableWebhookMutation = { enableWebhook: { app: { id: string, name: string, webhook: { url: string, verifiedAt: string | null, enabled: boolean, disabledAt: string | null, disabledReason: DisabledReason | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RotateSecretMutationVariables = Exact<{
  input: RotateAppSecretInput;
}>;


export type RotateSecretMutation = { rotateAppSecret: { appSecret: string | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SendTestEventMutationVariables = Exact<{
  input: SendTestEventInput;
}>;


export type SendTestEventMutation = { sendTestEvent: { attempt: { at: string, url: string, latency: number, slow: boolean, succeeded: boolean, statusCode: number | null, error: string | null, requestHead: string, responseHead: string, responseBody: string, manual: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RedeliverMutationVariables = Exact<{
  input: RedeliverInput;
}>;


export type RedeliverMutation = { redeliver: { delivery: { requestBody: string | null, id: string, status: WebhookDeliveryStatus, eventType: ThreadEventType | null, channel: AppChannel, occurredAt: string, nextTryAt: string | null, attempts: Array<{ at: string, latency: number, slow: boolean, statusCode: number | null, error: string | null, url: string, succeeded: boolean, requestHead: string, responseHead: string, responseBody: string, manual: boolean }>, page: { id: string, name: string }, thread: { id: string, customer: { id: string, name: string | null } } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type CancelRedeliveryMutationVariables = Exact<{
  input: CancelRedeliveryInput;
}>;


export type CancelRedeliveryMutation = { cancelRedelivery: { redelivery: { id: string, progress: number, delivered: number, failed: number, finishedAt: string | null, cancelledAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RedeliverSinceMutationVariables = Exact<{
  input: RedeliverSinceInput;
}>;


export type RedeliverSinceMutation = { redeliverSince: { redelivery: { id: string, progress: number, delivered: number, failed: number, finishedAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

const AttemptPartsText = "fragment AttemptParts on WebhookAttempt{at url latency slow succeeded statusCode error requestHead responseHead responseBody manual}";
const DeliveryPartsText = "fragment DeliveryParts on WebhookDelivery{...DeliveryRow attempts{...AttemptParts}requestBody}";
const DeliveryRowText = "fragment DeliveryRow on WebhookDelivery{id status eventType channel occurredAt nextTryAt page{id name}thread{id customer{id name}}attempts{at latency slow statusCode error}}";
const EndpointPartsText = "fragment EndpointParts on App{id name webhook{url verifiedAt enabled disabledAt disabledReason}}";
const EntryPointPartsText = "fragment EntryPointParts on EntryPoint{id source key app{id name}}";
const EventPartsText = "fragment EventParts on ThreadEvent{__typename cursor sequence occurredAt ...on ControlChanged{previousOwner{...Who}newOwner{...Who}reason metadata epoch by{id name}}...on ControlExtended{owner{...Who}expiresAt}...on ControlRequested{app{id name}metadata position}...on RequestWithdrawn{app{id name}}...on MetadataPassed{from{...Who}to{id name}note:metadata}...on MessageReceived{message@include(if:$reads){...MessageParts}}...on MessageSent{by{id name}message@include(if:$reads){...MessageParts}}...on SurveyHeld{message@include(if:$reads){...MessageParts}}...on SurveyDropped{message@include(if:$reads){...MessageParts}}...on PostbackReceived{payload title app{id name}fromMenu}...on ReferralReceived{source key}...on FeedbackReceived{app{id name}answer@include(if:$reads)followUp@include(if:$reads)}...on FolderChanged{folder isDone by{id name}}...on UserMenuChanged{menu{items{title}}app{id name}}}";
const FailureRowText = "fragment FailureRow on WebhookFailure{cause statusCode count firstAt lastAt}";
const MessagePartsText = "fragment MessageParts on Message{id text attachments buttons{title payload}tag isSurvey status sentAt sender{...Who}}";
const PageBasicsText = "fragment PageBasics on Page{id name platform viewerTasks inbox{id name}primaryReceiver{id name}settings{idleTimeout onRelease enforceMessagingWindow}subscriptions(first:100){...Subscriptions}}";
const PageNameText = "fragment PageName on Page{id name platform}";
const ReferralText = "fragment Referral on ReferralReceived{__typename sequence occurredAt source key}";
const ReplyPartsText = "fragment ReplyParts on SavedReply{id title text shortcut}";
const SubscriptionsText = "fragment Subscriptions on PageSubscriptionConnection{nodes{isPrimaryReceiver fields app{id name review{live humanAgent}}}pageInfo{hasNextPage endCursor}}";
const ThreadRowText = "fragment ThreadRow on Thread{id customer{id name locale}control{state epoch since expiresAt owner{...Who}}requests{position requestedAt metadata app{id name}}folder isDone lastActivityAt lastCustomerMessageAt unansweredSince referral{source key}unreadCount@include(if:$reads)latest:messages(last:1)@include(if:$reads){nodes{...MessageParts}}}";
const WarningsText = "fragment Warnings on Viewer{disabledWebhooks{id name webhook{url disabledAt disabledReason}}}";
const WhoText = "fragment Who on Participant{__typename ...on App{id name}...on Inbox{id name}}";

export const RawThreadDocument = ("query RawThread($id:ID!$reads:Boolean!){thread(id:$id){...ThreadRow page{id name}events(last:20){nodes{...EventParts}pageInfo{endCursor}}}}" + WhoText + MessagePartsText + ThreadRowText + EventPartsText) as unknown as DocumentNode<RawThreadQuery, RawThreadQueryVariables>;
export const LiveDocument = ("subscription Live($pageId:ID!$after:String$reads:Boolean!){threadEvents(pageId:$pageId after:$after){...EventParts thread{...ThreadRow}}}" + WhoText + MessagePartsText + EventPartsText + ThreadRowText) as unknown as DocumentNode<LiveSubscription, LiveSubscriptionVariables>;
export const ViewerDocument = ("query Viewer{viewer{user{id name email isAdmin}...Warnings}pages(first:100){nodes{...PageName}pageInfo{hasNextPage}}}" + WarningsText + PageNameText) as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const FindPagesDocument = ("query FindPages($search:String$first:Int!$after:String){pages(search:$search first:$first after:$after){nodes{...PageName}pageInfo{hasNextPage endCursor}}}" + PageNameText) as unknown as DocumentNode<FindPagesQuery, FindPagesQueryVariables>;
export const NameOfPageDocument = ("query NameOfPage($pageId:ID!){page(id:$pageId){...PageName}}" + PageNameText) as unknown as DocumentNode<NameOfPageQuery, NameOfPageQueryVariables>;
export const MoreSubscriptionsDocument = ("query MoreSubscriptions($pageId:ID!$after:String){page(id:$pageId){id subscriptions(first:100 after:$after){...Subscriptions}}}" + SubscriptionsText) as unknown as DocumentNode<MoreSubscriptionsQuery, MoreSubscriptionsQueryVariables>;
export const PageDocument = ("query Page($pageId:ID!){page(id:$pageId){...PageBasics events(last:1){pageInfo{endCursor}}}}" + SubscriptionsText + PageBasicsText) as unknown as DocumentNode<PageQuery, PageQueryVariables>;
export const CreatePageDocument = ("mutation CreatePage($input:CreatePageInput!){createPage(input:$input){page{id name platform}userErrors{code message field}}}") as unknown as DocumentNode<CreatePageMutation, CreatePageMutationVariables>;
export const AppsDocument = ("query Apps($after:String$search:String){apps(first:50 after:$after search:$search){nodes{id name review{live humanAgent}}pageInfo{hasNextPage endCursor}}}") as unknown as DocumentNode<AppsQuery, AppsQueryVariables>;
export const AppDocument = ("query App($id:ID!$admin:Boolean!){app(id:$id){id name review{live humanAgent}webhook{url verifiedAt enabled}testers@include(if:$admin){id name}}}") as unknown as DocumentNode<AppQuery, AppQueryVariables>;
export const CreateAppDocument = ("mutation CreateApp($input:CreateAppInput!){createApp(input:$input){app{id name review{live humanAgent}}appSecret userErrors{code message field}}}") as unknown as DocumentNode<CreateAppMutation, CreateAppMutationVariables>;
export const ReviewAppDocument = ("mutation ReviewApp($input:ReviewAppInput!){reviewApp(input:$input){app{id review{live humanAgent}}userErrors{code message field}}}") as unknown as DocumentNode<ReviewAppMutation, ReviewAppMutationVariables>;
export const AddTesterDocument = ("mutation AddTester($input:AppTesterInput!){addAppTester(input:$input){app{id testers{id name}}userErrors{code message field}}}") as unknown as DocumentNode<AddTesterMutation, AddTesterMutationVariables>;
export const RemoveTesterDocument = ("mutation RemoveTester($input:AppTesterInput!){removeAppTester(input:$input){app{id testers{id name}}userErrors{code message field}}}") as unknown as DocumentNode<RemoveTesterMutation, RemoveTesterMutationVariables>;
export const SubscribeDocument = ("mutation Subscribe($input:SubscribeAppInput!){subscribeApp(input:$input){page{...PageBasics}userErrors{code message field}}}" + SubscriptionsText + PageBasicsText) as unknown as DocumentNode<SubscribeMutation, SubscribeMutationVariables>;
export const UnsubscribeDocument = ("mutation Unsubscribe($input:UnsubscribeAppInput!){unsubscribeApp(input:$input){page{...PageBasics}userErrors{code message field}}}" + SubscriptionsText + PageBasicsText) as unknown as DocumentNode<UnsubscribeMutation, UnsubscribeMutationVariables>;
export const IssuePageTokenDocument = ("mutation IssuePageToken($input:IssuePageTokenInput!){issuePageToken(input:$input){token tokenId userErrors{code message field}}}") as unknown as DocumentNode<IssuePageTokenMutation, IssuePageTokenMutationVariables>;
export const HeldByAppsDocument = ("query HeldByApps($pageId:ID!){page(id:$pageId){id threadCounts{controlled{count owner{...Who}}}}}" + WhoText) as unknown as DocumentNode<HeldByAppsQuery, HeldByAppsQueryVariables>;
export const AuditLogDocument = ("query AuditLog($filter:AuditLogFilter$first:Int!$after:String){auditLog(filter:$filter first:$first after:$after){nodes{id at kind actor{kind tokenId user{id name}app{id name}}objectType objectId before after address userAgent requestId page{id name}}pageInfo{hasNextPage endCursor}}}") as unknown as DocumentNode<AuditLogQuery, AuditLogQueryVariables>;
export const InboxThreadsDocument = ("query InboxThreads($pageId:ID!$filter:ThreadFilter$order:ThreadOrder$first:Int!$after:String$reads:Boolean!){page(id:$pageId){id threads(filter:$filter orderBy:$order first:$first after:$after){nodes{...ThreadRow}pageInfo{hasNextPage endCursor}}}}" + WhoText + MessagePartsText + ThreadRowText) as unknown as DocumentNode<InboxThreadsQuery, InboxThreadsQueryVariables>;
export const EntrancesDocument = ("query Entrances($pageId:ID!){page(id:$pageId){id entryPoints{id source key}}}") as unknown as DocumentNode<EntrancesQuery, EntrancesQueryVariables>;
export const ConversationDocument = ("query Conversation($id:ID!$reads:Boolean!){thread(id:$id){...ThreadRow persistentMenu{app{id name}items{title}}page{id}}}" + WhoText + MessagePartsText + ThreadRowText) as unknown as DocumentNode<ConversationQuery, ConversationQueryVariables>;
export const MessagesDocument = ("query Messages($id:ID!$last:Int!$before:String){thread(id:$id){id messages(last:$last before:$before){nodes{...MessageParts}pageInfo{hasPreviousPage startCursor}}}}" + WhoText + MessagePartsText) as unknown as DocumentNode<MessagesQuery, MessagesQueryVariables>;
export const ReplyDocument = ("mutation Reply($input:ReplyFromInboxInput!$reads:Boolean!){replyFromInbox(input:$input){message{...MessageParts}thread{...ThreadRow}userErrors{code message}}}" + WhoText + MessagePartsText + ThreadRowText) as unknown as DocumentNode<ReplyMutation, ReplyMutationVariables>;
export const MoveToMainDocument = ("mutation MoveToMain($input:MoveThreadToMainInput!$reads:Boolean!){moveThreadToMain(input:$input){thread{...ThreadRow}userErrors{code message}}}" + WhoText + MessagePartsText + ThreadRowText) as unknown as DocumentNode<MoveToMainMutation, MoveToMainMutationVariables>;
export const MarkDoneDocument = ("mutation MarkDone($input:MarkThreadDoneInput!$reads:Boolean!){markThreadDone(input:$input){thread{...ThreadRow}userErrors{code message}}}" + WhoText + MessagePartsText + ThreadRowText) as unknown as DocumentNode<MarkDoneMutation, MarkDoneMutationVariables>;
export const PassFromInboxDocument = ("mutation PassFromInbox($input:PassThreadFromInboxInput!$reads:Boolean!){passThreadFromInbox(input:$input){thread{...ThreadRow}userErrors{code message}}}" + WhoText + MessagePartsText + ThreadRowText) as unknown as DocumentNode<PassFromInboxMutation, PassFromInboxMutationVariables>;
export const FactsDocument = ("query Facts($id:ID!$reads:Boolean!){thread(id:$id){id beginning:events(first:20){nodes{...Referral}}latest:events(last:100){nodes{...EventParts}}}}" + WhoText + MessagePartsText + ReferralText + EventPartsText) as unknown as DocumentNode<FactsQuery, FactsQueryVariables>;
export const LastEventsDocument = ("query LastEvents($id:ID!){thread(id:$id){id events(last:50){nodes{__typename cursor sequence}}}}") as unknown as DocumentNode<LastEventsQuery, LastEventsQueryVariables>;
export const MarkReadDocument = ("mutation MarkRead($input:MarkThreadReadInput!){markThreadRead(input:$input){thread{id unreadCount}userErrors{code message}}}") as unknown as DocumentNode<MarkReadMutation, MarkReadMutationVariables>;
export const ViewersDocument = ("subscription Viewers($threadId:ID!){threadViewers(threadId:$threadId){user{id name}since}}") as unknown as DocumentNode<ViewersSubscription, ViewersSubscriptionVariables>;
export const SavedRepliesDocument = ("query SavedReplies($pageId:ID!){page(id:$pageId){id savedReplies(first:100){nodes{...ReplyParts}}}}" + ReplyPartsText) as unknown as DocumentNode<SavedRepliesQuery, SavedRepliesQueryVariables>;
export const CreateReplyDocument = ("mutation CreateReply($input:CreateSavedReplyInput!){createSavedReply(input:$input){savedReply{...ReplyParts}userErrors{code message field}}}" + ReplyPartsText) as unknown as DocumentNode<CreateReplyMutation, CreateReplyMutationVariables>;
export const UpdateReplyDocument = ("mutation UpdateReply($input:UpdateSavedReplyInput!){updateSavedReply(input:$input){savedReply{...ReplyParts}userErrors{code message field}}}" + ReplyPartsText) as unknown as DocumentNode<UpdateReplyMutation, UpdateReplyMutationVariables>;
export const DeleteReplyDocument = ("mutation DeleteReply($input:DeleteSavedReplyInput!){deleteSavedReply(input:$input){userErrors{code message field}}}") as unknown as DocumentNode<DeleteReplyMutation, DeleteReplyMutationVariables>;
export const OverviewDocument = ("query Overview($pageId:ID!$reads:Boolean!){viewer{...Warnings}page(id:$pageId){id threadCounts{idle waiting controlled{count owner{...Who}}}expiring:threads(filter:{state:CONTROLLED}orderBy:EXPIRES_AT_ASC first:5){nodes{...ThreadRow}}waiting:threads(filter:{folder:MAIN isDone:false}orderBy:LAST_ACTIVITY_ASC first:5){nodes{...ThreadRow}}}}" + WhoText + MessagePartsText + WarningsText + ThreadRowText) as unknown as DocumentNode<OverviewQuery, OverviewQueryVariables>;
export const ControlMomentsDocument = ("query ControlMoments($pageId:ID!$before:String){page(id:$pageId){id events(last:100 before:$before){nodes{__typename cursor occurredAt}pageInfo{hasPreviousPage startCursor}}}}") as unknown as DocumentNode<ControlMomentsQuery, ControlMomentsQueryVariables>;
export const PageConfigurationDocument = ("query PageConfiguration($pageId:ID!){page(id:$pageId){...PageBasics persistentMenu{updatedAt app{id name}items{title payload url}}members{tasks user{id name email isAdmin}}threadCounts{idle controlled{count owner{...Who}}}}}" + SubscriptionsText + PageBasicsText + WhoText) as unknown as DocumentNode<PageConfigurationQuery, PageConfigurationQueryVariables>;
export const UpdateSettingsDocument = ("mutation UpdateSettings($input:UpdatePageSettingsInput!){updatePageSettings(input:$input){page{...PageBasics}userErrors{code message field}}}" + SubscriptionsText + PageBasicsText) as unknown as DocumentNode<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const SetPrimaryDocument = ("mutation SetPrimary($input:SetPrimaryReceiverInput!){setPrimaryReceiver(input:$input){page{...PageBasics}userErrors{code message field}}}" + SubscriptionsText + PageBasicsText) as unknown as DocumentNode<SetPrimaryMutation, SetPrimaryMutationVariables>;
export const SetEntryPointDocument = ("mutation SetEntryPoint($input:SetEntryPointInput!){setEntryPoint(input:$input){page{id entryPoints{id source key app{id name}}}userErrors{code message field}}}") as unknown as DocumentNode<SetEntryPointMutation, SetEntryPointMutationVariables>;
export const DeleteEntryPointDocument = ("mutation DeleteEntryPoint($input:DeleteEntryPointInput!){deleteEntryPoint(input:$input){page{id entryPoints{id source key app{id name}}}userErrors{code message field}}}") as unknown as DocumentNode<DeleteEntryPointMutation, DeleteEntryPointMutationVariables>;
export const SetMemberDocument = ("mutation SetMember($input:SetPageMemberInput!){setPageMember(input:$input){page{id members{tasks user{id name email isAdmin}}}userErrors{code message field}}}") as unknown as DocumentNode<SetMemberMutation, SetMemberMutationVariables>;
export const SetMenuDocument = ("mutation SetMenu($input:SetPageMenuInput!){setPageMenu(input:$input){menu{updatedAt}userErrors{code message field}}}") as unknown as DocumentNode<SetMenuMutation, SetMenuMutationVariables>;
export const DeleteMenuDocument = ("mutation DeleteMenu($input:DeletePageMenuInput!){deletePageMenu(input:$input){userErrors{code message field}}}") as unknown as DocumentNode<DeleteMenuMutation, DeleteMenuMutationVariables>;
export const EntryPointsDocument = ("query EntryPoints($pageId:ID!){page(id:$pageId){id entryPoints{...EntryPointParts}}}" + EntryPointPartsText) as unknown as DocumentNode<EntryPointsQuery, EntryPointsQueryVariables>;
export const RoutingDocument = ("query Routing($pageId:ID!$customerId:ID$referral:ReferralInput){page(id:$pageId){id routing(customerId:$customerId referral:$referral){owner{...Who}rule passedOver{id name}hears{app{id name}channel}}}}" + WhoText) as unknown as DocumentNode<RoutingQuery, RoutingQueryVariables>;
export const SessionsDocument = ("query Sessions{viewer{sessions{id userAgent signedInAt expiresAt isCurrent}}}") as unknown as DocumentNode<SessionsQuery, SessionsQueryVariables>;
export const ChangePasswordDocument = ("mutation ChangePassword($input:ChangePasswordInput!){changePassword(input:$input){user{id}userErrors{code message field}}}") as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const SignOutEverywhereDocument = ("mutation SignOutEverywhere($input:SignOutEverywhereInput!){signOutEverywhere(input:$input){user{id}userErrors{code message}}}") as unknown as DocumentNode<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const RevokeTokenDocument = ("mutation RevokeToken($input:RevokeTokenInput!){revokeToken(input:$input){tokenId userErrors{code message}}}") as unknown as DocumentNode<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const SecurityDocument = ("query Security{viewer{recoveryCodesLeft user{id hasSecondFactor}}}") as unknown as DocumentNode<SecurityQuery, SecurityQueryVariables>;
export const BeginSecondFactorDocument = ("mutation BeginSecondFactor($input:BeginSecondFactorInput!){beginSecondFactor(input:$input){secret uri qrCode userErrors{code message field}}}") as unknown as DocumentNode<BeginSecondFactorMutation, BeginSecondFactorMutationVariables>;
export const ConfirmSecondFactorDocument = ("mutation ConfirmSecondFactor($input:ConfirmSecondFactorInput!){confirmSecondFactor(input:$input){recoveryCodes userErrors{code message field}}}") as unknown as DocumentNode<ConfirmSecondFactorMutation, ConfirmSecondFactorMutationVariables>;
export const RenewRecoveryCodesDocument = ("mutation RenewRecoveryCodes($input:RenewRecoveryCodesInput!){renewRecoveryCodes(input:$input){recoveryCodes userErrors{code message field}}}") as unknown as DocumentNode<RenewRecoveryCodesMutation, RenewRecoveryCodesMutationVariables>;
export const DisableSecondFactorDocument = ("mutation DisableSecondFactor($input:DisableSecondFactorInput!){disableSecondFactor(input:$input){user{id hasSecondFactor}userErrors{code message field}}}") as unknown as DocumentNode<DisableSecondFactorMutation, DisableSecondFactorMutationVariables>;
export const ChannelTokenDocument = ("mutation ChannelToken($input:IssueChannelTokenInput!){issueChannelToken(input:$input){token userErrors{code message field}}}") as unknown as DocumentNode<ChannelTokenMutation, ChannelTokenMutationVariables>;
export const SimulateMessageDocument = ("mutation SimulateMessage($input:ReceiveMessageInput!){receiveMessage(input:$input){duplicate thread{id}userErrors{code message}}}") as unknown as DocumentNode<SimulateMessageMutation, SimulateMessageMutationVariables>;
export const SimulatePostbackDocument = ("mutation SimulatePostback($input:ReceivePostbackInput!){receivePostback(input:$input){duplicate thread{id}userErrors{code message}}}") as unknown as DocumentNode<SimulatePostbackMutation, SimulatePostbackMutationVariables>;
export const SimulateReferralDocument = ("mutation SimulateReferral($input:ReceiveReferralInput!){receiveReferral(input:$input){duplicate thread{id}userErrors{code message}}}") as unknown as DocumentNode<SimulateReferralMutation, SimulateReferralMutationVariables>;
export const SimulatedThreadDocument = ("query SimulatedThread($pageId:ID!$customerId:ID!$reads:Boolean!){page(id:$pageId){id persistentMenu{app{id name}items{title payload url}}thread(customerId:$customerId){...ThreadRow persistentMenu{app{id name}items{title payload url}}}}}" + WhoText + MessagePartsText + ThreadRowText) as unknown as DocumentNode<SimulatedThreadQuery, SimulatedThreadQueryVariables>;
export const TeamDocument = ("query Team($first:Int!$after:String$search:String$admin:Boolean!){users(first:$first after:$after search:$search){nodes{id name email isAdmin hasSecondFactor@include(if:$admin)}pageInfo{hasNextPage endCursor}}}") as unknown as DocumentNode<TeamQuery, TeamQueryVariables>;
export const InviteUserDocument = ("mutation InviteUser($input:InviteUserInput!){inviteUser(input:$input){user{id name email isAdmin}invitation userErrors{code message field}}}") as unknown as DocumentNode<InviteUserMutation, InviteUserMutationVariables>;
export const ResetSecondFactorDocument = ("mutation ResetSecondFactor($input:ResetSecondFactorInput!){resetSecondFactor(input:$input){user{id hasSecondFactor}userErrors{code message field}}}") as unknown as DocumentNode<ResetSecondFactorMutation, ResetSecondFactorMutationVariables>;
export const PageEventsDocument = ("query PageEvents($pageId:ID!$first:Int$after:String$last:Int$before:String$reads:Boolean!){page(id:$pageId){id events(first:$first after:$after last:$last before:$before){nodes{...EventParts thread{...ThreadRow}}pageInfo{hasPreviousPage startCursor hasNextPage endCursor}}}}" + WhoText + MessagePartsText + EventPartsText + ThreadRowText) as unknown as DocumentNode<PageEventsQuery, PageEventsQueryVariables>;
export const ThreadTimelineDocument = ("query ThreadTimeline($id:ID!$last:Int!$before:String$reads:Boolean!){thread(id:$id){...ThreadRow events(last:$last before:$before){nodes{...EventParts}pageInfo{hasPreviousPage startCursor}}}}" + WhoText + MessagePartsText + ThreadRowText + EventPartsText) as unknown as DocumentNode<ThreadTimelineQuery, ThreadTimelineQueryVariables>;
export const EventDeliveriesDocument = ("query EventDeliveries($appId:ID!$filter:WebhookDeliveryFilter){webhookDeliveries(appId:$appId filter:$filter first:5){nodes{id status attempts{at latency statusCode}}}}") as unknown as DocumentNode<EventDeliveriesQuery, EventDeliveriesQueryVariables>;
export const EndpointDocument = ("query Endpoint($appId:ID!){app(id:$appId){...EndpointParts webhook{last24Hours{delivered waiting failed}}}last:webhookDeliveries(appId:$appId first:1){nodes{id status occurredAt}}failed:webhookDeliveries(appId:$appId filter:{status:FAILED}first:1){nodes{id status occurredAt}}waiting:webhookDeliveries(appId:$appId filter:{status:WAITING}first:1){nodes{id status occurredAt nextTryAt}}}" + EndpointPartsText) as unknown as DocumentNode<EndpointQuery, EndpointQueryVariables>;
export const DeliveriesDocument = ("query Deliveries($appId:ID!$filter:WebhookDeliveryFilter$first:Int!$after:String){app(id:$appId){...EndpointParts}webhookDeliveries(appId:$appId filter:$filter first:$first after:$after){nodes{...DeliveryRow}pageInfo{hasNextPage endCursor}}}" + EndpointPartsText + DeliveryRowText) as unknown as DocumentNode<DeliveriesQuery, DeliveriesQueryVariables>;
export const DeliveryDocument = ("query Delivery($id:ID!){webhookDelivery(id:$id){...DeliveryParts}}" + DeliveryRowText + AttemptPartsText + DeliveryPartsText) as unknown as DocumentNode<DeliveryQuery, DeliveryQueryVariables>;
export const FailuresDocument = ("query Failures($appId:ID!$first:Int!$after:String){webhookFailures(appId:$appId first:$first after:$after){nodes{...FailureRow}pageInfo{hasNextPage endCursor}}}" + FailureRowText) as unknown as DocumentNode<FailuresQuery, FailuresQueryVariables>;
export const RedeliveryDocument = ("query Redelivery($id:ID!){webhookRedelivery(id:$id){id progress delivered failed finishedAt cancelledAt}}") as unknown as DocumentNode<RedeliveryQuery, RedeliveryQueryVariables>;
export const SetWebhookDocument = ("mutation SetWebhook($input:SetWebhookInput!){setWebhook(input:$input){app{...EndpointParts}userErrors{code message field}}}" + EndpointPartsText) as unknown as DocumentNode<SetWebhookMutation, SetWebhookMutationVariables>;
export const EnableWebhookDocument = ("mutation EnableWebhook($input:EnableWebhookInput!){enableWebhook(input:$input){app{...EndpointParts}userErrors{code message field}}}" + EndpointPartsText) as unknown as DocumentNode<EnableWebhookMutation, EnableWebhookMutationVariables>;
export const RotateSecretDocument = ("mutation RotateSecret($input:RotateAppSecretInput!){rotateAppSecret(input:$input){appSecret userErrors{code message field}}}") as unknown as DocumentNode<RotateSecretMutation, RotateSecretMutationVariables>;
export const SendTestEventDocument = ("mutation SendTestEvent($input:SendTestEventInput!){sendTestEvent(input:$input){attempt{...AttemptParts}userErrors{code message field}}}" + AttemptPartsText) as unknown as DocumentNode<SendTestEventMutation, SendTestEventMutationVariables>;
export const RedeliverDocument = ("mutation Redeliver($input:RedeliverInput!){redeliver(input:$input){delivery{...DeliveryParts}userErrors{code message field}}}" + DeliveryRowText + AttemptPartsText + DeliveryPartsText) as unknown as DocumentNode<RedeliverMutation, RedeliverMutationVariables>;
export const CancelRedeliveryDocument = ("mutation CancelRedelivery($input:CancelRedeliveryInput!){cancelRedelivery(input:$input){redelivery{id progress delivered failed finishedAt cancelledAt}userErrors{code message field}}}") as unknown as DocumentNode<CancelRedeliveryMutation, CancelRedeliveryMutationVariables>;
export const RedeliverSinceDocument = ("mutation RedeliverSince($input:RedeliverSinceInput!){redeliverSince(input:$input){redelivery{id progress delivered failed finishedAt}userErrors{code message field}}}") as unknown as DocumentNode<RedeliverSinceMutation, RedeliverSinceMutationVariables>;