// A small shop to test on, made over the public API as anybody would make it.

export const PASSWORD = 'correct horse battery';
export const ADMIN = 'ada@example.org';

type Json = Record<string, unknown>;
const portal = { 'x-baton-portal': '1', 'content-type': 'application/json' };

/** Asks the API, as the bearer of a token or as the browser that holds a cookie. */
export async function ask<T = Json>(
  url: string,
  who: string,
  query: string,
  variables: Json = {},
): Promise<T> {
  const as: Json = who.startsWith('baton=') ? { cookie: who } : { authorization: `Bearer ${who}` };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...portal, ...(as as Record<string, string>) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: Record<string, { userErrors?: unknown[] }>;
    errors?: unknown[];
  };
  const refused = errors ?? Object.values(data ?? {}).flatMap((it) => it?.userErrors ?? []);
  if (refused.length > 0) throw new Error(`${query}: ${JSON.stringify(refused)}`);
  return data as T;
}

/** Asks again when the server says so: all of the tests sign in from one address. */
async function session(url: string, path: string, body: Json, tries = 5): Promise<string> {
  const response = await fetch(url + path, { method: 'POST', headers: portal, body: JSON.stringify(body) });
  if (response.status === 429 && tries > 1) {
    const { retryAfter } = (await response.json()) as { retryAfter: number };
    await new Promise((done) => setTimeout(done, retryAfter * 1000));
    return session(url, path, body, tries - 1);
  }
  const cookie = response.headers.get('set-cookie');
  if (!response.ok || !cookie) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return cookie.split(';')[0] ?? '';
}

export const signIn = (url: string, email: string) => session(url, '/session', { email, password: PASSWORD });

type Payload<K extends string, V> = Record<K, V>;

const configure = async (url: string, admin: string, name: string, input: string, selection: string) =>
  (
    await ask<Payload<string, Json>>(
      url,
      admin,
      `mutation { ${name}(input: {${input}}) { ${selection} userErrors { code message } } }`,
    )
  )[name] as Json;

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** One page with a bot as primary receiver, a desk, a survey app, an agent, and conversations in every state. */
export async function makeWorld(url: string, code: string) {
  const admin = await session(url, '/session/first', {
    code,
    name: 'Ada Okafor',
    email: ADMIN,
    password: PASSWORD,
  });
  const call = (name: string, input: string, selection: string) =>
    configure(url, admin, name, input, selection);
  const idOf = (it: Json, key: string) => (it[key] as { id: string }).id;

  const page = idOf(await call('createPage', 'name: "Kite Shop" platform: MESSENGER', 'page { id }'), 'page');
  const app = async (name: string) => {
    const id = idOf(await call('createApp', `name: "${name}"`, 'app { id }'), 'app');
    await call('reviewApp', `appId: "${id}" live: true humanAgent: true`, 'app { id }');
    const fields =
      '[MESSAGES, MESSAGING_POSTBACKS, MESSAGE_ECHOES, MESSAGING_HANDOVERS, STANDBY, THREAD_CONTROL]';
    await call('subscribeApp', `pageId: "${page}" appId: "${id}" fields: ${fields}`, 'page { id }');
    const issued = await call('issuePageToken', `pageId: "${page}" appId: "${id}"`, 'token');
    return { id, name, token: issued.token as string };
  };
  const bot = await app('FAQ Bot');
  const desk = await app('Live Desk');
  const survey = await app('Survey');
  await call('setPrimaryReceiver', `pageId: "${page}" appId: "${bot.id}"`, 'page { id }');
  await call(
    'setEntryPoint',
    `pageId: "${page}" source: AD key: "spring-sale" appId: "${desk.id}"`,
    'page { id }',
  );
  await call(
    'setEntryPoint',
    `pageId: "${page}" source: LINK key: "returns" appId: "${desk.id}"`,
    'page { id }',
  );
  const channel = (await call('issueChannelToken', `pageId: "${page}"`, 'token')).token as string;

  const invite = async (name: string, email: string, tasks: string) => {
    const made = await call('inviteUser', `name: "${name}" email: "${email}"`, 'user { id } invitation');
    await call(
      'setPageMember',
      `pageId: "${page}" userId: "${idOf(made, 'user')}" tasks: [${tasks}]`,
      'page { id }',
    );
    return {
      email,
      cookie: await session(url, '/session/invitation', {
        invitation: made.invitation as string,
        password: PASSWORD,
      }),
    };
  };
  const agent = await invite('Mo Tanaka', 'mo@example.org', 'MESSAGING');
  const analyst = await invite('Lin Chen', 'lin@example.org', 'ANALYZE');

  let told = 0;
  const writes = async (customerId: string, customerName: string, text: string) => {
    told += 1;
    const query =
      'mutation($input: ReceiveMessageInput!) { receiveMessage(input: $input) { thread { id } userErrors { code message } } }';
    const input = { pageId: page, customerId, customerName, text, externalId: `m-${customerId}-${told}` };
    return (await ask<{ receiveMessage: { thread: { id: string } } }>(url, channel, query, { input }))
      .receiveMessage.thread.id;
  };
  const acts = (token: string, name: string, input: Json) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    return ask(
      url,
      token,
      `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`,
      { input },
    );
  };
  const setWebhook = (app: string, to: string) =>
    call('setWebhook', `appId: "${app}" url: "${to}"`, 'app { id }');
  return { url, admin, page, bot, desk, survey, channel, agent, analyst, writes, acts, setWebhook };
}

/** Conversations as they are on some afternoon. */
export async function fill(world: World) {
  const { bot, desk, survey, admin, writes, acts } = world;
  const say = (token: string, threadId: string, text: string, more: Json = {}) =>
    acts(token, 'sendMessage', { threadId, text, ...more });
  const people: [string, string, string][] = [
    ['c-1001', 'Ines Moreau', 'Is the red kite back in stock?'],
    ['c-1002', '山田 さくら', '注文した凧はいつ届きますか？'],
    ['c-1003', 'Jonas Weber', 'My order arrived with a broken spar.'],
    ['c-1004', '陳怡君', '請問可以改送貨地址嗎？'],
    ['c-1005', 'Davi Souza', 'Do you ship to Brazil?'],
    ['c-1006', 'Freya Lind', 'I would like to talk to a person, please.'],
    ['c-1007', 'Kiri Ngata', 'Hello!'],
    ['c-1008', 'Emre Aydın', 'What is the wind range of the Sparrow?'],
  ];
  const threads: Record<string, string> = {};
  for (const [id, name, text] of people) {
    threads[id] = await writes(id, name, text);
    await say(bot.token, threads[id] ?? '', 'Thanks for writing to Kite Shop! Let me look that up.', {
      buttons: [
        { title: 'Opening hours', payload: 'HOURS' },
        { title: 'Talk to a person', payload: 'PERSON' },
      ],
    });
  }
  const of = (id: string) => threads[id] ?? '';
  await acts(bot.token, 'passThreadControl', {
    threadId: of('c-1003'),
    targetId: desk.id,
    metadata: 'Damaged on arrival; wants a replacement',
  });
  await say(desk.token, of('c-1003'), 'I am sorry to hear that, Jonas. I am sending a new spar today.');
  await acts(desk.token, 'passThreadControl', {
    threadId: of('c-1003'),
    targetId: bot.id,
    metadata: 'Replacement sent',
  });
  await acts(admin, 'replyFromInbox', {
    threadId: of('c-1003'),
    text: 'The tracking number is on its way to you by e-mail.',
  });
  await acts(desk.token, 'requestThreadControl', {
    threadId: of('c-1003'),
    metadata: 'Refund of the shipping was approved',
  });
  await writes('c-1003', 'Jonas Weber', 'Great, thank you! Will the refund be on the same card?');
  await acts(admin, 'moveThreadToMain', { threadId: of('c-1006') });
  await acts(admin, 'replyFromInbox', {
    threadId: of('c-1006'),
    text: 'Hi Freya, this is Ada. How can I help?',
  });
  await writes('c-1006', 'Freya Lind', 'I ordered the wrong size. Can I exchange it?');
  await acts(bot.token, 'releaseThreadControl', { threadId: of('c-1007') });
  await acts(survey.token, 'sendSurvey', {
    threadId: of('c-1005'),
    text: 'How did we do?',
    buttons: [
      { title: 'Great', payload: '5' },
      { title: 'Badly', payload: '1' },
    ],
  });
  await acts(admin, 'replyFromInbox', { threadId: of('c-1008'), text: '8 to 30 km/h. Have a good flight!' });
  await acts(admin, 'markThreadDone', { threadId: of('c-1008') });
  await acts(bot.token, 'setPageMenu', {
    pageId: world.page,
    items: [
      { title: 'Track my order', payload: 'TRACK' },
      { title: 'Opening hours', payload: 'HOURS' },
      { title: 'Kite Shop online', url: 'https://example.org' },
    ],
  });
  return threads;
}
