import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useLive } from './live';

/** Tells the desktop that a customer waits for people, if that was asked for and nobody looks at this window. */
export function useNotify(pageId: string) {
  const { t } = useLingui();
  const navigate = useNavigate();
  useLive((event) => {
    if (event.__typename !== 'MessageReceived' || event.thread.control.owner?.__typename !== 'Inbox') return;
    if (document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted') return;
    const name = event.thread.customer.name ?? event.thread.customer.id;
    const told = new Notification(name, {
      body: event.message?.text ?? t`Attachment`,
      // One notification a conversation: the newest replaces the one before.
      tag: event.thread.id,
    });
    told.onclick = () => {
      window.focus();
      told.close();
      navigate({ to: '/p/$pageId/inbox', params: { pageId }, search: { thread: event.thread.id } });
    };
  });
}
