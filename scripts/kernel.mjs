// Compiles the scanner's kernel, AssemblyScript, to WebAssembly. Without its compiler, as where only `dependencies` are installed,
// there is none, and payloads are read by the plain reader alone.
import { join } from 'node:path';
import { root } from './steps.mjs';

/** What stands here is no TypeScript. */
export const kernelFolder = join('src/read/payload/scanner/kernel');

const options = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'],
  ...['--runtime', 'stub', '--enable', 'simd', '--enable', 'bulk-memory'],
];

export async function compileKernel(output) {
  const asc = await import('assemblyscript/asc').catch(() => undefined);
  if (!asc) return;
  const source = join(kernelFolder, 'kernel.ts');
  const { error, stderr } = await asc.main([source, '--baseDir', root, '--outFile', output, ...options]);
  if (error) throw new Error(`${source}: ${error.message}\n${stderr.toString()}`);
}
