import { useState } from 'react';
import { useClient } from 'urql';
import { refusal } from '../../app/refused';
import {
  DeleteMenuDocument,
  IssuePageTokenDocument,
  type MenuItemInput,
  SetMenuDocument,
} from '../../gen/graphql';

/** Apps alone set menus; so a person who manages the page asks for a token of the app, good for a minute. */
export function useSetMenu() {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const work = async (pageId: string, appId: string, items: MenuItemInput[]) => {
    const { data, error: failed } = await client
      .mutation(IssuePageTokenDocument, { input: { pageId, appId, expiresIn: 60 } })
      .toPromise();
    const token = data?.issuePageToken.token;
    if (!token) return refusal(failed, data?.issuePageToken.userErrors);
    const as = { fetchOptions: { headers: { authorization: `Bearer ${token}` } } };
    if (items.length === 0) {
      const done = await client.mutation(DeleteMenuDocument, { input: { pageId } }, as).toPromise();
      return refusal(done.error, done.data?.deletePageMenu.userErrors);
    }
    const done = await client.mutation(SetMenuDocument, { input: { pageId, items } }, as).toPromise();
    return refusal(done.error, done.data?.setPageMenu.userErrors);
  };
  const save = async (pageId: string, appId: string, items: MenuItemInput[]) => {
    setBusy(true);
    const refused = await work(pageId, appId, items);
    setError(refused);
    setBusy(false);
    return refused === null;
  };
  return { save, busy, error };
}
