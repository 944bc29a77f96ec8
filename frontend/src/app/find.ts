// People and pages by name, however many there are.
import { useClient, useQuery } from 'urql';
import { FindPagesDocument, NameOfPageDocument, TeamDocument, type TeamQuery } from '../gen/graphql';
import type { Found } from '../ui/Finder';

/** Shown at once: whoever is not among them is typed for. */
const ROWS = 20;

export type Person = TeamQuery['users']['nodes'][number];

/** Finds people by name, email address or id. `barred` tells why one of them cannot be chosen. */
export function usePeopleFinder(barred?: (person: Person) => string | undefined) {
  const client = useClient();
  return async (search: string): Promise<Found[]> => {
    const { data } = await client
      .query(TeamDocument, { first: ROWS, search, admin: false }, { requestPolicy: 'network-only' })
      .toPromise();
    return (data?.users.nodes ?? []).map((it) => ({
      value: it.id,
      label: it.name,
      detail: it.email,
      barred: barred?.(it),
    }));
  };
}

export function usePageFinder() {
  const client = useClient();
  return async (search: string): Promise<Found[]> => {
    const { data } = await client
      .query(FindPagesDocument, { first: ROWS, search }, { requestPolicy: 'network-only' })
      .toPromise();
    return (data?.pages.nodes ?? []).map((it) => ({ value: it.id, label: it.name, detail: it.id }));
  };
}

/** What a person is called who stands in an address by their id; the id, while that is not known. */
export function useNameOfPerson(id: string | undefined): string {
  const [{ data }] = useQuery({
    query: TeamDocument,
    variables: { first: 5, search: id ?? '', admin: false },
    pause: !id,
  });
  return data?.users.nodes.find((it) => it.id === id)?.name ?? id ?? '';
}

export function useNameOfPage(id: string | undefined): string {
  const [{ data }] = useQuery({ query: NameOfPageDocument, variables: { pageId: id ?? '' }, pause: !id });
  return data?.page?.name ?? id ?? '';
}
