// A bot on bottender, which verifies the webhooks' signature itself.
const { messenger, router, text } = require('bottender/router');

const { APP_ID, DESK_APP_ID } = process.env;

/** The customer wrote or tapped, and the thread is ours. */
const answer = router([
  messenger.postback((context) => context.sendText(`You tapped ${context.event.postback.payload}.`)),
  text('menu', async (context) => {
    await context.setUserPersistentMenu([{ type: 'postback', title: 'My order', payload: 'ORDER' }]);
    await context.sendText('Your menu is ready.');
  }),
  text('who', async (context) => {
    const owner = await context.getThreadOwner();
    await context.sendText(`App ${owner.appId} has control.`);
  }),
  text('person', async (context) => {
    await context.sendText('A person will answer.');
    await context.passThreadControl(DESK_APP_ID, 'asked for a person');
  }),
  text('*', (context) => context.sendText(`You said: ${context.event.text}`)),
]);

/** The customer wrote, and the thread is someone else's. */
const overhear = router([
  text('bot', async (context) => {
    await context.takeThreadControl('asked for the bot');
    await context.sendText('Here I am again.');
  }),
  text('*', async (context) => {
    try {
      await context.sendText('May I help?');
    } catch (error) {
      if (error.response?.body?.error?.errorSubcode !== 2018300) throw error;
      console.log(`refused: ${error.message}`);
      await context.requestThreadControl('knows the answer');
    }
  }),
]);

module.exports = function App() {
  return router([
    messenger.standby(overhear),
    messenger.passThreadControl((context) => context.sendText('I have control.')),
    messenger.requestThreadControl(async (context) => {
      // The primary receiver hears of every request, its own among them.
      const asking = context.event.requestThreadControl.requestedOwnerAppId;
      if (asking !== APP_ID) await context.passThreadControl(asking, 'all yours');
    }),
    messenger.any(answer),
  ]);
};
