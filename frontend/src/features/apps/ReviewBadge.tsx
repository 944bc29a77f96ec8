import { Trans } from '@lingui/react/macro';
import { Badge } from '../../ui/Badge';

export function ReviewBadge({ review }: { review: { live: boolean; humanAgent: boolean } }) {
  return (
    <span style={{ display: 'inline-flex', gap: 6 }}>
      {review.live ? (
        <Badge tone="ok">
          <Trans>Live</Trans>
        </Badge>
      ) : (
        <Badge tone="warn">
          <Trans>Testers only</Trans>
        </Badge>
      )}
      {review.humanAgent && (
        <Badge tone="mute">
          <Trans>Human agent</Trans>
        </Badge>
      )}
    </span>
  );
}
