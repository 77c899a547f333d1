import { createRequire } from 'node:module';
import type ts from 'typescript';

/**
 * The TypeScript compiler. It is required instead of imported: an import would first search its nine megabytes for the
 * names that it exports, which takes longer than to run it.
 */
export const compiler = createRequire(import.meta.url)('typescript') as typeof ts;
