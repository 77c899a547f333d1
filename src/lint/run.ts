import type { Entry, EventUse, Locate, Order, Request, Source, Target } from '../model/event-use.ts';
import { type Fix, type ReadingProblem, renameFix, type Severity } from '../model/finding.ts';
import type {
  CallRule,
  Context,
  EntryRule,
  NameRule,
  Problem,
  RegistryRule,
  RequestRule,
  Rule,
  RunProblem,
  RunRule,
  Seen,
  Shape,
  ShapeRule,
  ValueRule,
} from '../model/rule.ts';
import type { Place } from '../model/text.ts';
import { Collector, type Draft } from './collector.ts';
import type { Levels } from './levels.ts';

type Named = { readonly rule: Rule; readonly problem: Omit<Problem, 'at'> };
type Placed = { readonly rule: Rule; readonly problem: Problem };

/** What a problem is about, for the finding's event and attribute. */
interface About {
  readonly event?: string | undefined;
  readonly attribute?: string | undefined;
}

/**
 * Runs rules over what readers hand over. Names and shapes are judged once however often they occur; values, entries and
 * calls each time; run rules fold. Runs over parts of an input merge into the very findings of one run over all of it.
 */
export class Run {
  readonly #context: Context;
  readonly #levels: Levels;
  readonly #rules: RulesByKind;
  readonly #names = {
    'event-name': new Map<string, Named[]>(),
    'attribute-name': new Map<string, Named[]>(),
  };
  readonly #shapes = new Map<string, Placed[]>();
  readonly #states: Map<RunRule, unknown>;
  readonly #stream = new Collector();
  #single: Draft[] = [];

  constructor(rules: readonly Rule[], context: Context, levels: Levels) {
    this.#context = context;
    this.#levels = levels;
    this.#rules = byKind(rules);
    this.#states = new Map(this.#rules.run.map((rule) => [rule, rule.empty()]));
  }

  /** Judges one event use that is not part of an entry: a call site or a declaration. */
  addUse(use: EventUse): void {
    this.#judgeUse(use);
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
        this.#push(rule, request.locate(problem.at), problem, {});
  }

  /** Takes a fault that a reader found. */
  addProblem(problem: ReadingProblem): void {
    const rule = this.#rules.all.get(problem.rule);
    if (!rule) throw new Error(`a reader names the rule ${problem.rule}, which does not exist`);
    this.#push(rule, problem.place, { ...problem }, problem);
  }

  /** Judges the registry itself. Its declarations are event uses: add those with `addUse`. */
  addRegistry(): void {
    for (const rule of this.#rules.registry)
      for (const problem of rule.check(this.#context.registry, this.#context)) this.#pushRun(rule, problem);
  }

  /** Takes over what a run over another part of the input found. Both must have the same rules and context. */
  merge(other: Run): void {
    this.#stream.merge(other.#stream);
    this.#single.push(...other.#single);
    for (const rule of this.#rules.run)
      this.#states.set(rule, rule.merge(this.#states.get(rule), other.#states.get(rule)));
  }

  /** Everything that was found, in no particular order. */
  drafts(): Draft[] {
    const judged = this.#single;
    this.#single = [];
    for (const rule of this.#rules.run)
      for (const problem of rule.findings(this.#states.get(rule), this.#context))
        this.#pushRun(rule, problem);
    const fromRuns = this.#single;
    this.#single = judged;
    return withoutReplaced([...judged, ...this.#stream.drafts(), ...fromRuns], this.#rules.all);
  }

  #judgeUse(use: EventUse): void {
    for (const name of use.names)
      for (const { rule, problem } of this.#judgeName('event-name', name))
        this.#emitUse(rule, use, { ...problem, at: { part: 'event' } }, { event: name });
    for (const attribute of use.attributes) {
      const at: Target = { part: 'attribute', name: attribute.name };
      for (const { rule, problem } of this.#judgeName('attribute-name', attribute.name))
        this.#emitUse(rule, use, { ...problem, at }, { event: use.names[0], attribute: attribute.name });
    }
    for (const name of use.names)
      for (const { rule, problem } of this.#judgeShape(use, name))
        this.#emitUse(rule, use, problem, { event: name });
    this.#judgeValues(use);
    if (use.call)
      for (const rule of this.#rules.call)
        for (const problem of rule.check(use.call, use, this.#context))
          this.#emitUse(rule, use, problem, { event: use.names[0] });
  }

  #judgeName(kind: 'event-name' | 'attribute-name', name: string): readonly Named[] {
    const known = this.#names[kind].get(name);
    if (known) return known;
    const found: Named[] = [];
    for (const rule of this.#rules[kind])
      for (const problem of rule.check(name, this.#context)) found.push({ rule, problem });
    this.#names[kind].set(name, found);
    return found;
  }

  #judgeShape(use: EventUse, event: string): readonly Placed[] {
    const key = shapeKey(use, event);
    const known = this.#shapes.get(key);
    if (known) return known;
    const declared = this.#context.registry.events.get(event);
    const shape: Shape = { event, attributes: use.attributes, open: use.open, declared };
    const found: Placed[] = [];
    for (const rule of this.#rules.shape)
      for (const problem of rule.check(shape, this.#context)) found.push({ rule, problem });
    this.#shapes.set(key, found);
    return found;
  }

  #judgeValues(use: EventUse): void {
    const names: readonly (string | undefined)[] = use.names.length > 0 ? use.names : [undefined];
    for (const { name: attribute, values } of use.attributes) {
      if (!values) continue;
      const at: Target = { part: 'value', name: attribute };
      for (const event of names) {
        const declared =
          event === undefined
            ? undefined
            : this.#context.registry.events.get(event)?.attributes.get(attribute);
        for (const value of values)
          for (const rule of this.#rules.value)
            for (const problem of rule.check({ event, attribute, value, declared }, this.#context))
              this.#emitUse(rule, use, { ...problem, at }, { event, attribute });
      }
    }
  }

  #fold(seen: Seen): void {
    const source: Source = seen.use?.source ?? 'payload';
    for (const rule of this.#rules.run)
      if (rule.applies.includes(source))
        this.#states.set(rule, rule.add(this.#states.get(rule), seen, this.#context));
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
    const level = this.#level(rule, order.file, problem.severity);
    if (level === 'off') return;
    const group = JSON.stringify([rule.id, order.file, about.event, attribute, problem.severity]);
    this.#stream.add(group, order, () => draftOf(rule, level, locate(problem.at), problem, told));
  }

  #push(
    rule: Rule,
    place: Place,
    problem: Omit<Problem, 'at'>,
    about: About,
    count?: number,
    fix?: Fix,
  ): void {
    const level = this.#level(rule, place.source.file, problem.severity);
    if (level === 'off') return;
    const draft = draftOf(rule, level, place, problem, about);
    this.#single.push({ ...draft, count, fix: fix ?? draft.fix });
  }

  #pushRun(rule: Rule, problem: RunProblem): void {
    this.#push(rule, problem.place, problem, problem, problem.count, problem.fix);
  }

  /** A problem may soften its rule's own level (`additional: warn`), but not one that the user has set. */
  #level(rule: Rule, file: string, severity: Severity | undefined): Severity | 'off' {
    const level = this.#levels(rule, file);
    return severity !== undefined && level === rule.severity ? severity : level;
  }
}

function draftOf(
  rule: Rule,
  severity: Severity,
  place: Place,
  problem: Omit<Problem, 'at'>,
  about: About,
): Draft {
  const { replacement } = problem;
  const name = about.attribute ?? about.event;
  return {
    rule: rule.id,
    severity,
    message: problem.message,
    help: problem.help,
    place,
    event: about.event,
    attribute: about.attribute,
    related: problem.related ?? [],
    fix: replacement === undefined || name === undefined ? undefined : renameFix(place, name, replacement),
  };
}

/** A finding that says a fault better than others drops those others' findings on the same event and attribute. */
function withoutReplaced(drafts: readonly Draft[], rules: ReadonlyMap<string, Rule>): Draft[] {
  const about = (rule: string, d: Draft) => JSON.stringify([rule, d.event, d.attribute]);
  const replaced = new Set<string>();
  for (const draft of drafts)
    for (const lesser of rules.get(draft.rule)?.insteadOf ?? []) replaced.add(about(lesser, draft));
  return drafts.filter((draft) => !replaced.has(about(draft.rule, draft)));
}

function attributeOf(at: Target): string | undefined {
  return at.part === 'attribute' || at.part === 'value' ? at.name : undefined;
}

/** Two uses with the same key look the same to every shape rule. */
function shapeKey(use: EventUse, event: string): string {
  let key = `${use.open ? 1 : 0}\u0000${event}`;
  for (const { name, types, optional } of use.attributes)
    key += `\u0000${name}\u0001${types.length === 1 ? types[0] : types.join('|')}${optional ? '?' : ''}`;
  return key;
}

interface RulesByKind {
  readonly all: ReadonlyMap<string, Rule>;
  readonly 'event-name': readonly NameRule[];
  readonly 'attribute-name': readonly NameRule[];
  readonly shape: readonly ShapeRule[];
  readonly value: readonly ValueRule[];
  readonly entry: readonly EntryRule[];
  readonly request: readonly RequestRule[];
  readonly call: readonly CallRule[];
  readonly run: readonly RunRule[];
  readonly registry: readonly RegistryRule[];
}

function byKind(rules: readonly Rule[]): RulesByKind {
  const of = <On extends Rule['on']>(on: On) =>
    rules.filter((rule): rule is Extract<Rule, { on: On }> => rule.on === on);
  const names = rules.filter(
    (rule): rule is NameRule => rule.on === 'event-name' || rule.on === 'attribute-name',
  );
  return {
    all: new Map(rules.map((rule) => [rule.id, rule])),
    'event-name': names.filter((rule) => rule.on === 'event-name'),
    'attribute-name': names.filter((rule) => rule.on === 'attribute-name'),
    shape: of('shape'),
    value: of('value'),
    entry: of('entry'),
    request: of('request'),
    call: of('call'),
    run: of('run'),
    registry: of('registry'),
  };
}
