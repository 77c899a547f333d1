import type { RuleLevel } from './finding.ts';
import type { CallShape } from './pack.ts';
import type { Place } from './text.ts';

/** Where attributes' types come from: from what the code says, or, where it does not, also from TypeScript's type checker. */
export type TypeSource = 'syntax' | 'checker';

/** `eventlint.yaml` with its defaults filled in. */
export interface Config {
  /** The configuration's file, if there is one, relative to the working directory. */
  readonly file: string | undefined;
  /** As written, relative to the configuration's folder; undefined: searched upward. */
  readonly registry: string | undefined;
  /** Where it is written, for messages. */
  readonly registryAt?: (() => Place) | undefined;
  readonly code: {
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    /** Where attributes' types come from; undefined: what the command takes where nothing is said. */
    readonly types: TypeSource | undefined;
  };
  readonly payloads: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly userMerging: boolean;
  readonly calls: readonly CallShape[];
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, RuleLevel>>;
  }[];
}
