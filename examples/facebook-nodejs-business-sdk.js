// A bot on Meta's own SDK. What differs from one that talks to Meta: where `GRAPH` points.
const { FacebookAdsApi, Page } = require('facebook-nodejs-business-sdk');
const { receive } = require('./webhook');

const { GRAPH_ORIGIN, PAGE_ID, PAGE_ACCESS_TOKEN, APP_ID, APP_SECRET, VERIFY_TOKEN, DESK_APP_ID, PORT } = process.env;

Object.defineProperty(FacebookAdsApi, 'GRAPH', { get: () => GRAPH_ORIGIN });
// The last argument keeps the SDK from reporting its crashes to Meta.
FacebookAdsApi.init(PAGE_ACCESS_TOKEN, 'en_US', false);
const page = new Page(PAGE_ID);

const send = (id, text) => page.createMessage([], { recipient: { id }, messaging_type: 'RESPONSE', message: { text } });
const menu = (title, payload) => [
  { locale: 'default', composer_input_disabled: false, call_to_actions: [{ type: 'postback', title, payload }] },
];

/** The customer wrote, and the thread is ours. */
async function answer(customer, text) {
  const recipient = { id: customer };
  switch (text) {
    case 'menu':
      await page.createCustomUserSetting([], { psid: customer, persistent_menu: menu('My order', 'ORDER') });
      return send(customer, 'Your menu is ready.');
    case 'who': {
      const [{ thread_owner: owner }] = await page.getThreadOwner([], { recipient: customer });
      return send(customer, `App ${owner.app_id} has control.`);
    }
    case 'person':
      await send(customer, 'A person will answer.');
      return page.createPassThreadControl([], { recipient, target_app_id: DESK_APP_ID, metadata: 'asked for a person' });
    default:
      return send(customer, `You said: ${text}`);
  }
}

/** The customer wrote, and the thread is someone else's. */
async function overhear(customer, text) {
  const recipient = { id: customer };
  if (text === 'bot') {
    await page.createTakeThreadControl([], { recipient, metadata: 'asked for the bot' });
    return send(customer, 'Here I am again.');
  }
  try {
    await send(customer, 'May I help?');
  } catch (error) {
    if (error.response?.error_subcode !== 2018300) throw error;
    console.log(`refused: ${error.message}`);
    await page.createRequestThreadControl([], { recipient, metadata: 'knows the answer' });
  }
}

async function handle(event, isStandby) {
  const customer = event.sender?.id;
  if (event.message) await (isStandby ? overhear : answer)(customer, event.message.text);
  if (event.postback?.payload) await send(customer, `You tapped ${event.postback.payload}.`);
  if (event.pass_thread_control) await send(customer, 'I have control.');
  // The primary receiver hears of every request, its own among them.
  const target_app_id = event.request_thread_control?.requested_owner_app_id;
  if (target_app_id && target_app_id !== APP_ID) {
    await page.createPassThreadControl([], { recipient: { id: customer }, target_app_id, metadata: 'all yours' });
  }
}

const server = receive({ secret: APP_SECRET, verifyToken: VERIFY_TOKEN }, handle);
server.listen(PORT, '127.0.0.1', async () => {
  const profile = { get_started: { payload: 'START' }, persistent_menu: menu('Start over', 'START') };
  await page.createMessengerProfile([], profile);
  console.log(`listening on ${server.address().port}`);
});
