import type { CallRule, EntryRule, RegistryRule, RequestRule, Rule, RunRule } from '../model/rule.ts';

/** The rules of a run, by what they look at. */
export interface RulesByKind {
  readonly all: ReadonlyMap<string, Rule>;
  readonly entry: readonly EntryRule[];
  readonly request: readonly RequestRule[];
  readonly call: readonly CallRule[];
  readonly run: readonly RunRule[];
  readonly registry: readonly RegistryRule[];
}

export function byKind(rules: readonly Rule[]): RulesByKind {
  const of = <On extends Rule['on']>(on: On) =>
    rules.filter((rule): rule is Extract<Rule, { on: On }> => rule.on === on);
  return {
    all: new Map(rules.map((rule) => [rule.id, rule])),
    entry: of('entry'),
    request: of('request'),
    call: of('call'),
    run: of('run'),
    registry: of('registry'),
  };
}
