import { useLingui } from '@lingui/react/macro';
import { sentence } from '../../app/refused';
import { SessionError } from '../../app/session';

/** Why somebody was not let in, in their language. */
export function useWords(step?: 'code') {
  const { t } = useLingui();
  return (error: unknown): string | null => {
    if (!error) return null;
    if (!(error instanceof SessionError)) return t`Something went wrong. Try again.`;
    const wait = error.retryAfter ?? 60;
    switch (error.code) {
      case 'WRONG':
        return t`The address or the password is wrong.`;
      case 'WRONG_CODE':
        return step === 'code'
          ? t`The code is wrong, or it has been used. Wait for the next one.`
          : t`The code is wrong. The server printed it when it started.`;
      case 'NO_TICKET':
        return t`That took too long. Begin again.`;
      case 'NO_ACCOUNT':
        return t`Nobody here goes with that account. Ask an administrator for an invitation.`;
      case 'PROVIDER':
        return t`The sign-in provider could not be used. The server's log says why.`;
      case 'NO_INVITATION':
        return t`The invitation has been used or is too old. Ask for a new one.`;
      case 'TOO_MANY':
        return t`Too many attempts. Wait ${wait} seconds and try again.`;
      case 'OFFLINE':
        return t`The server cannot be reached.`;
      default:
        return sentence(error.message);
    }
  };
}
