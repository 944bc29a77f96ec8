/** The browser and the system, out of what the browser calls itself; null if neither is known. */
export function browserName(agent: string): string | null {
  const browser = [
    ['Firefox', 'Firefox'],
    ['Edg/', 'Edge'],
    ['Chrome', 'Chrome'],
    ['Safari', 'Safari'],
  ].find(([mark = '']) => agent.includes(mark))?.[1];
  const system = [
    ['Windows', 'Windows'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark = '']) => agent.includes(mark))?.[1];
  return [browser, system].filter(Boolean).join(' · ') || null;
}
