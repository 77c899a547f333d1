import { InputError } from '../model/input-error.ts';
import { nearest } from '../nearest.ts';
import { formNames } from '../read/payload/index.ts';
import type { Project } from './project.ts';

/** Throws {@link InputError} for an --input-format that there is not. */
export function requireForm(name: string | undefined, { pack }: Project): void {
  const known = formNames(pack);
  if (name === undefined || known.includes(name)) return;
  const near = nearest(name, known);
  throw new InputError(`There is no input format \`${name}\`.`, {
    help: near ? `Did you mean \`${near}\`?` : `Use one of ${known.join(', ')}.`,
  });
}
