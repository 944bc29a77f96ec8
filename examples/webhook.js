// Receives webhooks: answers the handshake, checks the signature, hands over one event at a time.
const { createHmac, timingSafeEqual } = require('node:crypto');
const { createServer } = require('node:http');

/** Whether Baton signed these bytes; `signature` is the header X-Hub-Signature-256. */
function isSigned(body, signature = '', secret) {
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

/** Calls `handle(event, isStandby)` for each event. Gives the server, which still has to listen. */
function receive({ secret, verifyToken }, handle) {
  return createServer(async (request, response) => {
    const answer = (status, text = '') => response.writeHead(status).end(text);
    if (request.method === 'GET') {
      const asked = new URL(request.url, 'http://localhost').searchParams;
      const isOurs = asked.get('hub.verify_token') === verifyToken;
      return isOurs ? answer(200, asked.get('hub.challenge')) : answer(403);
    }
    const body = Buffer.concat(await request.toArray());
    if (!isSigned(body, request.headers['x-hub-signature-256'], secret)) return answer(401);
    // Answer first: the thread's next event waits until then.
    answer(200);
    for (const { messaging = [], standby = [] } of JSON.parse(body).entry) {
      for (const event of messaging) await handle(event, false);
      for (const event of standby) await handle(event, true);
    }
  });
}

module.exports = { receive };
