// A bot on Bot Framework's adapter. What differs from one that talks to Meta: the option `api_host`, a host
// that is reached by HTTPS. The adapter verifies the webhooks' signature itself.
const { FacebookAdapter } = require('botbuilder-adapter-facebook');
const express = require('express');

const { GRAPH_HOST, PAGE_ACCESS_TOKEN, APP_ID, APP_SECRET, VERIFY_TOKEN, DESK_APP_ID, PORT } = process.env;

const adapter = new FacebookAdapter({
  access_token: PAGE_ACCESS_TOKEN,
  app_secret: APP_SECRET,
  verify_token: VERIFY_TOKEN,
  api_host: GRAPH_HOST,
});

const menu = (title, payload) => [
  { locale: 'default', composer_input_disabled: false, call_to_actions: [{ type: 'postback', title, payload }] },
];

/** The customer wrote or tapped, and the thread is ours. */
async function answer(context, call) {
  const { text, from, channelData } = context.activity;
  const recipient = { id: from.id };
  if (channelData.postback) return context.sendActivity(`You tapped ${text}.`);
  switch (text) {
    case 'menu':
      await call('custom_user_settings', 'POST', { psid: from.id, persistent_menu: menu('My order', 'ORDER') });
      return context.sendActivity('Your menu is ready.');
    case 'who': {
      const { data } = await call('thread_owner', 'GET', { recipient: from.id });
      return context.sendActivity(`App ${data[0].thread_owner.app_id} has control.`);
    }
    case 'person':
      await context.sendActivity('A person will answer.');
      return call('pass_thread_control', 'POST', { recipient, target_app_id: DESK_APP_ID, metadata: 'asked for a person' });
    default:
      return context.sendActivity(`You said: ${text}`);
  }
}

/** The customer wrote, and the thread is someone else's. */
async function overhear(context, call) {
  const { text, from, channelData } = context.activity;
  const recipient = { id: from.id };
  if (channelData.postback) return;
  if (text === 'bot') {
    await call('take_thread_control', 'POST', { recipient, metadata: 'asked for the bot' });
    return context.sendActivity('Here I am again.');
  }
  try {
    // `sendActivity` would log the refusal and go on.
    await call('messages', 'POST', { recipient, messaging_type: 'RESPONSE', message: { text: 'May I help?' } });
  } catch (message) {
    // The adapter throws the error's text, which begins with its code, and keeps the subcode to itself.
    if (!`${message}`.startsWith('(#10)')) throw message;
    console.log(`refused: ${message}`);
    await call('request_thread_control', 'POST', { recipient, metadata: 'knows the answer' });
  }
}

async function handle(context) {
  const { type, channelData, from } = context.activity;
  const api = await adapter.getAPI(context.activity);
  const call = (edge, method, payload) => api.callAPI(`/me/${edge}`, method, payload);
  if (type === 'message') return (channelData.standby ? overhear : answer)(context, call);
  if (channelData.pass_thread_control) return context.sendActivity('I have control.');
  // The primary receiver hears of every request, its own among them.
  const target_app_id = channelData.request_thread_control?.requested_owner_app_id;
  if (target_app_id && target_app_id !== APP_ID) {
    return call('pass_thread_control', 'POST', { recipient: { id: from.id }, target_app_id, metadata: 'all yours' });
  }
}

const app = express();
app.use(express.json({ verify: (request, _, body) => (request.rawBody = body) }));
app.get('/webhook', ({ query }, response) => {
  if (query['hub.verify_token'] !== VERIFY_TOKEN) return response.sendStatus(403);
  response.send(query['hub.challenge']);
});
app.post('/webhook', async (request, response, next) => {
  // The adapter 1.0.12 stumbles over entries that have only `standby`, and over events without a sender.
  for (const entry of request.body.entry) entry.messaging = (entry.messaging ?? []).filter((it) => it.sender);
  await adapter.processActivity(request, response, handle).catch(next);
});

const server = app.listen(PORT, '127.0.0.1', async () => {
  const profile = { get_started: { payload: 'START' }, persistent_menu: menu('Start over', 'START') };
  await (await adapter.getAPI({})).callAPI('/me/messenger_profile', 'POST', profile);
  console.log(`listening on ${server.address().port}`);
});
