/** Where to go after signing in: a place of ours, whatever the link says. */
export function safeTarget(to: string | undefined): string {
  if (!to?.startsWith('/') || to.startsWith('//') || to.startsWith('/\\')) return '/';
  return to.startsWith('/sign-in') ? '/' : to;
}
