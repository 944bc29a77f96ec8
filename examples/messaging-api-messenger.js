// A bot on `messaging-api-messenger`. What differs from one that talks to Meta: the option `origin`.
const { MessengerClient } = require('messaging-api-messenger');
const { receive } = require('./webhook');

const { GRAPH_ORIGIN, PAGE_ACCESS_TOKEN, APP_ID, APP_SECRET, VERIFY_TOKEN, DESK_APP_ID, PORT } = process.env;

const client = new MessengerClient({
  accessToken: PAGE_ACCESS_TOKEN,
  appId: APP_ID,
  appSecret: APP_SECRET,
  origin: GRAPH_ORIGIN,
});

/** The customer wrote, and the thread is ours. */
async function answer(customer, text) {
  switch (text) {
    case 'menu':
      await client.setUserPersistentMenu(customer, [{ type: 'postback', title: 'My order', payload: 'ORDER' }]);
      return client.sendText(customer, 'Your menu is ready.');
    case 'who': {
      const owner = await client.getThreadOwner(customer);
      return client.sendText(customer, `App ${owner.appId} has control.`);
    }
    case 'person':
      await client.sendText(customer, 'A person will answer.');
      return client.passThreadControl(customer, DESK_APP_ID, 'asked for a person');
    default:
      return client.sendText(customer, `You said: ${text}`);
  }
}

/** The customer wrote, and the thread is someone else's. */
async function overhear(customer, text) {
  if (text === 'bot') {
    await client.takeThreadControl(customer, 'asked for the bot');
    return client.sendText(customer, 'Here I am again.');
  }
  try {
    await client.sendText(customer, 'May I help?');
  } catch (error) {
    if (error.response?.data.error?.errorSubcode !== 2018300) throw error;
    console.log(`refused: ${error.message}`);
    await client.requestThreadControl(customer, 'knows the answer');
  }
}

async function handle(event, isStandby) {
  const customer = event.sender?.id;
  if (event.message) await (isStandby ? overhear : answer)(customer, event.message.text);
  if (event.postback?.payload) await client.sendText(customer, `You tapped ${event.postback.payload}.`);
  if (event.pass_thread_control) await client.sendText(customer, 'I have control.');
  // The primary receiver hears of every request, its own among them.
  const asking = event.request_thread_control?.requested_owner_app_id;
  if (asking && asking !== APP_ID) await client.passThreadControl(customer, asking, 'all yours');
}

const server = receive({ secret: APP_SECRET, verifyToken: VERIFY_TOKEN }, handle);
server.listen(PORT, '127.0.0.1', async () => {
  const { port } = server.address();
  const fields = ['messages', 'messaging_postbacks', 'messaging_handovers', 'standby'];
  const callbackUrl = `http://127.0.0.1:${port}/webhook`;
  await client.createSubscription({ callbackUrl, verifyToken: VERIFY_TOKEN, fields });
  await client.setGetStarted('START');
  await client.setPersistentMenu([{ type: 'postback', title: 'Start over', payload: 'START' }]);
  console.log(`listening on ${port}`);
});
