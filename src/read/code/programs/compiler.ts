import { createRequire } from 'node:module';
import type ts from 'typescript';
import { parserModule } from './parser-module.ts';

const require = createRequire(import.meta.url);

/** What only the whole compiler has: its type checker, and what that needs of the system. */
type CheckerOnly =
  | 'createModuleResolutionCache'
  | 'createProgram'
  | 'getDefaultLibFilePath'
  | 'parseConfigFileTextToJson'
  | 'resolveModuleName'
  | 'sys';

/**
 * The parser of the TypeScript compiler. It is required instead of imported: an import would first search its megabytes for
 * the names that it exports, which takes longer than to run it.
 */
export const compiler = require(parserModule) as Omit<typeof ts, CheckerOnly>;

/** The whole compiler, for the type checker: it is loaded when it is first asked for. */
export function wholeCompiler(): typeof ts {
  return require('typescript') as typeof ts;
}
