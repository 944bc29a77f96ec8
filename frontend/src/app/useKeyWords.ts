import { useLingui } from '@lingui/react/macro';
import type { Action } from './keys';

type Place = 'anywhere' | 'list' | 'conversation' | 'timeline';

/** What keys do, in words, by where they do it. */
export function useKeyWords(): { place: Place; title: string; actions: [Action, string][] }[] {
  const { t } = useLingui();
  return [
    {
      place: 'anywhere',
      title: t`Anywhere`,
      actions: [
        ['overview', t`Overview`],
        ['inbox', t`Inbox`],
        ['timeline', t`Live timeline`],
        ['simulator', t`Simulator`],
        ['apps', t`Apps`],
        ['webhooks', t`Webhooks and deliveries`],
        ['receiver', t`Primary receiver`],
        ['entryPoints', t`Entry points`],
        ['settings', t`Page settings`],
        ['help', t`This list`],
      ],
    },
    {
      place: 'list',
      title: t`In the list`,
      actions: [
        ['next', t`Next conversation`],
        ['previous', t`Previous conversation`],
        ['choose', t`Choose it, to act on many at once`],
        ['search', t`Search`],
      ],
    },
    {
      place: 'conversation',
      title: t`In a conversation`,
      actions: [
        ['reply', t`Reply`],
        ['take', t`Take control`],
        ['toMain', t`Move to main: take control`],
        ['pass', t`Pass to an app`],
        ['done', t`Done, and on to the next`],
        ['undo', t`Take back what was done last`],
        ['unread', t`Mark unread, and back to the list`],
        ['history', t`Who held it, and when`],
        ['developer', t`What the API has of it`],
      ],
    },
    { place: 'timeline', title: t`On the live timeline`, actions: [['hold', t`Hold what comes, and go on`]] },
  ];
}
