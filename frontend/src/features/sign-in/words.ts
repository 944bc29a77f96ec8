import { useLingui } from '@lingui/react/macro';
import { sentence } from '../../app/refused';
import { SessionError } from '../../app/session';

/** Why somebody was not let in, in their language. */
export function useWords() {
  const { t } = useLingui();
  return (error: unknown): string | null => {
    if (!error) return null;
    if (!(error instanceof SessionError)) return t`Something went wrong. Try again.`;
    const wait = error.retryAfter ?? 60;
    switch (error.code) {
      case 'WRONG':
        return t`The address or the password is wrong.`;
      case 'WRONG_CODE':
        return t`The code is wrong. The server printed it when it started.`;
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
