// Many customers at once, written as fast as the API takes them.
import { sessionOf, shop } from './fixtures.ts';
import { ADMIN, ask } from './world.ts';

/** Messages in a request, and requests under way: those that wait together are committed together. */
const BATCH = 25;
const LANES = 128;

export type Crowd = {
  pageId: string;
  /** Has each of these customers write once; no order among them. */
  write: (numbers: readonly number[], said: string) => Promise<void>;
};

/** A page of its own that any number of customers can write to: `Customer 1`, `Customer 2`, and so on. */
export async function gather(name: string): Promise<Crowd> {
  const { api } = shop();
  const admin = await sessionOf(ADMIN);
  const made = await ask<{ createPage: { page: { id: string } } }>(
    api,
    admin,
    `mutation { createPage(input: {name: "${name}", platform: WEB}) { page { id } userErrors { code } } }`,
  );
  const pageId = made.createPage.page.id;
  const issued = await ask<{ issueChannelToken: { token: string } }>(
    api,
    admin,
    `mutation { issueChannelToken(input: {pageId: "${pageId}"}) { token userErrors { code } } }`,
  );
  const { token } = issued.issueChannelToken;
  const message = (number: number, said: string) =>
    `c${number}: receiveMessage(input: {pageId: "${pageId}", customerId: "crowd-${number}",
      customerName: "Customer ${number}", text: "${said}", externalId: "${crypto.randomUUID()}"}) {
      userErrors { code }
    }`;
  const write = async (numbers: readonly number[], said: string) => {
    let next = 0;
    const lane = async () => {
      while (next < numbers.length) {
        const batch = numbers.slice(next, next + BATCH);
        next += batch.length;
        await ask(api, token, `mutation { ${batch.map((it) => message(it, said)).join('\n')} }`);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  };
  return { pageId, write };
}
