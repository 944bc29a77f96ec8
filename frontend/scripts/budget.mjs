// What a first visit weighs, as it travels: gzipped scripts and styles of the start page, and the fonts. Fails beyond.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const dist = path.resolve(import.meta.dirname, '../dist');
const manifest = JSON.parse(fs.readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));

/** A chunk, and all that it needs before it runs. */
function needed(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key]?.imports ?? []) needed(other, seen);
  return seen;
}

const weigh = (files) =>
  Math.round(
    [...new Set(files)].reduce(
      (sum, file) => sum + zlib.gzipSync(fs.readFileSync(path.join(dist, file)), { level: 9 }).length,
      0,
    ) / 100,
  ) / 10;

const locale = Object.keys(manifest).find((it) => it.endsWith('locales/en.po'));
let failed = false;
for (const [name, limit] of [
  ['inbox/Inbox', 272],
  ['timeline/ThreadTimeline', 245],
  ['simulator/Simulator', 255],
]) {
  const route = Object.keys(manifest).find((it) => it.includes(`features/${name}.`));
  const chunks = ['index.html', route, locale].filter(Boolean).flatMap((it) => [...needed(it)]);
  const js = weigh(chunks.map((it) => manifest[it].file).filter((it) => it.endsWith('.js')));
  const css = weigh(chunks.flatMap((it) => manifest[it].css ?? []));
  const over = js > limit || css > 32;
  failed ||= over;
  console.log(
    `portal, ${name}: ${js} kB of scripts (at most ${limit}), ${css} kB of styles (at most 32), gzipped${over ? '  TOO MUCH' : ''}`,
  );
}
process.exit(failed ? 1 : 0);
