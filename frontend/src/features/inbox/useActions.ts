import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useClient } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal, tellDone, tellRefusal } from '../../app/refused';
import {
  MarkDoneDocument,
  MoveToMainDocument,
  PassFromInboxDocument,
  ReplyDocument,
} from '../../gen/graphql';

export type Doing = 'taking' | 'passing' | 'finishing' | 'sending' | null;

/** What people do with a thread. Nothing is shown as done before the server has done it. */
export function useActions(threadId: string) {
  const { t } = useLingui();
  const client = useClient();
  const page = usePage();
  const [doing, setDoing] = useState<Doing>(null);

  const run = async (what: Doing, work: () => Promise<string | null>, failed: string) => {
    setDoing(what);
    const refused = await work();
    setDoing(null);
    if (refused) tellRefusal(failed, refused);
    return refused === null;
  };
  const { reads } = page;
  return {
    doing,
    take: () =>
      run(
        'taking',
        async () => {
          const { data, error } = await client
            .mutation(MoveToMainDocument, { input: { threadId }, reads })
            .toPromise();
          return refusal(error, data?.moveThreadToMain.userErrors);
        },
        t`You did not get control`,
      ),
    done: () =>
      run(
        'finishing',
        async () => {
          const { data, error } = await client
            .mutation(MarkDoneDocument, { input: { threadId }, reads })
            .toPromise();
          return refusal(error, data?.markThreadDone.userErrors);
        },
        t`Not marked done`,
      ),
    pass: (targetAppId: string, name: string, metadata?: string) =>
      run(
        'passing',
        async () => {
          const input = { threadId, targetAppId, metadata: metadata || undefined };
          const { data, error } = await client.mutation(PassFromInboxDocument, { input, reads }).toPromise();
          const refused = refusal(error, data?.passThreadFromInbox.userErrors);
          if (!refused) tellDone(t`Passed to ${name}`);
          return refused;
        },
        t`Not passed`,
      ),
    reply: (text: string, idempotencyKey: string) =>
      run(
        'sending',
        async () => {
          const { data, error } = await client
            .mutation(ReplyDocument, { input: { threadId, text, idempotencyKey }, reads })
            .toPromise();
          return refusal(error, data?.replyFromInbox.userErrors);
        },
        t`Not sent`,
      ),
  };
}

export type Actions = ReturnType<typeof useActions>;
