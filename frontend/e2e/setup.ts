// Starts the real program on a port and in a folder of its own, and makes a small shop on it.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listen } from './receiver.ts';
import { fill, makeWorld } from './world.ts';

export const binary = process.env.BATON ?? path.resolve(import.meta.dirname, '../../target/debug/baton');

/** Starts a server; answers once it has said where it listens, and with which code the first administrator is made. */
export async function start(
  folder: string,
  listen = '127.0.0.1:0',
  more: Record<string, string> = {},
): Promise<{ url: string; code: string; process: ChildProcess }> {
  const process = spawn(binary, ['serve'], {
    env: {
      BATON_LISTEN: listen,
      BATON_DATA_DIR: folder,
      // The endpoint that webhooks go to is on this machine too.
      BATON_WEBHOOK_ALLOW_PRIVATE: 'true',
      PATH: '/usr/bin:/bin',
      ...more,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const said = await new Promise<string>((done, failed) => {
    process.on('exit', () => failed(new Error(`the server ended: ${log}`)));
    process.stderr?.on('data', (data) => {
      log += data;
      if (/listening/.test(log)) done(log);
    });
  });
  const url = /serves on (http:\S+)/.exec(said)?.[1] ?? '';
  const code = /with the code (\S{14})/.exec(said)?.[1] ?? '';
  return { url, code, process };
}

/** A server with a small shop on it, for whoever asks `shop()`; answers how to be rid of it. */
export async function setUp(): Promise<() => void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-portal-'));
  const server = await start(path.join(folder, 'data'), process.env.LISTEN);
  if (!(await (await fetch(server.url)).text()).includes('/assets/'))
    throw new Error(`${binary} is built without the portal: run scripts/portal.sh build, and build it again`);
  const receiver = await listen();
  const world = await makeWorld(server.url, server.code);
  await world.setWebhook(world.desk.id, `${receiver.url}/ok`);
  await world.setWebhook(world.survey.id, `${receiver.url}/broken`);
  const threads = await fill(world);
  const plain = {
    url: process.env.PORTAL_URL ?? server.url,
    api: server.url,
    page: world.page,
    bot: world.bot,
    desk: world.desk,
    survey: world.survey,
    hook: receiver.url,
    threads,
    channel: world.channel,
  };
  process.env.BATON_WORLD = JSON.stringify(plain);
  return () => {
    server.process.kill('SIGTERM');
    receiver.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}
