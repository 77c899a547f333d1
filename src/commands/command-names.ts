import { InputError } from '../model/input-error.ts';
import { nearest } from '../nearest.ts';

/** The commands that the command line offers. */
export const commandNames: readonly string[] =
  'check extract explain diff changelog audit report init lock fmt generate help'.split(' ');

/** The command that a misspelt word may mean; undefined where it is near none. */
export function nearestCommand(word: string): string | undefined {
  return nearest(word, commandNames);
}

/** What is said of a command that there is not. */
export function unknownCommand(name: string): InputError {
  const near = nearestCommand(name);
  return new InputError(`There is no command ${name}.`, {
    help: near ? `Did you mean \`${near}\`?` : `Use one of ${commandNames.join(', ')}.`,
  });
}
