import schema from '../../schemas/eventlint.schema.json' with { type: 'json' };
import type { Config, TypeSource } from '../model/config.ts';
import type { RuleLevel } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { CallShape } from '../model/pack.ts';
import { place } from '../model/text.ts';
import { normalCall } from './pack.ts';
import { lazySchema, nearestOf, requireSchema } from './schema.ts';
import { type ParseYaml, parseYaml } from './yaml.ts';
import { get, items, pairs, placeOf, placeOfKey, plain, type YamlFile, type YamlNode } from './yaml-tree.ts';

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

/** Whether globs are those of the project's own configuration, and not what holds where it says nothing. */
export function areWritten(globs: readonly string[]): boolean {
  return globs.length > 0 && globs !== defaultCode && globs !== defaultPayloads;
}

/**
 * Reads the configuration, or makes the default one when there is none. Throws {@link InputError} for a key or rule that
 * does not exist.
 */
export function readConfig(
  file: string | undefined,
  text: string | undefined,
  knownRules: readonly string[],
  parse: ParseYaml = parseYaml,
): Config {
  const yaml = file === undefined || text === undefined ? undefined : parse(file, text);
  const written = yaml ? readWritten(yaml, knownRules) : {};
  return {
    file,
    registry: written.registry,
    registryAt: yaml && (() => placeOfKey(yaml, yaml.root, 'registry')),
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

function readWritten(yaml: YamlFile, knownRules: readonly string[]): Written {
  const [duplicate] = yaml.duplicates;
  if (duplicate)
    throw new InputError('The key stands twice in one map.', {
      place: place(yaml.source, ...duplicate),
      help: 'Remove one of the two.',
    });
  const data = (plain(yaml.root) ?? {}) as Written;
  requireSchema(yaml, data, validate());
  const { root } = yaml;
  requireRules(yaml, get(root, 'rules'), knownRules);
  for (const override of items(get(root, 'overrides')))
    requireRules(yaml, get(override, 'rules'), knownRules);
  return data;
}

function requireRules(yaml: YamlFile, rules: YamlNode | undefined, knownRules: readonly string[]): void {
  for (const { key } of pairs(rules)) {
    if (knownRules.includes(key.text)) continue;
    throw new InputError(`There is no rule \`${key.text}\`.`, {
      place: placeOf(yaml, key),
      help: nearestOf(key.text, knownRules) ?? 'Run `eventlint explain` for the list of rules.',
    });
  }
}
