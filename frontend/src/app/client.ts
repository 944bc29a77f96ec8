import { cacheExchange } from '@urql/exchange-graphcache';
import {
  Client,
  type CombinedError,
  type ExecutionResult,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
} from 'urql';
import { possibleTypes } from '../gen/possible-types';
import { noteEvent, socket } from './connection';
import { leave, portalHeaders } from './session';

const embedded = () => null;
/** Types without an id of their own belong to what they are part of. */
const withoutKey = [
  'AppConnection',
  'AuditActor',
  'AuditEntryConnection',
  'AppReview',
  'Button',
  'Customer',
  'ControlRequest',
  'MenuItem',
  'MessageConnection',
  'OwnerCount',
  'PageConnection',
  'PageMember',
  'PageSettings',
  'PageSubscription',
  'PageSubscriptionConnection',
  'PersistentMenu',
  'PageInfo',
  'Referral',
  'RoutingListener',
  'RoutingPreview',
  'SavedReplyConnection',
  'ThreadConnection',
  'ThreadControl',
  'ThreadCounts',
  'ThreadEventConnection',
  'ThreadViewer',
  'UserConnection',
  'Viewer',
  'WebhookAttempt',
  'WebhookDeliveryConnection',
  'WebhookEndpoint',
  'WebhookFailure',
  'WebhookFailureConnection',
  'WebhookTally',
  'ControlChanged',
  'ControlExtended',
  'ControlRequested',
  'RequestWithdrawn',
  'MetadataPassed',
  'MessageReceived',
  'MessageSent',
  'SurveyHeld',
  'SurveyDropped',
  'PostbackReceived',
  'ReferralReceived',
  'FeedbackReceived',
  'FolderChanged',
  'UserMenuChanged',
];

const isSignedOut = (error: CombinedError) =>
  error.response?.status === 401 ||
  error.graphQLErrors.some((it) => it.extensions?.code === 'UNAUTHENTICATED');

type Variables = Record<string, unknown>;

export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetchOptions: { headers: portalHeaders },
  exchanges: [
    mapExchange({
      onError: (error) => {
        if (isSignedOut(error)) leave();
      },
    }),
    cacheExchange({
      keys: Object.fromEntries(withoutKey.map((it) => [it, embedded])),
      possibleTypes,
      updates: {
        Mutation: {
          createSavedReply: (_result, { input }: { input?: { pageId?: string } }, cache) =>
            cache.invalidate({ __typename: 'Page', id: input?.pageId ?? '' }, 'savedReplies', { first: 100 }),
          deleteSavedReply: (_result, { input }: { input?: { id?: string } }, cache) =>
            cache.invalidate({ __typename: 'SavedReply', id: input?.id ?? '' }),
        },
      },
    }),
    // A part that could not be read makes null of all that it stands in: nothing that the cache should take for gone.
    mapExchange({
      onResult: (result) =>
        result.error && result.data && Object.values(result.data).includes(null)
          ? { ...result, data: undefined }
          : result,
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (request) => ({
        subscribe: (sink) => {
          // After a lost connection the socket sends this object again: it then asks for what came since.
          const variables: Variables = { ...(request.variables as Variables) };
          const unsubscribe = socket.subscribe(
            { query: request.query ?? '', variables },
            {
              next: (result) => {
                const event = Object.values(result.data ?? {})[0] as { cursor?: string } | undefined;
                if (event?.cursor) variables.after = event.cursor;
                noteEvent();
                sink.next(result as ExecutionResult);
              },
              error: (error) => sink.error(error),
              complete: () => sink.complete(),
            },
          );
          return { unsubscribe };
        },
      }),
    }),
  ],
});
