import schema from '../../schemas/eventlint.schema.json' with { type: 'json' };
import type { Config, TypeSource } from '../model/config.ts';
import type { RuleLevel } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { CallShape } from '../model/pack.ts';
import { normalCall } from './pack.ts';
import { lazySchema, nearestOf, requireSchema } from './schema.ts';
import { get, items, pairs, parseYaml, type YamlFile } from './yaml.ts';

const validate = lazySchema(schema);

/** What `eventlint.yaml` may say, as YAML. */
interface Written {
  readonly registry?: string;
  readonly code?: { readonly include?: string[]; readonly exclude?: string[]; readonly types?: TypeSource };
  readonly payloads?: { readonly include?: string[]; readonly exclude?: string[] };
  readonly user_merging?: boolean;
  readonly calls?: CallShape[];
  readonly rules?: Record<string, RuleLevel>;
  readonly overrides?: { files: string[]; rules: Record<string, RuleLevel> }[];
}

const defaultCode = ['**/*.{ts,tsx,js,jsx,mts,cts,mjs,cjs,vue,svelte,astro,html}'];
const defaultPayloads = [
  'payloads/**/*.{json,csv,tsv,parquet,curl,sh}',
  '**/*.events.json',
  '**/*.{ndjson,jsonl,har}',
];

/**
 * Reads the configuration, or makes the default one when there is none. Throws {@link InputError} for a key or rule that
 * does not exist.
 */
export function readConfig(
  file: string | undefined,
  text: string | undefined,
  knownRules: readonly string[],
): Config {
  const written = file === undefined || text === undefined ? {} : readWritten(file, text, knownRules);
  return {
    file,
    registry: written.registry,
    code: {
      include: written.code?.include ?? defaultCode,
      exclude: written.code?.exclude ?? [],
      types: written.code?.types,
    },
    payloads: {
      include: written.payloads?.include ?? defaultPayloads,
      exclude: written.payloads?.exclude ?? [],
    },
    userMerging: written.user_merging ?? false,
    calls: (written.calls ?? []).map(normalCall),
    rules: written.rules ?? {},
    overrides: written.overrides ?? [],
  };
}

function readWritten(file: string, text: string, knownRules: readonly string[]): Written {
  const yaml = parseYaml(file, text);
  const [duplicate] = yaml.duplicates;
  if (duplicate)
    throw new InputError('The key stands twice in one map.', {
      place: duplicate,
      help: 'Remove one of the two.',
    });
  const data = (yaml.data ?? {}) as Written;
  requireSchema(yaml, data, validate());
  const root = yaml.document.contents;
  requireRules(yaml, get(yaml, root, 'rules'), knownRules);
  for (const override of items(yaml, get(yaml, root, 'overrides')))
    requireRules(yaml, get(yaml, override, 'rules'), knownRules);
  return data;
}

function requireRules(yaml: YamlFile, rules: unknown, knownRules: readonly string[]): void {
  for (const { key, keyAt } of pairs(yaml, rules)) {
    if (knownRules.includes(key)) continue;
    throw new InputError(`There is no rule \`${key}\`.`, {
      place: keyAt,
      help: nearestOf(key, knownRules) ?? 'Run `eventlint explain` for the list of rules.',
    });
  }
}
