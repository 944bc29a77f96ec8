// Talks to the address in the first argument with the clients whose authors wrote both streaming protocols.
import assert from 'node:assert/strict';
import { createClient as sse } from 'graphql-sse';
import { createClient as ws } from 'graphql-ws';
import WebSocket from 'ws';

const [url] = process.argv.slice(2);
const socket = (options = {}) =>
  ws({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, ...options });

// Everything that `query` yields, or what the client threw.
async function all(client, query) {
  const results = [];
  for await (const result of client.iterate({ query })) results.push(result);
  return results;
}

const counted = [1, 2, 3].map((count) => ({ data: { count } }));
const hello = [{ data: { hello: 'world' } }];

for (const client of [socket({ keepAlive: 10 }), sse({ url, retryAttempts: 0 })]) {
  assert.deepEqual(await all(client, 'subscription { count(to: 3) }'), counted);
  assert.deepEqual(await all(client, '{ hello }'), hello);
  // Many at once on one client, one of which is given up.
  const flood = client.iterate({ query: 'subscription { flood }' });
  await flood.next();
  const several = Array.from({ length: 20 }, () => all(client, 'subscription { count(to: 3) }'));
  for (const results of await Promise.all(several)) assert.deepEqual(results, counted);
  await flood.return();
  assert.deepEqual(await all(client, '{ hello }'), hello);
  await client.dispose();
}

// An invalid document ends its own operation and no other's.
const open = socket();
await assert.rejects(all(open, '{ nothing }'), (errors) => errors[0].extensions.code === 'BAD_USER_INPUT');
assert.deepEqual(await all(open, '{ hello }'), hello);
await open.dispose();
const [refused] = await all(sse({ url, retryAttempts: 0 }), '{ nothing }');
assert.equal(refused.errors[0].extensions.code, 'BAD_USER_INPUT');

// The token goes with the initialisation, and a bad one closes the socket for good.
const named = socket({ connectionParams: { authorization: 'Bearer good' } });
assert.deepEqual(await all(named, '{ caller }'), [{ data: { caller: 'somebody' } }]);
await named.dispose();
const bad = socket({ connectionParams: { authorization: 'Bearer bad' } });
await assert.rejects(all(bad, '{ caller }'), (event) => event.code === 4403);

console.log('graphql-ws and graphql-sse are content');
process.exit();
