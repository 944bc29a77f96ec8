// As `bottender start` does, but on a port of the system's choice, and with the page's menu set before.
const { bottender, getClient } = require('bottender');
const express = require('express');

const bot = bottender({ dev: false });

bot.prepare().then(() => {
  const app = express();
  app.use(express.json({ verify: (request, _, body) => (request.rawBody = body.toString()) }));
  app.all('*', bot.getRequestHandler());
  const server = app.listen(process.env.PORT, '127.0.0.1', async () => {
    const client = getClient('messenger');
    await client.setGetStarted('START');
    await client.setPersistentMenu([{ type: 'postback', title: 'Start over', payload: 'START' }]);
    console.log(`listening on ${server.address().port}`);
  });
});
