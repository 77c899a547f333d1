import {
  attributeOf,
  type Entry,
  type EventUse,
  type Locate,
  type Order,
  type Request,
  type Source,
  type Target,
} from '../model/event-use.ts';
import type { Fix, ReadingProblem, Severity } from '../model/finding.ts';
import { withCommas } from '../model/name.ts';
import {
  type Context,
  type Problem,
  placed,
  type Rule,
  type RunProblem,
  type RunRule,
  type Seen,
} from '../model/rule.ts';
import { familyLimit } from '../model/sightings.ts';
import type { Skimmer } from '../model/skim.ts';
import { type Place, position } from '../model/text.ts';
import { byKind, type RulesByKind } from './by-kind.ts';
import { Collector, type Draft, type Group, type RuleState } from './collector.ts';
import { type About, Drafting } from './drafting.ts';
import { addSeen, emptyState, mergeState, partsOfState, type RunState, runProblems } from './folds.ts';
import { Judge } from './judge.ts';
import type { Levels } from './levels.ts';
import { type FilePart, Placing } from './placing.ts';
import { withoutReplaced } from './replaced.ts';
import { RunSkimmer } from './skim.ts';

/** What a run over payloads has seen, as data: what one process hands to another. */
export interface PayloadState {
  /** Findings of single things, by rule id. */
  readonly groups: ReadonlyMap<string, RuleState>;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RunState>;
}

/**
 * Runs rules over what readers hand over. Names and shapes are judged once however often they occur; values, entries and
 * calls each time; run rules fold. Runs over parts of an input merge into the very findings of one run over all of it.
 */
export class Run {
  readonly #context: Context;
  readonly #drafting: Drafting;
  readonly #rules: RulesByKind;
  readonly #judge: Judge;
  readonly #states: ReadonlyMap<RunRule, RunState>;
  readonly #stream = new Collector();
  readonly #placing = new Placing();
  #single: Draft[] = [];

  constructor(rules: readonly Rule[], context: Context, levels: Levels) {
    this.#context = context;
    this.#drafting = new Drafting(levels);
    this.#rules = byKind(rules);
    this.#judge = new Judge(rules, context);
    const isOn = levels.isEverOn ?? (() => true);
    this.#states = new Map(this.#rules.run.filter(isOn).map((rule) => [rule, emptyState(rule)]));
  }

  /** Judges one event use that is not part of an entry: a call site or a declaration. */
  addUse(use: EventUse): void {
    this.#judgeUse(use);
    this.#fold({ use });
  }

  /** Takes a use with which others are compared; nobody wants to know what is wrong with it alone. */
  addOther(use: EventUse): void {
    this.#fold({ use });
  }

  /** Judges one payload entry and the event use in it. */
  addEntry(entry: Entry): void {
    for (const rule of this.#rules.entry)
      for (const problem of rule.check(entry, this.#context))
        this.#emit(rule, 'payload', entry.order, entry.locate, problem, { event: entry.use?.names[0] });
    if (entry.use) {
      this.#judgeUse(entry.use);
      this.#fold({ use: entry.use, entry });
    } else {
      this.#fold({ entry });
    }
  }

  /** Judges one request body. */
  addRequest(request: Request): void {
    for (const rule of this.#rules.request)
      for (const problem of rule.check(request, this.#context))
        this.addPayloadProblem({
          ...problem,
          rule: rule.id,
          kind: request.api.id,
          place: request.locate(problem.at),
        });
  }

  /** Takes a fault that a reader found in code or in the registry. */
  addProblem(problem: ReadingProblem): void {
    this.#push(this.#rule(problem.rule), problem.place, problem, problem);
  }

  /** Takes a fault that a reader found in a payload: those of one kind in a stream are gathered. */
  addPayloadProblem(problem: ReadingProblem): void {
    const found = this.#readingGroup(problem);
    if (!found) return;
    const { place } = problem;
    const { line, column } = position(place.source, place.span.start);
    const { file, part = 0 } = place.source;
    const order = { time: undefined, file, part, line, index: column };
    found.group.add(order, () => this.#drafting.draft(found.rule, found.level, place, problem, problem));
  }

  /** Judges the registry itself. Its declarations are event uses: add those with `addUse`. */
  addRegistry(): void {
    for (const rule of this.#rules.registry)
      for (const problem of rule.check(this.#context.registry, this.#context)) this.#pushRun(rule, problem);
  }

  /** Tells a reader of streams what it need not read. */
  skimmer(): Skimmer {
    return new RunSkimmer({
      context: this.#context,
      judge: this.#judge,
      entryRules: this.#rules.entry,
      requestRules: this.#rules.request,
      states: this.#states,
      group: (rule, file, severity, about) => this.#group(rule, file, severity, about),
      readingGroup: (problem) => this.#readingGroup(problem),
      draft: (rule, level, locate, problem, about) =>
        this.#drafting.draft(rule, level, locate(problem.at), problem, about),
      emit: (rule, order, locate, problem, event) =>
        this.#emit(rule, 'payload', order, locate, problem, { event }),
      addProblem: (problem) => this.addPayloadProblem(problem),
    });
  }

  /** What was seen of payloads, in parts of a bounded size that merge to it. They share their content with the run. */
  *payloadParts(): Generator<PayloadState> {
    for (const groups of this.#stream.parts()) yield { groups, rules: new Map() };
    for (const [rule, state] of this.#states)
      for (const part of partsOfState(rule, state))
        yield { groups: new Map(), rules: new Map([[rule.id, part]]) };
  }

  /** Says how many lines of its file stand before a part that was read by itself: what is found in it is told by the file's lines. */
  placePart(part: FilePart, linesBefore: number): void {
    this.#placing.set(part, linesBefore);
  }

  /** Takes over what a run over another part of the payloads saw. Both must have the same rules and context. */
  mergePayloads({ groups, rules }: PayloadState): void {
    this.#stream.merge(groups);
    for (const [rule, state] of this.#states) {
      const other = rules.get(rule.id);
      if (other) mergeState(rule, state, other);
    }
  }

  /** Takes over what a run over another part of the input found. Both must have the same rules and context. */
  merge(other: Run): void {
    this.#single.push(...other.#single);
    for (const part of other.payloadParts()) this.mergePayloads(part);
  }

  /** What the run could not remember, as sentences. */
  caveats(): string[] {
    const ofRules = [...this.#states].flatMap(([{ caveat }, { fold }]) => caveat?.(fold) ?? []);
    const compared = [...this.#states].flatMap(([{ id }, { sightings }]) =>
      sightings.limit === undefined
        ? []
        : `There are too many names to compare them all: \`${id}\` was looked for among ${withCommas(familyLimit)}, chosen by a hash.`,
    );
    return [...ofRules, ...compared, ...this.#stream.caveats()];
  }

  /** Everything that was found, in no particular order. */
  drafts(): Draft[] {
    const judged = this.#single;
    this.#single = [];
    for (const [rule, state] of this.#states)
      for (const problem of runProblems(rule, state, this.#context)) this.#pushRun(rule, problem);
    const fromRuns = this.#single;
    this.#single = judged;
    const all = [...judged, ...this.#stream.drafts(), ...fromRuns];
    return withoutReplaced(all, this.#rules.all).map((draft) => this.#placing.placed(draft));
  }

  #judgeUse(use: EventUse): void {
    for (const name of use.names)
      for (const { rule, problem } of this.#judge.name('event-name', name))
        this.#emitUse(rule, use, placed(problem, { part: 'event' }), { event: name });
    for (const attribute of use.attributes) {
      const at: Target = { part: 'attribute', name: attribute.name };
      for (const { rule, problem } of this.#judge.name('attribute-name', attribute.name))
        this.#emitUse(rule, use, placed(problem, at, use.attributes), {
          event: use.names[0],
          attribute: attribute.name,
        });
    }
    for (const name of use.names)
      for (const { rule, problem } of this.#judge.shape(use, name))
        this.#emitUse(rule, use, problem, { event: name });
    this.#judgeValues(use);
    if (use.call)
      for (const rule of this.#rules.call)
        for (const problem of rule.check(use.call, use, this.#context))
          this.#emitUse(rule, use, problem, { event: use.names[0] });
  }

  #judgeValues(use: EventUse): void {
    const names: readonly (string | undefined)[] = use.names.length > 0 ? use.names : [undefined];
    for (const { name: attribute, values } of use.attributes) {
      if (!values) continue;
      const at: Target = { part: 'value', name: attribute };
      for (const event of names)
        for (const value of values)
          for (const { rule, problem } of this.#judge.value(event, attribute, value))
            this.#emitUse(rule, use, placed(problem, at), { event, attribute });
    }
  }

  #fold(seen: Seen): void {
    const source: Source = seen.use?.source ?? 'payload';
    for (const [rule, state] of this.#states)
      if (rule.applies.includes(source)) addSeen(rule, state, seen, this.#context);
  }

  #emitUse(rule: Rule, use: EventUse, problem: Problem, about: About): void {
    this.#emit(rule, use.source, use.order, use.locate, problem, about);
  }

  /** Payloads are streams of alike entries: their findings are gathered. Every other finding stands for itself. */
  #emit(rule: Rule, source: Source, order: Order, locate: Locate, problem: Problem, about: About): void {
    if (!rule.applies.includes(source)) return;
    const attribute = problem.attribute ?? about.attribute ?? attributeOf(problem.at);
    const told = { event: about.event, attribute };
    if (source !== 'payload') {
      this.#push(rule, locate(problem.at), problem, told);
      return;
    }
    const found = this.#group(rule, order.file, problem.severity, told);
    found?.group.add(order, () => this.#drafting.draft(rule, found.level, locate(problem.at), problem, told));
  }

  #group(
    rule: Rule,
    file: string,
    severity: Severity | undefined,
    { event, attribute }: About,
  ): { readonly group: Group; readonly level: Severity } | undefined {
    const level = this.#drafting.level(rule, file, severity);
    if (level === 'off' || !rule.applies.includes('payload')) return undefined;
    return { group: this.#stream.group({ rule: rule.id, file, event, attribute, severity }), level };
  }

  #readingGroup(problem: ReadingProblem) {
    const { event, attribute, kind = problem.message, place } = problem;
    const { file } = place.source;
    const rule = this.#rule(problem.rule);
    const level = this.#drafting.level(rule, file, undefined);
    if (level === 'off') return undefined;
    return { rule, level, group: this.#stream.group({ rule: rule.id, file, event, attribute, kind }) };
  }

  #rule(id: string): Rule {
    const rule = this.#rules.all.get(id);
    if (!rule) throw new Error(`a reader names the rule ${id}, which does not exist`);
    return rule;
  }

  #push(
    rule: Rule,
    place: Place,
    problem: Omit<Problem, 'at'>,
    about: About,
    count?: number,
    fix?: Fix,
  ): void {
    const level = this.#drafting.level(rule, place.source.file, problem.severity);
    if (level === 'off') return;
    this.#single.push(this.#drafting.draft(rule, level, place, problem, about, count, fix));
  }

  #pushRun(rule: Rule, problem: RunProblem): void {
    this.#push(rule, problem.place, problem, problem, problem.count, problem.fix);
  }
}
