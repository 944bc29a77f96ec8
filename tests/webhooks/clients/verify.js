// Verifies the signed body on standard input as a receiver would, and names what held.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const { body, headers, secret, current, previous, sha256, sha1 } = JSON.parse(readFileSync(0, 'utf8'));
const held = [];
new Webhook(current).verify(body, headers) && held.push('current');
new Webhook(previous).verify(body, headers) && held.push('previous');
const hmac = (algorithm) => `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
if (hmac('sha256') === sha256) held.push('sha256');
if (hmac('sha1') === sha1) held.push('sha1');
console.log(held.join(', '));
