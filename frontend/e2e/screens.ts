import type { Shop } from './fixtures.ts';

/** Every screen, by its name: where it is, and what is on it once it is there. */
export function screens(shop: Shop): [string, string, string][] {
  const at = (path: string) => `/p/${shop.page}${path}`;
  return [
    ['overview', at(''), 'Who holds what'],
    ['inbox', at(`/inbox?thread=${shop.threads['c-1003']}`), 'Live Desk asks for control'],
    ['timeline', at('/timeline'), 'Ines Moreau'],
    ['thread', at(`/threads/${shop.threads['c-1003']}`), 'Who held it'],
    ['apps', at('/apps'), 'Primary receiver'],
    ['app', at(`/apps/${shop.bot.id}`), 'App review'],
    ['webhooks', at('/webhooks'), 'Retrying'],
    ['failures', at('/webhooks/failures'), 'Nothing has failed'],
    ['endpoint', at(`/webhooks/${shop.survey.id}`), '500'],
    ['receiver', at('/receiver'), 'Nobody: idle'],
    ['entry-points', at('/entry-points'), 'spring-sale'],
    ['menu', at('/menu'), 'As the customer sees it'],
    ['settings', at('/settings'), 'Mo Tanaka'],
    ['simulator', at('/simulator'), 'Say hello'],
    ['audit', '/audit', 'signed in'],
    ['team', '/team', 'mo@example.org'],
    ['preferences', '/preferences', 'Where you are signed in'],
    ['new-page', '/#new', 'Where its customers write'],
    ['nothing', '/p/1', 'There is nothing here'],
  ];
}
