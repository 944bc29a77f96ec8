// What webhooks are sent to: `/ok` takes everything, `/broken` nothing, `/gone` says that it never will again, and `/mute`
// does not even answer the challenge.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export async function listen(): Promise<{ url: string; close: () => void }> {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://receiver');
    request.resume().on('end', () => {
      if (request.method === 'GET') {
        response.end(url.pathname === '/mute' ? 'no' : url.searchParams.get('hub.challenge'));
      } else if (url.pathname === '/ok') {
        response.end('taken');
      } else if (url.pathname === '/gone') {
        response.statusCode = 410;
        response.end();
      } else {
        response.statusCode = 500;
        response.end('<b>out of order</b>');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
