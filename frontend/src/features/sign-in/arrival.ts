/** What the server sent along to the sign-in page: a ticket for the second step, or why somebody was not let in. */
export type Arrival = { ticket: string | null; refused: string | null };

/** Reads what stands behind the address's `#`. */
export function arrivalOf(hash: string): Arrival {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  return { ticket: given.get('ticket'), refused: given.get('refused') };
}

/** The same, once: a ticket has no place in the history. */
export function takeArrival(): Arrival {
  const arrival = arrivalOf(location.hash);
  if (arrival.ticket || arrival.refused)
    history.replaceState(history.state, '', location.pathname + location.search);
  return arrival;
}
