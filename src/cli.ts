import { CommanderError } from 'commander';
import { makeProgram } from './cli/program.ts';
import { clearProgress } from './cli/world.ts';
import { fileFault, standardOutput } from './file-fault.ts';
import { InputError } from './model/input-error.ts';
import { position } from './model/text.ts';

/** Set when standard output could not be written: its reader must not take what came for the whole. */
let failedCode: number | undefined;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output has gone (`| head`): there is nobody to tell, but what was found stays found.
  if (error.code === 'EPIPE' || failedCode !== undefined) return;
  failedCode = fail(fileFault(standardOutput, 'written', error));
  process.exitCode = failedCode;
});
// Where nobody can be told of a fault, the exit code still tells.
process.stderr.on('error', () => {});

main(process.argv).then((code) => {
  process.exitCode = failedCode ?? code;
});

async function main(argv: string[]): Promise<number> {
  let exitCode = 0;
  const program = makeProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return fail(error);
  }
}

/** Tells what went wrong on standard error; returns the exit code. */
function fail(error: unknown): number {
  clearProgress();
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InputError) {
    const at = error.place && position(error.place.source, error.place.span.start);
    const where = error.place && at ? `${error.place.source.file}:${at.line}:${at.column}: ` : '';
    process.stderr.write(`eventlint: ${where}${error.message}\n${error.help ? `  ${error.help}\n` : ''}`);
    return 2;
  }
  const fault =
    error instanceof Error ? (process.env.EVENTLINT_DEBUG ? error.stack : error.message) : String(error);
  process.stderr.write(
    `eventlint: internal fault: ${fault}\n  Please report it with the input that caused it; EVENTLINT_DEBUG=1 shows where it happened.\n`,
  );
  return 2;
}
