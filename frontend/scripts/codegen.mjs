// Typed documents from the `.graphql` files and the schema that the server prints. `--check` writes nothing and fails
// where something is stale.
import fs from 'node:fs';
import path from 'node:path';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { buildSchema, isAbstractType, parse, print, printSchema, stripIgnoredCharacters } from 'graphql';

const root = path.resolve(import.meta.dirname, '..');
const schema = buildSchema(fs.readFileSync(path.join(root, '..', 'schema.graphql'), 'utf8'));
const read = (file) => {
  const rawSDL = fs.readFileSync(path.join(root, 'src', file), 'utf8');
  return { location: file, rawSDL, document: parse(rawSDL) };
};
const files = fs
  .readdirSync(path.join(root, 'src'), { recursive: true })
  .filter((it) => it.endsWith('.graphql'));

const outputs = await preset.buildGeneratesSection({
  baseOutputDir: path.join(root, 'src/gen/'),
  schema: parse(printSchema(schema)),
  schemaAst: schema,
  documents: files.sort().map(read),
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    scalars: { DateTime: 'string', JSON: 'unknown' },
  },
  presetConfig: { fragmentMasking: false },
  plugins: [],
  pluginMap: {},
  pluginContext: {},
  documentTransforms: [],
});

/** A document as the API takes it: a text is a tenth of its parsed form, and a fragment stands in the program once. */
function asTexts(generated) {
  const fragments = new Map();
  const text = (definition) => JSON.stringify(stripIgnoredCharacters(print(definition)));
  const documents = generated.replace(
    /^export const (\w+) = (\{.*\}) as unknown as DocumentNode<(.*)>;$/gm,
    (_, name, parsed, types) => {
      const [first, ...rest] = JSON.parse(parsed).definitions;
      if (first.kind === 'FragmentDefinition') return '';
      for (const it of rest) fragments.set(it.name.value, text(it));
      const parts = [text(first), ...rest.map((it) => `${it.name.value}Text`)].join(' + ');
      return `export const ${name} = (${parts}) as unknown as DocumentNode<${types}>;`;
    },
  );
  const texts = [...fragments].sort().map(([name, it]) => `const ${name}Text = ${it};`);
  const at = documents.search(/^export const \w+ = /m);
  return `${documents.slice(0, at).trimEnd()}\n\n${texts.join('\n')}\n\n${documents.slice(at)}`;
}

const results = [];
for (const output of outputs) {
  if (/gql\.ts$|index\.ts$/.test(output.filename)) continue;
  results.push([output.filename, asTexts(await codegen(output))]);
}

// What the cache must know to match fragments on interfaces and unions.
const possible = Object.values(schema.getTypeMap())
  .filter(isAbstractType)
  .map((type) => [type.name, schema.getPossibleTypes(type).map((it) => it.name)]);
results.push([
  path.join(root, 'src/gen/possible-types.ts'),
  `export const possibleTypes = ${JSON.stringify(Object.fromEntries(possible), null, 2)};\n`,
]);

const check = process.argv.includes('--check');
let stale = 0;
for (const [file, text] of results) {
  if (!check) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  } else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
    console.error(`stale: ${path.relative(root, file)}; run \`npm run codegen\``);
    stale = 1;
  }
}
process.exit(stale);
