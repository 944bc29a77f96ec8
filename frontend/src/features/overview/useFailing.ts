import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { participants, usePage } from '../../app/PageScope';
import { FailuresDocument } from '../../gen/graphql';

/** Milliseconds between two looks: what failed has been tried for hours. */
const EVERY = 60_000;
/** Causes of an app that are counted: as many as the screen of failures shows at once. */
const CAUSES = 50;

/** How many events each app of the page did not get, those with most first. Null until that is known. */
export function useFailing() {
  const client = useClient();
  const apps = participants(usePage()).map(({ id, name }) => ({ id, name }));
  const [failing, setFailing] = useState<{ app: { id: string; name: string }; count: number }[] | null>(null);
  const key = JSON.stringify(apps);
  useEffect(() => {
    let open = true;
    const look = async () => {
      const counted = await Promise.all(
        (JSON.parse(key) as typeof apps).map(async (app) => {
          const variables = { appId: app.id, first: CAUSES, after: null };
          const { data } = await client
            .query(FailuresDocument, variables, { requestPolicy: 'network-only' })
            .toPromise();
          const causes = data?.webhookFailures.nodes ?? [];
          return { app, count: causes.reduce((sum, it) => sum + it.count, 0) };
        }),
      );
      if (open) setFailing(counted.filter((it) => it.count > 0).sort((a, b) => b.count - a.count));
    };
    look();
    const timer = setInterval(look, EVERY);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [client, key]);
  return failing;
}
