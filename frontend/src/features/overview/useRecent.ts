import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { type LiveEvent, useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { PageEventsDocument } from '../../gen/graphql';

const SHOWN = 12;

/** The last changes of control on the page, the newest first. */
export function useRecent() {
  const client = useClient();
  const { id, reads } = usePage();
  const [moves, setMoves] = useState<LiveEvent[]>([]);
  const add = (event: LiveEvent, to: LiveEvent[]) =>
    event.__typename !== 'ControlChanged' || to.some((it) => it.cursor === event.cursor)
      ? to
      : [event, ...to].slice(0, SHOWN);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `add` is the same each time
  useEffect(() => {
    let open = true;
    client
      .query(
        PageEventsDocument,
        { pageId: id, last: 100, before: null, reads },
        { requestPolicy: 'network-only' },
      )
      .toPromise()
      .then(({ data }) => {
        const found = data?.page?.events.nodes ?? [];
        if (open)
          setMoves((it) =>
            it.toReversed().reduce(
              (to, event) => add(event, to),
              found.reduce((to, event) => add(event, to), [] as LiveEvent[]),
            ),
          );
      });
    return () => {
      open = false;
    };
  }, [client, id, reads]);
  useLive((event) => setMoves((it) => add(event, it)));
  return moves;
}
