/** Minutes of a point of the line, and of all of it. */
export const STEP = 3 * 60_000;
export const SPAN = 60 * 60_000;

export type Point = { from: number; count: number };

/** How often something happened in each step of the last hour, as far back as is known, the oldest first. */
export function pace(moments: readonly number[], now: number, since: number): Point[] {
  const end = Math.floor(now / STEP) * STEP;
  const points: Point[] = [];
  for (let from = end - SPAN + STEP; from <= end; from += STEP)
    // A step that is not known from its beginning would seem quieter than it was.
    if (from >= since) points.push({ from, count: 0 });
  for (const at of moments) {
    const point = points.findLast((it) => it.from <= at);
    if (point) point.count += 1;
  }
  return points;
}
