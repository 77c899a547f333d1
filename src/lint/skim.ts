import type { SeenType } from '../model/attribute-type.ts';
import {
  type AttributeUse,
  attributeOf,
  type Entry,
  type Locate,
  type Order,
  type Request,
  type Target,
} from '../model/event-use.ts';
import type { ReadingProblem, Severity } from '../model/finding.ts';
import type { Api } from '../model/pack.ts';
import {
  type Context,
  type EntryRule,
  type Problem,
  placed,
  type RequestRule,
  type Rule,
  type RunRule,
  type ShapeRule,
  type UsePart,
} from '../model/rule.ts';
import { tallyOf } from '../model/sightings.ts';
import type {
  AttributeVerdict,
  Located,
  Repeat,
  Repeats,
  ShapeBounds,
  Skimmed,
  Skimmer,
  UserSkimmer,
} from '../model/skim.ts';
import type { Draft, Group } from './collector.ts';
import type { About } from './drafting.ts';
import { FoldedUsers } from './folded-users.ts';
import type { RunState } from './folds.ts';
import type { Judge, Named } from './judge.ts';
import { Alike, Counting, Found, Sighted } from './repeats.ts';

/** What a run lends to its skimmer. */
export interface Inside {
  readonly context: Context;
  readonly judge: Judge;
  readonly entryRules: readonly EntryRule[];
  readonly requestRules: readonly RequestRule[];
  readonly states: ReadonlyMap<RunRule, RunState>;
  /** The group that a problem of a payload is counted in, and how severe it is; undefined where its rule is off. */
  group(
    rule: Rule,
    file: string,
    severity: Severity | undefined,
    about: About,
  ): { readonly group: Group; readonly level: Severity } | undefined;
  /** The same for a fault that the reader found. */
  readingGroup(problem: ReadingProblem): { readonly group: Group } | undefined;
  draft(rule: Rule, level: Severity, locate: Locate, problem: Problem, about: About): Draft;
  /** Adds a problem of an entry. */
  emit(rule: Rule, order: Order, locate: Locate, problem: Problem, event: string): void;
  addProblem(problem: ReadingProblem): void;
}

/** Finds a problem of a rule anew in another entry, of which it may say something else. */
type Again = (entry: Skimmed) => Problem | undefined;

/** Tells what the parts of an entry do to a run, each by itself. */
export class RunSkimmer implements Skimmer {
  readonly users: UserSkimmer | undefined;
  readonly #inside: Inside;
  /** What rules find in the entry that was looked at last. */
  #last: { readonly seen: Skimmed; readonly found: Map<Rule, readonly Problem[]> } | undefined;

  constructor(inside: Inside) {
    this.#inside = inside;
    const folded = [...inside.states].filter(([{ fold, applies }]) => fold && applies.includes('payload'));
    if (folded.length > 0) this.users = new FoldedUsers(folded, inside.context);
  }

  head(entry: Entry): Repeats {
    const { context, entryRules } = this.#inside;
    const { file } = entry.order;
    const event = entry.use?.names[0];
    const repeats: (Repeat | undefined)[] = [];
    for (const rule of entryRules)
      for (const [index, problem] of [...rule.check(entry, context)].entries())
        repeats.push(
          this.#found(rule, file, problem, { event, attribute: undefined }, (seen) =>
            nth(rule.check(seen.envelope, context), index),
          ),
        );
    return given(repeats);
  }

  event(file: string, event: string, api: Api): Repeats {
    return given([
      ...this.#named(this.#inside.judge.name('event-name', event), file, event, { part: 'event' }),
      ...this.#shaped(file, event, [], undefined),
      ...this.#sights({ event, api }, file),
    ]);
  }

  faults(problems: readonly ReadingProblem[]): readonly Omit<Repeat, 'add'>[] {
    return problems.flatMap((problem) => {
      const group = this.#inside.readingGroup(problem)?.group;
      return group ? [new Counting(group)] : [];
    });
  }

  addProblem(problem: ReadingProblem): void {
    this.#inside.addProblem(problem);
  }

  attribute(file: string, event: string, attribute: AttributeUse): AttributeVerdict {
    const { judge } = this.#inside;
    const { name } = attribute;
    const repeats = [
      ...this.#named(judge.name('attribute-name', name), file, event, { part: 'attribute', name }),
      ...this.#shapedAttribute(file, event, attribute),
      ...this.#sights({ event, attribute }, file),
    ];
    return { repeats: given(repeats), concern: judge.concern(event, name) };
  }

  value(file: string, event: string, name: string, value: unknown): Repeats {
    const found = this.#inside.judge.valueFaults(event, name, value);
    return found.length > 0 ? given(this.#named(found, file, event, { part: 'value', name })) : none;
  }

  shape(event: string): ShapeBounds {
    const { judge } = this.#inside;
    const { more, fewer } = judge.shapeRules;
    return {
      admits: (counts) => judge.isCleanShape(event, [...ofTypes(counts)], more),
      suffices: (attributes) => judge.isCleanShape(event, attributes, fewer),
    };
  }

  addShape(event: string, { attributes, order, locate }: Skimmed, fault: 'more' | 'fewer'): boolean {
    const { judge, emit } = this.#inside;
    let isFound = false;
    for (const { rule, problem } of judge.judgeShape(event, attributes, false, judge.shapeRules[fault])) {
      emit(rule, order, locate, problem, event);
      isFound = true;
    }
    return isFound;
  }

  isQuiet(request: Request): boolean {
    const { requestRules, context } = this.#inside;
    return requestRules.every((rule) => [...rule.check(request, context)].length === 0);
  }

  /** What rules said of a name or a value, which they say whatever else an entry has. */
  #named(found: readonly Named[], file: string, event: string, at: Target): (Repeat | undefined)[] {
    const attribute = attributeOf(at);
    return found.map(({ rule, problem }) => {
      const isRenamed = at.part === 'attribute' && problem.replacement !== undefined;
      const again = isRenamed ? (seen: Skimmed) => placed(problem, at, seen.attributes) : undefined;
      return this.#found(rule, file, placed(problem, at), { event, attribute }, again);
    });
  }

  #shapedAttribute(file: string, event: string, attribute: AttributeUse): readonly (Repeat | undefined)[] {
    const { judge } = this.#inside;
    if (judge.isQuietAttribute(event, attribute)) return none;
    const repeats = this.#shaped(file, event, [attribute], attribute.name);
    if (repeats.length === 0) judge.noteQuiet(event, attribute);
    return repeats;
  }

  /** What rules find in the event, or in one attribute of it. What they say of it can depend on the others. */
  #shaped(
    file: string,
    event: string,
    attributes: readonly AttributeUse[],
    name: string | undefined,
  ): (Repeat | undefined)[] {
    const { judge } = this.#inside;
    const repeats: (Repeat | undefined)[] = [];
    const about = (problem: Problem) => (name === undefined ? !isAboutOne(problem) : isAbout(problem, name));
    const counts = new Map<Rule, number>();
    for (const { rule, problem } of judge.judgeShape(event, attributes, true, judge.shapeRules.each)) {
      if (!about(problem)) continue;
      const index = counts.get(rule) ?? 0;
      counts.set(rule, index + 1);
      const again =
        rule.dependsOn === 'each'
          ? undefined
          : (seen: Skimmed) => nth(this.#again(rule, event, seen).filter(about), index);
      repeats.push(this.#found(rule, file, problem, { event, attribute: name }, again));
    }
    return repeats;
  }

  /** What a rule finds in an entry, found once for all of its attributes. */
  #again(rule: ShapeRule, event: string, seen: Skimmed): readonly Problem[] {
    if (this.#last?.seen !== seen) this.#last = { seen, found: new Map() };
    let found = this.#last.found.get(rule);
    if (!found) {
      const placed = this.#inside.judge.judgeShape(event, seen.attributes, false, [rule]);
      found = [...placed].map(({ problem }) => problem);
      this.#last.found.set(rule, found);
    }
    return found;
  }

  #found(
    rule: Rule,
    file: string,
    problem: Problem,
    { event, attribute }: About,
    again: Again | undefined,
  ): Repeat | undefined {
    const about = { event, attribute: problem.attribute ?? attribute ?? attributeOf(problem.at) };
    const found = this.#inside.group(rule, file, problem.severity, about);
    if (!found) return undefined;
    const { group, level } = found;
    const draft = ({ locate }: Located, one = problem) => this.#inside.draft(rule, level, locate, one, about);
    return again
      ? new Found(group, (entry) => draft(entry, again(entry)))
      : new Alike(group, (entry) => draft(entry));
  }

  #sights(part: UsePart, file: string): Repeat[] {
    const { states, context } = this.#inside;
    const repeats: Repeat[] = [];
    for (const [{ sights, applies }, { sightings }] of states)
      if (sights && applies.includes('payload'))
        for (const sight of sights(part, context)) {
          const tally = tallyOf(sightings, file, sight);
          if (tally) repeats.push(new Sighted(tally, sight.at));
        }
    return repeats;
  }
}

const none: Repeats = [];

/** So many attributes of each type, whatever they are called. */
function* ofTypes(counts: ReadonlyMap<SeenType, number>): Generator<AttributeUse> {
  for (const [type, count] of counts)
    for (let i = 0; i < count; i++) yield { name: `${type}_${i}`, types: [type], optional: false };
}

function nth<Thing>(things: Iterable<Thing>, index: number): Thing | undefined {
  return [...things][index];
}

/** Those that are there, in a list without room for more: there are many of them, and most hold one or two. */
function given(repeats: readonly (Repeat | undefined)[]): Repeats {
  const present = repeats.filter((repeat) => repeat !== undefined);
  return present.length === 0 ? none : present.slice();
}

/** Whether a problem is about this attribute and not about the event, which is judged by itself. */
function isAbout({ at, attribute }: Problem, name: string): boolean {
  return attribute === name || attributeOf(at) === name;
}

/** Whether a problem is about an attribute. */
function isAboutOne({ at, attribute }: Problem): boolean {
  return attribute !== undefined || attributeOf(at) !== undefined;
}
