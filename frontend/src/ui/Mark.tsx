/** The baton. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#4f46d9" />
      <path d="M9 23 23 9" stroke="#fff" strokeWidth="5.2" strokeLinecap="round" />
      <path d="m11.6 20.4 2.4-2.4" stroke="#a5a8fb" strokeWidth="5.2" />
    </svg>
  );
}
