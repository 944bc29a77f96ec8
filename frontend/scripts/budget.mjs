// What a first visit to each screen weighs, as it travels: gzipped scripts and styles, and the fonts. Fails beyond.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const LIMITS = { scripts: 230, styles: 28, fonts: 60 };

const dist = path.resolve(import.meta.dirname, '../dist');
/** A file as it was built; the larger ones are there compressed only. */
function read(file) {
  const plain = path.join(dist, file);
  return fs.existsSync(plain) ? fs.readFileSync(plain) : zlib.gunzipSync(fs.readFileSync(`${plain}.gz`));
}
const manifest = JSON.parse(read('.vite/manifest.json').toString());

/** A chunk, and all that it needs before it runs. */
function needed(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key]?.imports ?? []) needed(other, seen);
  return seen;
}

const weigh = (files, size) =>
  Math.round([...new Set(files)].reduce((sum, file) => sum + size(file), 0) / 100) / 10;
const gzipped = (file) => zlib.gzipSync(read(file), { level: 9 }).length;

/** The faces that a text in Latin letters needs; the others come with the letters that need them. */
const fonts = weigh(
  Object.values(manifest)
    .map((it) => it.file)
    .filter((it) => /inter-latin-wght.*\.woff2$/.test(it)),
  (file) => read(file).length,
);

const locale = Object.keys(manifest).find((it) => it.endsWith('locales/en.po'));
const screens = Object.keys(manifest).filter((it) => /features\/.*\/[A-Z]\w+\.tsx$/.test(it));
const weights = screens.map((screen) => {
  const chunks = ['index.html', screen, locale].flatMap((it) => [...needed(it)]);
  return {
    screen: path.basename(screen, '.tsx'),
    scripts: weigh(
      chunks.map((it) => manifest[it].file).filter((it) => it.endsWith('.js')),
      gzipped,
    ),
    styles: weigh(
      chunks.flatMap((it) => manifest[it].css ?? []),
      gzipped,
    ),
    fonts,
  };
});

let failed = weights.length < 12;
for (const [kind, limit] of Object.entries(LIMITS)) {
  const heaviest = weights.reduce((most, it) => (it[kind] > most[kind] ? it : most));
  const over = heaviest[kind] > limit;
  failed ||= over || heaviest[kind] === 0;
  console.log(
    `portal: ${heaviest[kind]} kB of ${kind} at most (${heaviest.screen}), limit ${limit}${over ? '  TOO MUCH' : ''}`,
  );
}
process.exit(failed ? 1 : 0);
