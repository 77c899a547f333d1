import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const folder = mkdtempSync(join(tmpdir(), 'eventlint-start-'));

/** Prints, when the process ends, whether the compiler is among the modules that were loaded, or its parser alone. */
const probe = `import { createRequire } from 'node:module';
const { cache } = createRequire(${JSON.stringify(pathToFileURL(cli).href)});
process.on('exit', () => {
  const isLoaded = (name) => Object.keys(cache).some((file) => name.test(file));
  const compiler = isLoaded(/node_modules.typescript./) ? 'compiler' : 'no compiler';
  process.stderr.write(isLoaded(/dist.parser\\.cjs$/) ? 'parser, ' + compiler : compiler);
});`;

beforeAll(() => {
  writeFileSync(join(folder, 'probe.mjs'), probe);
  writeFileSync(join(folder, 'event-registry.yaml'), 'registry: 1\nevents: {}\n');
  writeFileSync(join(folder, 'a.events.json'), '{"userID":"u1","event_name":"a","attributes":{}}\n');
  mkdirSync(join(folder, 'plain'));
  writeFileSync(join(folder, 'plain/event-registry.yaml'), 'registry: 1\nevents: {}\n');
  writeFileSync(join(folder, 'plain/plain.ts'), 'export const environment = process.env;\n');
  writeFileSync(join(folder, 'call.ts'), `nv('event', 'a', { b: globalThis.b });\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compiler(...args: string[]): string {
  const options = ['--import', pathToFileURL(join(folder, 'probe.mjs')).href, cli, ...args];
  return spawnSync(process.execPath, options, { cwd: folder, encoding: 'utf8' }).stderr;
}

describe('the parser is loaded only for a project whose code may hold a call, the compiler only for its checker', () => {
  it.each([
    ['--version', 'no compiler'],
    ['explain', 'no compiler'],
    ['generate types', 'no compiler'],
    ['check a.events.json', 'no compiler'],
    ['check --registry plain/event-registry.yaml plain', 'no compiler'],
    ['check call.ts', 'parser, no compiler'],
    ['check --types checker', 'parser, compiler'],
  ])('%s: %s', (command, expected) => {
    expect(compiler(...command.split(' '))).toBe(expected);
  });
});
