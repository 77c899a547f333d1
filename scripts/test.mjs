// Installs, builds, checks format and lint, checks types, and runs every test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, run, runTool } from './steps.mjs';

install();
build();
runTool('@biomejs/biome#biome', ['check', '--error-on-warnings', '.']);
runTool('typescript#tsc', ['--noEmit', '-p', 'tsconfig.json']);
// What the tests' runs remember is of no use to anybody.
const caches = mkdtempSync(join(tmpdir(), 'eventlint-test-'));
process.on('exit', () => rmSync(caches, { recursive: true, force: true }));
const args = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)];
run(process.execPath, args, { XDG_CACHE_HOME: caches });
