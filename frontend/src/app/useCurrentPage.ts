import { useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { NameOfPageDocument, type PageNameFragment, ViewerDocument } from '../gen/graphql';

const KEY = 'baton.page';

export const rememberPage = (id: string) => localStorage.setItem(KEY, id);

/** The page that is open, else the one that was open last, else the first. Undefined while that is not known. */
export function useCurrentPage(): PageNameFragment | undefined {
  const { pageId } = useParams({ strict: false }) as { pageId?: string };
  const [{ data }] = useQuery({ query: ViewerDocument });
  const last = localStorage.getItem(KEY);
  const wanted = pageId ?? last ?? '';
  const pages = data?.pages.nodes ?? [];
  const listed = pages.find((it) => it.id === wanted);
  // The first hundred pages are known by name; of more, one is asked for.
  const isBeyond = !!wanted && !listed && !!data?.pages.pageInfo.hasNextPage;
  const [{ data: found, fetching }] = useQuery({
    query: NameOfPageDocument,
    variables: { pageId: wanted },
    pause: !isBeyond,
  });
  if (listed) return listed;
  if (isBeyond && found?.page?.id === wanted) return found.page;
  return isBeyond && fetching ? undefined : (pages.find((it) => it.id === last) ?? pages[0]);
}
