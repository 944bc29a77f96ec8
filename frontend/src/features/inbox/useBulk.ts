import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useClient } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal, tellDone, tellRefusal } from '../../app/refused';
import {
  MarkDoneDocument,
  MarkReadDocument,
  PassFromInboxDocument,
  type ThreadRowFragment,
} from '../../gen/graphql';
import { mark } from './seen';

/** What is done to many threads: one after the other, and what is refused stays chosen. */
export function useBulk(threads: readonly ThreadRowFragment[], onLeft: (ids: Set<string>) => void) {
  const { t } = useLingui();
  const client = useClient();
  const { reads } = usePage();
  const [at, setAt] = useState<number | null>(null);
  const run = async (one: (thread: ThreadRowFragment) => Promise<string | null>) => {
    const left = new Set<string>();
    let why = '';
    for (const [place, thread] of threads.entries()) {
      setAt(place + 1);
      const refused = await one(thread);
      if (refused === null) continue;
      left.add(thread.id);
      why ||= refused;
    }
    setAt(null);
    onLeft(left);
    const done = threads.length - left.size;
    if (left.size > 0) tellRefusal(t`${left.size} of ${threads.length} were refused`, why);
    else tellDone(t`${done} conversations: done`);
  };
  return {
    /** The place of the one at work; null while nothing is done. */
    at,
    done: () =>
      run(async ({ id }) => {
        const { data, error } = await client
          .mutation(MarkDoneDocument, { input: { threadId: id }, reads })
          .toPromise();
        return refusal(error, data?.markThreadDone.userErrors);
      }),
    pass: (targetAppId: string) =>
      run(async ({ id }) => {
        const input = { threadId: id, targetAppId };
        const { data, error } = await client.mutation(PassFromInboxDocument, { input, reads }).toPromise();
        return refusal(error, data?.passThreadFromInbox.userErrors);
      }),
    read: () =>
      run(async (thread) => {
        const { data, error } = await client
          .mutation(MarkReadDocument, { input: { threadId: thread.id } })
          .toPromise();
        const refused = refusal(error, data?.markThreadRead.userErrors);
        if (refused === null) mark(thread, true);
        return refused;
      }),
  };
}
