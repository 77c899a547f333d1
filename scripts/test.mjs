// Installs, builds, checks format and lint, checks types, and runs every test.
import { buildOnce, install, run, runTool } from './steps.mjs';

install();
buildOnce();
runTool('@biomejs/biome#biome', ['check', '--error-on-warnings', '.']);
runTool('typescript#tsc', ['--noEmit', '-p', 'tsconfig.json']);
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]);
