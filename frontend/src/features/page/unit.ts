/** The largest unit in which the seconds are a whole number. */
export function unitOf(seconds: number): number {
  return [86_400, 3_600, 60].find((it) => seconds % it === 0) ?? 1;
}
