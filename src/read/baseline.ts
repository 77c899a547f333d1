import schema from '../../schemas/baseline.schema.json' with { type: 'json' };
import type { BaselineEntry } from '../model/baseline.ts';
import { InputError } from '../model/input-error.ts';
import { place, sourceText } from '../model/text.ts';
import { lazySchema, requireSchema } from './schema.ts';
import { parseYaml } from './yaml.ts';
import { plain } from './yaml-tree.ts';

const validate = lazySchema(schema);

/** Reads a baseline. Throws {@link InputError} at what is not one. */
export function readBaseline(file: string, text: string): readonly BaselineEntry[] {
  const data = parsed(text);
  const conflict = /^<{7}/m.exec(text);
  if (data === undefined && conflict)
    throw new InputError('The baseline has a merge conflict.', {
      place: place(sourceText(file, text), conflict.index, conflict.index + 7),
      help: 'Keep the lines of both sides, or write it anew with --update-baseline.',
    });
  // Read again, slowly, to point at the fault: JSON is YAML.
  if (data === undefined || !validate()(data)) {
    const yaml = parseYaml(file, text);
    requireSchema(yaml, plain(yaml.root), validate());
    throw new InputError('This is no JSON.', {
      place: place(yaml.source, 0, 0),
      help: 'Restore it from git, or write it anew with --update-baseline.',
    });
  }
  return (data as { findings: readonly BaselineEntry[] }).findings;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of a baseline: an entry a line, so that git merges it. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ fingerprint, file, rule, message }) =>
    JSON.stringify({ fingerprint, file, rule, message }),
  );
  const list = lines.length > 0 ? `[\n    ${lines.join(',\n    ')}\n  ]` : '[]';
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}
