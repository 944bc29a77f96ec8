// Which threads a list shows, for the server and for what arrives live.
import type { Folder } from '../../app/router';
import type { EntrancesQuery, ThreadFilter, ThreadRowFragment } from '../../gen/graphql';

export type ListFilter = {
  folder: Folder;
  /** An id, `nobody`, or `apps` for whichever of them. */
  owner?: string;
  /** The entry point that the customer came through last. */
  through?: string;
  /** Those alone whose customers wait for an answer. */
  unanswered?: 'yes';
  /** Those alone that an app asks for. */
  asked?: 'yes';
  q?: string;
};

/** The ads and links whose conversations go to an app of their own. */
export type Entrance = NonNullable<EntrancesQuery['page']>['entryPoints'][number];

/** What to ask the server for. It knows who asks for a thread by the app: then there is one list for each of `apps`. */
export function toServer(
  { folder, owner, through, unanswered, asked, q }: ListFilter,
  apps: readonly string[] = [],
): ThreadFilter[] {
  const filter: ThreadFilter = {};
  if (folder === 'main') Object.assign(filter, { folder: 'MAIN', isDone: false });
  if (folder === 'general') Object.assign(filter, { folder: 'GENERAL', isDone: false });
  if (folder === 'done') filter.isDone = true;
  if (owner === 'nobody') filter.state = 'IDLE';
  // Those of the inbox are left out when they arrive.
  else if (owner === 'apps') filter.state = 'CONTROLLED';
  else if (owner) filter.ownerId = owner;
  if (through) filter.entryPointId = through;
  if (unanswered) filter.isUnanswered = true;
  if (q?.trim()) filter.search = q.trim();
  return asked ? apps.map((requestedById) => ({ ...filter, requestedById })) : [filter];
}

/** Whether it is held by whom the filter names. */
export function isHeldBy({ control }: ThreadRowFragment, owner: string | undefined): boolean {
  if (owner === 'nobody') return control.state === 'IDLE';
  if (owner === 'apps') return control.owner?.__typename === 'App';
  return !owner || control.owner?.id === owner;
}

/** Whether a thread belongs on the list now. Searches are the server's: a thread that was not found does not come in. */
export function belongs(
  thread: ThreadRowFragment,
  { folder, owner, through, unanswered, asked, q }: ListFilter,
  isListed: boolean,
  entrances: readonly Entrance[],
): boolean {
  if (q?.trim() && !isListed) return false;
  if (folder === 'done' ? !thread.isDone : folder !== 'all' && thread.isDone) return false;
  if (folder === 'main' && thread.folder !== 'MAIN') return false;
  if (folder === 'general' && thread.folder !== 'GENERAL') return false;
  if (unanswered && !thread.unansweredSince) return false;
  if (asked && thread.requests.length === 0) return false;
  if (through && !cameThrough(thread, through, isListed, entrances)) return false;
  return isHeldBy(thread, owner);
}

/** What an entry point is for may not be known yet: then the server's answer stands. */
function cameThrough(
  { referral }: ThreadRowFragment,
  through: string,
  isListed: boolean,
  entrances: readonly Entrance[],
) {
  const entrance = entrances.find((it) => it.id === through);
  return entrance ? referral?.source === entrance.source && referral.key === entrance.key : isListed;
}

/** Whether anything but the whole page is shown. */
export const isNarrowed = ({ folder, owner, through, unanswered, asked, q }: ListFilter) =>
  folder !== 'all' || !!owner || !!through || !!unanswered || !!asked || !!q;

/** Takes every condition back. */
export const everything: ListFilter = {
  folder: 'all',
  owner: undefined,
  through: undefined,
  unanswered: undefined,
  asked: undefined,
  q: undefined,
};
