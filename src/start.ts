#!/usr/bin/env node
import { statSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { loadCached } from './script-cache.ts';

// Where the command starts: the program stands beside this file as one script, which is loaded with what V8 compiled of it.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();
const program = join(import.meta.dirname, 'program.cjs');
const { mtimeMs, size } = statSync(program);
// What a command needs of the program is not what another needs.
const command = /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0].slice(0, 12) ?? 'check';
loadCached(program, 'program', `${mtimeMs}-${size}-${command}`);
