// Compiles the sources to the folder that is named, each file by itself: nothing but the `dependencies` is needed, as where a package manager
// installs the repository by its address. Types are checked by `npm test`.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';
import { compileKernel, kernelFolder } from './kernel.mjs';
import { root } from './steps.mjs';

const config = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8')).config;
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const [, , dist] = process.argv;
// Without the rest of the project the compiler cannot know that the files are modules.
const compilerOptions = {
  ...options,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

for (const folder of ['src', 'rules'])
  for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.ts') && !join(folder, file).startsWith(kernelFolder)) compile(join(folder, file));
cpSync(join(root, 'schemas'), join(dist, 'schemas'), { recursive: true });
await compileKernel(join(dist, 'kernel.wasm'));
// Reading YAML is a third of what a small run costs; the packs that come with us are there as JSON, too.
mkdirSync(join(dist, 'packs'));
for (const name of readdirSync(join(root, 'packs')).filter((each) => each.endsWith('.yaml')))
  writeFileSync(
    join(dist, 'packs', name.replace('.yaml', '.json')),
    JSON.stringify(parse(readFileSync(join(root, 'packs', name), 'utf8'))),
  );

function compile(file) {
  const { outputText, diagnostics } = ts.transpileModule(readFileSync(join(root, file), 'utf8'), {
    fileName: join(root, file),
    compilerOptions,
    reportDiagnostics: true,
  });
  for (const { messageText } of diagnostics ?? [])
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  const output = join(dist, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, outputText);
}
