import type { SeenType } from '../model/attribute-type.ts';
import type { AttributeUse, Entry, Order } from '../model/event-use.ts';
import type { ReadingProblem } from '../model/finding.ts';
import type { Context, EntryRule, Fold, Glimpse, Problem, Rule, RunRule, UsePart } from '../model/rule.ts';
import { tallyOf } from '../model/sightings.ts';
import type { AttributeVerdict, Repeat, Repeats, ShapeBounds, Skimmer } from '../model/skim.ts';
import { isAmongEarliest, type Tally } from '../model/tally.ts';
import type { Group } from './collector.ts';
import type { RunState } from './folds.ts';
import type { Judge, Named } from './judge.ts';

/** What a run lends to its skimmer. */
export interface Inside {
  readonly context: Context;
  readonly judge: Judge;
  readonly entryRules: readonly EntryRule[];
  readonly states: ReadonlyMap<RunRule, RunState>;
  /** The group that a problem of a payload is counted in; undefined where its rule is off. */
  group(rule: Rule, file: string, problem: Omit<Problem, 'at'>, event: string | undefined): Group | undefined;
  /** The same for a fault that the reader found. */
  readingGroup(problem: ReadingProblem): Group | undefined;
}

/** Tells what the parts of an entry do to a run, each by itself. */
export class RunSkimmer implements Skimmer {
  readonly #inside: Inside;
  /** The folds that can be told of an entry without reading it, with their states. */
  readonly #glimpsed: {
    readonly glimpse: NonNullable<Fold<unknown>['glimpse']>;
    readonly state: RunState;
  }[] = [];

  constructor(inside: Inside) {
    this.#inside = inside;
    for (const [{ fold }, state] of inside.states)
      if (fold?.glimpse) this.#glimpsed.push({ glimpse: fold.glimpse, state });
  }

  head(entry: Entry, problems: readonly ReadingProblem[]): Repeats {
    const { context, judge, entryRules } = this.#inside;
    const { file } = entry.order;
    const event = entry.use?.names[0];
    const groups = problems.map((problem) => this.#inside.readingGroup(problem));
    for (const rule of entryRules)
      for (const problem of rule.check(entry, context))
        groups.push(this.#inside.group(rule, file, problem, event));
    if (event === undefined) return given(groups);
    groups.push(...this.#groupsOf(judge.name('event-name', event), file, event));
    for (const { rule, problem } of judge.judgeShape(event, [], true, (rule) => rule.dependsOn === 'each'))
      groups.push(this.#inside.group(rule, file, problem, event));
    return [...given(groups), ...this.#sights({ event, api: entry.api }, file)];
  }

  attribute(file: string, event: string, name: string, type: SeenType): AttributeVerdict {
    const { judge, group } = this.#inside;
    const attribute: AttributeUse = { name, types: [type], optional: false };
    const groups = this.#groupsOf(judge.name('attribute-name', name), file, event, name);
    for (const { rule, problem } of judge.judgeShape(
      event,
      [attribute],
      true,
      (rule) => rule.dependsOn === 'each',
    ))
      if (isAbout(problem, name)) groups.push(group(rule, file, { ...problem, attribute: name }, event));
    const repeats = [...given(groups), ...this.#sights({ event, attribute }, file)];
    return { repeats, concern: judge.concern(event, name) };
  }

  value(file: string, event: string, attribute: string, value: unknown): Repeats {
    return given(
      this.#groupsOf([...this.#inside.judge.value(event, attribute, value)], file, event, attribute),
    );
  }

  shape(event: string): ShapeBounds {
    const { judge } = this.#inside;
    const admitted: AttributeUse[] = [];
    const isClean = (attributes: readonly AttributeUse[], dependsOn: string) =>
      judge.judgeShape(event, attributes, false, (rule) => rule.dependsOn === dependsOn).next().done === true;
    return {
      admits(name, type) {
        admitted.push({ name, types: [type], optional: false });
        if (isClean(admitted, 'more')) return true;
        admitted.pop();
        return false;
      },
      suffices: (attributes) =>
        isClean(
          attributes.map(({ name, type }) => ({ name, types: [type], optional: false })),
          'fewer',
        ),
    };
  }

  isUserSettled(userHash: number, order: Order): boolean {
    for (const { glimpse, state } of this.#glimpsed)
      if (!glimpse.isSettled(state.fold, userHash, order)) return false;
    return true;
  }

  addGlimpse(glimpse: Glimpse): void {
    for (const each of this.#glimpsed) each.glimpse.add(each.state.fold, glimpse);
  }

  #groupsOf(found: readonly Named[], file: string, event: string, attribute?: string): (Group | undefined)[] {
    return found.map(({ rule, problem }) =>
      this.#inside.group(rule, file, attribute === undefined ? problem : { ...problem, attribute }, event),
    );
  }

  #sights(part: UsePart, file: string): Repeat[] {
    const { states, context } = this.#inside;
    const repeats: Repeat[] = [];
    for (const [{ sights, applies }, { sightings }] of states)
      if (sights && applies.includes('payload'))
        for (const { key, subject } of sights(part, context))
          repeats.push(new Sighted(tallyOf(sightings, file, key, subject)));
    return repeats;
  }
}

/** A tally as something that repeats. */
class Sighted implements Repeat {
  readonly #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  isOnlyCounted(order: Order): boolean {
    return !isAmongEarliest(this.#tally, order);
  }

  count(): void {
    this.#tally.count++;
  }
}

function given(groups: readonly (Group | undefined)[]): Repeat[] {
  return groups.filter((group) => group !== undefined);
}

/** Whether a problem is about this attribute and not about the event, which is judged by itself. */
function isAbout({ at, attribute }: Problem, name: string): boolean {
  return attribute === name || ((at.part === 'attribute' || at.part === 'value') && at.name === name);
}
