import { createRequire } from 'node:module';
import type { Ajv, ValidateFunction } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';

const require = createRequire(import.meta.url);

/** What a schema's validator tells: of our own files everything there is to know, of entries only what is wrong. */
export const schemaOptions = {
  file: {
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    // Ours are checked by a test; checking them again costs more than what they check.
    validateSchema: false,
  },
  entry: { allErrors: true, strict: false, logger: false, validateSchema: false },
} as const;

/**
 * A JSON Schema (draft-07) as a function. The built program has those of our own schemas ready: this is then called for the
 * others only.
 */
export function compileSchema(schema: object, kind: keyof typeof schemaOptions): ValidateFunction {
  // Loaded when there is something to check: most runs of a hook have no configuration and a pack that is known to be right.
  const { Ajv: Validator } = require('ajv') as { Ajv: typeof Ajv };
  const { default: formats } = require('ajv-formats') as { default: FormatsPlugin };
  const ajv = new Validator(schemaOptions[kind]);
  if (kind === 'file') formats(ajv);
  return ajv.compile(schema);
}
