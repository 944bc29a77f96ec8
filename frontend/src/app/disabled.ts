import { useLingui } from '@lingui/react/macro';
import type { DisabledReason } from '../gen/graphql';

/** Why Baton sends nothing to an endpoint, in words. */
export function useDisabledReasons(): Record<DisabledReason, string> {
  const { t } = useLingui();
  return {
    GONE: t`It answered that it is gone (410).`,
    ONLY_FAILED: t`It has only failed for five days.`,
  };
}
