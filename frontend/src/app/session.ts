// Who is signed in with this browser. The cookie is the server's; no script sees it.

export const portalHeaders = { 'x-baton-portal': '1' };

export type SessionState = {
  signedIn: boolean;
  needsFirstAdministrator: boolean;
  /** What people call the OpenID provider that they may sign in with. */
  openId?: string;
};

/** Signed in, or with a ticket for the second step: the code of the second factor. */
export type SignedIn = { signedIn: boolean; ticket?: string };

/** What the server refused, in its words, with a code to choose ours by. */
export class SessionError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { ...portalHeaders };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new SessionError('OFFLINE', 'The server cannot be reached.');
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new SessionError(
      answer.code ?? 'INTERNAL',
      answer.message ?? response.statusText,
      answer.field,
      answer.retryAfter,
    );
  }
  return answer as T;
}

export const session = {
  state: () => ask<SessionState>('GET', '/session'),
  signIn: (email: string, password: string) => ask<SignedIn>('POST', '/session', { email, password }),
  withCode: (ticket: string, code: string) => ask('POST', '/session/code', { ticket, code }),
  /** Where to sign in with the OpenID provider, which sends the browser back. */
  openId: () => ask<{ url: string }>('POST', '/session/openid'),
  signOut: () => ask('DELETE', '/session'),
  createFirst: (input: { code: string; name: string; email: string; password: string }) =>
    ask('POST', '/session/first', input),
  invited: (invitation: string) =>
    ask<{ name: string; email: string }>('POST', '/session/invitation', { invitation }),
  accept: (invitation: string, password: string) =>
    ask('POST', '/session/invitation', { invitation, password }),
};

/** To the sign-in page, and from there back to where we are. */
export function leave() {
  const here = location.pathname + location.search;
  if (!location.pathname.startsWith('/sign-in')) location.assign(`/sign-in?to=${encodeURIComponent(here)}`);
}
