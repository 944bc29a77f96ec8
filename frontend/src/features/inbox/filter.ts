// Which threads a list shows, for the server and for what arrives live.
import type { Folder } from '../../app/router';
import type { ThreadFilter, ThreadRowFragment } from '../../gen/graphql';

export type ListFilter = { folder: Folder; owner?: string; q?: string };

export function toServer({ folder, owner, q }: ListFilter): ThreadFilter {
  const filter: ThreadFilter = {};
  if (folder === 'main') Object.assign(filter, { folder: 'MAIN', isDone: false });
  if (folder === 'general') Object.assign(filter, { folder: 'GENERAL', isDone: false });
  if (folder === 'done') filter.isDone = true;
  if (owner === 'nobody') filter.state = 'IDLE';
  else if (owner) filter.ownerId = owner;
  if (q?.trim()) filter.search = q.trim();
  return filter;
}

/** Whether a thread belongs on the list now. Searches are the server's: a thread that was not found does not come in. */
export function belongs(
  thread: ThreadRowFragment,
  { folder, owner, q }: ListFilter,
  isListed: boolean,
): boolean {
  if (q?.trim() && !isListed) return false;
  if (folder === 'done' ? !thread.isDone : folder !== 'all' && thread.isDone) return false;
  if (folder === 'main' && thread.folder !== 'MAIN') return false;
  if (folder === 'general' && thread.folder !== 'GENERAL') return false;
  if (owner === 'nobody') return thread.control.state === 'IDLE';
  return !owner || thread.control.owner?.id === owner;
}
