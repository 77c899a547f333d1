// Puts the compiled sources in the folder that is named into one script, because loading a hundred modules costs more than a hook's whole run, with the
// validators of our own schemas ready made. Without the bundler, as where only `dependencies` are installed, the same
// program starts from its modules, slower.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { inAscii } from './ascii.mjs';
import { parserName, writeParser } from './parser.mjs';
import { root } from './steps.mjs';

const require = createRequire(import.meta.url);
const [, , dist] = process.argv;
const rolldown = await import('rolldown').then(
  (found) => found.rolldown,
  () => undefined,
);
if (rolldown) {
  await writeParser(rolldown, readersIn(join(dist, 'src/read/code')), dist);
  await bundle('start.js', 'eventlint.cjs');
  await bundle('cli.js', 'program.cjs');
  await bundle('commands/payload-worker.js', 'worker.cjs');
} else writeFileSync(join(dist, 'eventlint.cjs'), "#!/usr/bin/env node\nimport('./src/cli.js');\n");

async function bundle(entry, output) {
  const made = await rolldown({
    input: join(dist, 'src', entry),
    // Wherever it is started from.
    cwd: root,
    platform: 'node',
    // What a UMD file requires cannot be seen.
    resolve: { mainFields: ['module', 'main'] },
    // Who reads no Parquet installs nothing for it.
    external: ['typescript', 'hyparquet', 'hyparquet-compressors'],
    plugins: [withValidators(), withParser(), withOneMatcher()],
  });
  await made.write({
    dir: dist,
    entryFileNames: output,
    format: 'cjs',
    codeSplitting: false,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  });
  const file = join(dist, output);
  writeFileSync(file, inAscii(readFileSync(file, 'utf8')));
}

function readersIn(folder) {
  return readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
}

/** Keeps a library from loading the matcher of globs a second time, from where it is installed, for what we do not ask of it. */
function withOneMatcher() {
  return {
    name: 'matcher',
    transform: (code, id) =>
      /[/\\]fdir[/\\]dist[/\\]index\.mjs$/.test(id)
        ? code.replace('__require.resolve("picomatch");', '').replace('__require("picomatch")', 'null')
        : undefined,
  };
}

/** Puts the parser that was cut out of the compiler in the compiler's place. */
function withParser() {
  return {
    name: 'parser',
    transform: (code, id) =>
      /[/\\]read[/\\]code[/\\]programs[/\\]parser-module\.js$/.test(id)
        ? code.replace(`'typescript'`, `'./${parserName}'`)
        : undefined,
  };
}

/** Gives `compileSchema` what it would make of our own schemas and of the entries of the packs that come with us. */
function withValidators() {
  const prefix = 'eventlint-validator:';
  const ready = [];
  return {
    name: 'validators',
    resolveId: (id) => (id.startsWith(prefix) ? `${id}.cjs` : undefined),
    load: (id) =>
      id.startsWith(prefix) ? ready[Number.parseInt(id.slice(prefix.length), 10)].code : undefined,
    async transform(code, id) {
      if (!/[/\\]read[/\\]compile-schema\.js$/.test(id)) return undefined;
      const { schemaOptions } = await import(id);
      ready.push(...ownSchemas().map(({ schema, kind }) => readyMade(schema, kind, schemaOptions)));
      const late = code.replace('export function compileSchema', 'function compileLate');
      const imports = ready.map((_, i) => `import validate${i} from '${prefix}${i}';`).join('\n');
      const entries = ready.map(({ key }, i) => `[${JSON.stringify(key)}, validate${i}]`).join(',\n');
      return `${imports}
const ready = new Map([${entries}]);
export function compileSchema(schema, kind) {
  return ready.get(JSON.stringify(schema)) ?? compileLate(schema, kind);
}
${late}`;
    },
  };
}

function ownSchemas() {
  const read = (folder, ending, parsed) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => parsed(readFileSync(join(root, folder, name), 'utf8')));
  const files = read('schemas', '.schema.json', JSON.parse).filter(({ $id }) =>
    /\/(event-registry|eventlint|pack|baseline)\./.test($id),
  );
  const apis = read('packs', '.yaml', parse).flatMap((pack) => pack.apis);
  return [
    ...files.map((schema) => ({ schema, kind: 'file' })),
    ...apis.map((api) => ({ schema: api.entry_schema, kind: 'entry' })),
  ];
}

function readyMade(schema, kind, options) {
  const standalone = require('ajv/dist/standalone').default;
  const ajv = new Ajv.default({ ...options[kind], code: { source: true } });
  if (kind === 'file') addFormats.default(ajv);
  return { key: JSON.stringify(schema), code: standalone(ajv, ajv.compile(schema)) };
}
