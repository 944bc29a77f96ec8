// An OpenID provider (certified, in memory) with a few accounts. Writes its issuer to standard output and serves until it is
// ended. Arguments: the address that browsers are sent back to.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'baton', secret: 'a secret that client and provider share' };

/** By the name that one signs in with, which is the account's subject. */
const claims = {
  mo: { email: 'mo@example.org', email_verified: true, name: 'Mo Tanaka' },
  moved: { email: 'lin@example.org', email_verified: true, name: 'Lin Chen' },
  stranger: { email: 'eve@elsewhere.example', email_verified: true, name: 'Eve' },
  colleague: { email: 'kim@partner.example', email_verified: true, name: 'Kim Lee' },
  liar: { email: 'ada@example.org', email_verified: false, name: 'Ada Okafor' },
};

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
  clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [process.argv[2]] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...claims[accountId] }) }),
  pkce: { required: () => true },
});
server.on('request', (request, response) => {
  // An account whose owner has another address from now on.
  if (request.method === 'PUT') {
    const { subject, email } = Object.fromEntries(new URL(request.url, provider.issuer).searchParams);
    claims[subject].email = email;
    response.end();
  } else {
    provider.callback()(request, response);
  }
});
console.log(provider.issuer);
