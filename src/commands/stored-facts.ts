import { resolve } from 'node:path';
import { readText } from '../files.ts';
import type { Comment } from '../model/comment.ts';
import type { ArgumentUse, CallUse, EventUse, Locate, Target } from '../model/event-use.ts';
import type { ReadingProblem } from '../model/finding.ts';
import type { Api, CallShape } from '../model/pack.ts';
import { lineStarts, type Place, place, restoreLineStarts, type SourceText } from '../model/text.ts';
import type { CodeFacts } from '../read/code/index.ts';
import { type Dependencies, noDependencies } from '../read/code/project/dependencies.ts';

/** What facts refer to and do not hold themselves. */
export interface Referred {
  readonly cwd: string;
  readonly calls: readonly CallShape[];
  readonly apis: readonly Api[];
}

/** Facts in a form that JSON can hold. */
export function storedFacts(
  { uses, comments, problems, dependencies }: CodeFacts,
  referred: Referred,
): StoredFacts {
  const sources: StoredSource[] = [];
  const indexes = new Map<string, number>();
  const put = ({ source, span, shorthand }: Place): StoredPlace => {
    let index = indexes.get(source.file);
    if (index === undefined) {
      index = sources.push([source.file, lengthsOf(lineStarts(source))]) - 1;
      indexes.set(source.file, index);
    }
    return [index, span.start, span.end, shorthand ? 1 : 0];
  };
  return {
    uses: uses.map((use) => storedUse(use, put, referred)),
    comments: comments.map(({ text, place: at }) => [text, put(at)]),
    problems: problems.map(({ place: at, rule, message, help }) => ({ rule, message, help, at: put(at) })),
    dependencies: storedDependencies(dependencies),
    sources,
  };
}

function storedUse(use: EventUse, put: (at: Place) => StoredPlace, { apis, calls }: Referred): StoredUse {
  const { names, dynamic, attributes, open, order, call, api, locate } = use;
  const at = (target: Target) => put(locate(target));
  return {
    names,
    dynamic,
    attributes,
    open,
    order,
    api: api ? apis.indexOf(api) : -1,
    call: call && { ...call, shape: call.shape ? calls.indexOf(call.shape) : -1 },
    places: {
      whole: at({ part: 'whole' }),
      event: at({ part: 'event' }),
      attributes: at({ part: 'attributes' }),
      arguments: argumentNames.map((name) => at({ part: 'argument', name })),
      each: attributes.map(({ name }) => [at({ part: 'attribute', name }), at({ part: 'value', name })]),
    },
  };
}

/** Facts as they were before they were stored. */
export function restoredFacts(
  { uses, comments, problems, dependencies, sources }: StoredFacts,
  referred: Referred,
): CodeFacts {
  const texts = sources.map((source) => lazySource(source, referred.cwd));
  const get = ([index, start, end, shorthand]: StoredPlace): Place => {
    const found = place(texts[index] as SourceText, start, end);
    return shorthand ? { ...found, shorthand: true } : found;
  };
  return {
    uses: uses.map((use) => restoredUse(use, get, referred)),
    comments: comments.map(([text, at]): Comment => ({ text, place: get(at) })),
    problems: problems.map(({ at, ...rest }): ReadingProblem => ({ ...rest, place: get(at) })),
    missing: dependencies.missing.map(([name]) => name).sort(),
    explanations: [],
    parsed: 0,
    get dependencies() {
      return restoredDependencies(dependencies);
    },
  };
}

function restoredUse(
  { places, call, api, ...rest }: StoredUse,
  get: (at: StoredPlace) => Place,
  { apis, calls }: Referred,
): EventUse {
  const shape = call && calls[call.shape];
  return {
    ...rest,
    source: 'code',
    locate: locator(rest.attributes, places, get),
    ...(api >= 0 && { api: apis[api] as Api }),
    ...(call && { call: { ...call, shape } }),
  };
}

const argumentNames = ['event', 'attributes', 'ltv', 'scope'] as const;

function locator(
  attributes: EventUse['attributes'],
  places: StoredUse['places'],
  get: (at: StoredPlace) => Place,
): Locate {
  return (target) => {
    switch (target.part) {
      case 'event':
        return get(places.event);
      case 'attributes':
        return get(places.attributes);
      case 'argument':
        return get(places.arguments[argumentNames.indexOf(target.name)] ?? places.whole);
      case 'attribute':
      case 'value': {
        const each = places.each[attributes.findIndex(({ name }) => name === target.name)];
        return get(each?.[target.part === 'attribute' ? 0 : 1] ?? places.attributes);
      }
      default:
        return get(places.whole);
    }
  };
}

/** A source text that is read when somebody wants to see it, and not only where something stands in it. */
function lazySource([file, lengths]: StoredSource, cwd: string): SourceText {
  let text: string | undefined;
  const source = {
    file,
    firstLine: 1,
    firstColumn: 1,
    get text() {
      text ??= readText(resolve(cwd, file)) ?? '';
      return text;
    },
  };
  let at = 0;
  restoreLineStarts(source, [
    0,
    ...lengths.map((length) => {
      at += length;
      return at;
    }),
  ]);
  return source;
}

/** The lengths of all lines but the last: shorter to write down than where lines begin. */
function lengthsOf(starts: readonly number[]): number[] {
  return starts.slice(1).map((start, i) => start - (starts[i] as number));
}

/** A file, and the lengths of its lines. */
type StoredSource = readonly [file: string, lengths: readonly number[]];
type StoredPlace = readonly [source: number, start: number, end: number, shorthand: 0 | 1];

interface StoredUse extends Pick<EventUse, 'names' | 'dynamic' | 'attributes' | 'open' | 'order'> {
  /** Index among the pack's APIs; -1 for none. */
  readonly api: number;
  /** With the index of its shape; -1 for none. */
  readonly call?:
    | (Omit<CallUse, 'shape'> & {
        readonly shape: number;
        readonly given: Partial<Record<string, ArgumentUse>>;
      })
    | undefined;
  readonly places: {
    readonly whole: StoredPlace;
    readonly event: StoredPlace;
    readonly attributes: StoredPlace;
    readonly arguments: readonly StoredPlace[];
    /** Of each attribute: its name and its value. */
    readonly each: readonly (readonly [StoredPlace, StoredPlace])[];
  };
}

/** What was found in code, as JSON can hold it. */
export interface StoredFacts {
  readonly sources: readonly StoredSource[];
  readonly uses: readonly StoredUse[];
  readonly comments: readonly (readonly [text: string, at: StoredPlace])[];
  readonly problems: readonly (Pick<ReadingProblem, 'rule' | 'message' | 'help'> & {
    readonly at: StoredPlace;
  })[];
  readonly dependencies: StoredDependencies;
}

type StoredSets = readonly (readonly [key: string, ...texts: number[]])[];

/** {@link Dependencies} by the indexes of the files, and of other texts. */
export interface StoredDependencies {
  readonly texts: readonly string[];
  readonly reads: StoredSets;
  readonly marks: StoredSets;
  readonly missing: StoredSets;
  readonly mentionsApi: string | undefined;
  readonly names: readonly string[];
  readonly lessons: StoredSets;
  readonly handing: StoredSets;
  readonly providers: StoredSets;
}

function storedDependencies(dependencies: Dependencies = noDependencies): StoredDependencies {
  const { reads, marks, missing, mentionsApi, names, lessons, handing, providers } = dependencies;
  const indexes = new Map<string, number>();
  const indexOf = (text: string) => {
    const index = indexes.get(text) ?? indexes.size;
    indexes.set(text, index);
    return index;
  };
  const stored = (sets: ReadonlyMap<string, ReadonlySet<string>>): StoredSets =>
    [...sets].map(([key, texts]) => [key, ...[...texts].map(indexOf)]);
  const sets = {
    reads: stored(reads),
    marks: stored(marks),
    missing: stored(missing),
    lessons: stored(lessons),
    handing: stored(handing),
    providers: stored(providers),
  };
  return { texts: [...indexes.keys()], ...sets, mentionsApi, names: [...names] };
}

function restoredDependencies(stored: StoredDependencies): Dependencies {
  const restored = (sets: StoredSets) =>
    new Map(sets.map(([key, ...all]) => [key, new Set(all.map((index) => stored.texts[index] as string))]));
  return {
    reads: restored(stored.reads),
    marks: restored(stored.marks),
    missing: restored(stored.missing),
    mentionsApi: stored.mentionsApi,
    names: new Set(stored.names),
    lessons: restored(stored.lessons),
    handing: restored(stored.handing),
    providers: restored(stored.providers),
  };
}
