// Calls what Baton offers, and prints what the client makes of each answer.
const { MessengerBatch, MessengerClient } = require('messaging-api-messenger');

const { GRAPH_ORIGIN, PAGE_ACCESS_TOKEN, APP_ID, APP_SECRET, DESK_APP_ID } = process.env;
const accessToken = PAGE_ACCESS_TOKEN;
const client = new MessengerClient({ accessToken, appId: APP_ID, appSecret: APP_SECRET, origin: GRAPH_ORIGIN });
const ada = '7000001';
const postback = { type: 'postback', title: 'Order', payload: 'ORDER' };
const url = { type: 'web_url', title: 'Shop', url: 'https://example.org' };

const calls = [
  ['getPageInfo', { fields: ['id', 'name', 'messaging_feature_status'] }],
  ['getUserProfile', ada],
  ['debugToken'],
  ['getPageSubscription'],
  ['setGetStarted', 'START'],
  ['getGetStarted'],
  ['setGreeting', 'Good morning'],
  ['getGreeting'],
  ['setIceBreakers', [{ question: 'Where?', payload: 'WHERE' }]],
  ['getIceBreakers'],
  ['setWhitelistedDomains', ['https://example.org']],
  ['setAccountLinkingURL', 'https://example.org/link'],
  ['setPersistentMenu', [postback, url]],
  ['getPersistentMenu'],
  ['setUserPersistentMenu', ada, [postback]],
  ['getUserPersistentMenu', ada],
  ['deleteUserPersistentMenu', ada],
  ['deleteMessengerProfile', ['persistent_menu', 'greeting', 'ice_breakers']],
  ['getMessengerProfile', ['get_started', 'whitelisted_domains', 'account_linking_url', 'greeting']],
  ['typingOn', ada],
  ['markSeen', ada],
  ['sendText', ada, 'Grüße 🙂', { quickReplies: [{ contentType: 'text', title: 'Yes', payload: 'YES' }] }],
  ['sendImage', ada, 'https://example.org/picture.png'],
  ['sendButtonTemplate', ada, 'Well?', [postback, url]],
  ['sendGenericTemplate', ada, [{ title: 'A parcel', subtitle: 'on its way', buttons: [postback] }]],
  ['sendText', ada, 'as a person', { tag: 'HUMAN_AGENT' }],
  ['sendText', ada, 'by an old tag', { tag: 'CONFIRMED_EVENT_UPDATE' }],
  ['sendText', 'nobody', 'hello'],
  [
    'sendBatch',
    [
      { ...MessengerBatch.sendText(ada, 'first'), name: 'first', omitResponseOnSuccess: false },
      { method: 'GET', relativeUrl: '{result=first:$.message_id}?fields=message' },
      MessengerBatch.getThreadOwner(ada),
      MessengerBatch.passThreadControl(ada, 1),
    ],
    { includeHeaders: false },
  ],
  ['getThreadOwner', ada],
  ['getSecondaryReceivers'],
  ['passThreadControlToPageInbox', ada, 'for a person'],
  ['sendText', ada, 'hello'],
  ['takeThreadControl', ada],
  ['passThreadControl', ada, Number(DESK_APP_ID)],
  ['requestThreadControl', ada],
  ['createLabel', 'regular'],
];

/** Without what differs from run to run. */
const lasting = (key, value) => (/^(messageId|fbtraceId|expiration|issuedAt|userId)$/.test(key) ? '…' : value);

(async () => {
  for (const [method, ...words] of calls) {
    const answer = await client[method](...words).catch((error) => error.response?.data ?? { thrown: error.message });
    console.log(`${method}: ${JSON.stringify(answer, lasting)}`.replace(/m_[\w-]+/g, 'm_…'));
  }
})();
