// What differs from a bot that talks to Meta: the option `origin`.
const { GRAPH_ORIGIN, PAGE_ID, PAGE_ACCESS_TOKEN, APP_ID, APP_SECRET, VERIFY_TOKEN } = process.env;

module.exports = {
  channels: {
    messenger: {
      enabled: true,
      path: '/webhook',
      pageId: PAGE_ID,
      accessToken: PAGE_ACCESS_TOKEN,
      appId: APP_ID,
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      origin: GRAPH_ORIGIN,
      // Calls go in batches, one every 50 milliseconds.
      batchConfig: { delay: 50 },
    },
  },
};
