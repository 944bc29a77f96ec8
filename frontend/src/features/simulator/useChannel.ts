import { useRef, useState } from 'react';
import { type DocumentInput, useClient } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal } from '../../app/refused';
import {
  ChannelTokenDocument,
  type EntryPointSource,
  type MenuLevel,
  SimulateMessageDocument,
  SimulatePostbackDocument,
  SimulateReferralDocument,
} from '../../gen/graphql';

type Refusals = { userErrors: { code: string; message: string }[] };
/** Seconds: the token is for this visit, and is kept nowhere. */
const LIFE = 3_600;

/** Does what a channel does: brings in what the customer says and taps. */
export function useChannel(customerId: string, customerName: string | undefined) {
  const client = useClient();
  const page = usePage();
  const token = useRef<Promise<string | null> | null>(null);
  const [error, setError] = useState<string | null>(null);

  const issue = async () => {
    const { data, error: failed } = await client
      .mutation(ChannelTokenDocument, { input: { pageId: page.id, expiresIn: LIFE } })
      .toPromise();
    setError(refusal(failed, data?.issueChannelToken.userErrors));
    return data?.issueChannelToken.token ?? null;
  };
  const bring = async <D extends Record<string, Refusals>>(
    document: DocumentInput<D, { input: never }>,
    input: object,
  ) => {
    token.current ??= issue();
    const bearer = await token.current;
    if (!bearer) {
      token.current = null;
      return false;
    }
    const whole = { pageId: page.id, customerId, externalId: crypto.randomUUID(), ...input } as never;
    const as = { fetchOptions: { headers: { authorization: `Bearer ${bearer}` } } };
    const { data, error: failed } = await client.mutation(document, { input: whole }, as).toPromise();
    const refused = refusal(failed, data ? Object.values(data)[0]?.userErrors : undefined);
    setError(refused);
    return refused === null;
  };
  return {
    error,
    write: (text: string) => bring(SimulateMessageDocument as never, { text, customerName }),
    tap: (payload: string, title: string, messageId: string) =>
      bring(SimulatePostbackDocument as never, { payload, title, messageId }),
    tapMenu: (payload: string, title: string, menu: MenuLevel) =>
      bring(SimulatePostbackDocument as never, { payload, title, menu }),
    come: (source: EntryPointSource, key: string) =>
      bring(SimulateReferralDocument as never, { source, key }),
  };
}
