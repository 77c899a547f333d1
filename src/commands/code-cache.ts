import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { CacheFile, changedAt, justChanged, type Stamps, stampOf } from '../caches.ts';
import { readText } from '../files.ts';
import type { Comment } from '../model/comment.ts';
import type { ArgumentUse, CallUse, EventUse, Locate, Target } from '../model/event-use.ts';
import type { ReadingProblem } from '../model/finding.ts';
import type { Api, CallShape } from '../model/pack.ts';
import { lineStarts, type Place, place, restoreLineStarts, type SourceText } from '../model/text.ts';
import type { CodeFacts } from '../read/code/index.ts';
import type { Version, Versions } from './versions.ts';

/** What a run of the whole project looked at. */
export interface Looked {
  /** Absolute paths of the files that were read. */
  readonly files: Set<string>;
  /** Absolute paths that were asked for and are no files. */
  readonly absent: Set<string>;
  /** Absolute paths of the folders in which files were looked for. */
  readonly folders: Set<string>;
  /** What they were when they were looked at. */
  readonly stamps: Stamps;
}

/** What decides what a run finds, apart from the files. */
export interface CacheKey {
  readonly version: string;
  readonly cwd: string;
  readonly root: string;
  readonly calls: readonly CallShape[];
  readonly apis: readonly Api[];
  readonly rest: unknown;
  /** Whether the type checker was asked, too. */
  readonly types?: 'checker';
}

/** So many projects are remembered. */
const mostRemembered = 50;

const format = 3;

/** What a memory's file is called by: what decides what a run finds, and the form of the memory. */
export function nameOf(key: CacheKey, form: number): string {
  // Two builds may bear the same version while one is worked on.
  const all = [form, process.version, stampOf(import.meta.filename), key];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 32);
}

/**
 * Remembers what was found in a project's code until one of the files that were looked at changes. What cannot be read or
 * written is not remembered; a broken memory is none.
 */
export class CodeCache {
  readonly #key: CacheKey;
  readonly #stamps: Stamps;
  readonly #versions: Versions;
  readonly #file: CacheFile;

  constructor(key: CacheKey, stamps: Stamps, versions: Versions) {
    this.#key = key;
    this.#stamps = stamps;
    this.#versions = versions;
    this.#file = new CacheFile(`code-${nameOf(key, format)}.json`);
  }

  /** What was found when all was as it is now; undefined when something has changed. */
  recall(files: readonly string[]): CodeFacts | undefined {
    try {
      return this.#recalled(files);
    } catch {
      // Whatever is wrong with it, it can be made again.
      return undefined;
    }
  }

  #recalled(files: readonly string[]): CodeFacts | undefined {
    const stored = this.#read();
    if (!stored || stored.asked.length !== files.length) return undefined;
    for (let i = 0; i < files.length; i++) {
      const [file, version] = stored.asked[i] as (typeof stored.asked)[number];
      if (file !== files[i] || !this.#versions.isSame(file, version)) return undefined;
    }
    if (stored.looked.some(([file, version]) => !this.#versions.isSame(file, version))) return undefined;
    const isOld = (stamp: string) => changedAt(stamp) + justChanged < stored.written;
    for (const [path, stamp] of stored.passed)
      if (this.#stamps.of(path) !== stamp || (stamp !== null && !isOld(stamp))) return undefined;
    return this.#restored(stored);
  }

  /** Remembers what was found. */
  remember(files: readonly string[], looked: Looked, facts: CodeFacts): void {
    const versioned = (file: string) => [file, this.#versions.of(file)] as const;
    const stamped = (path: string) => [path, this.#stamps.of(path)] as const;
    const asked = new Set(files);
    const stored: Stored = {
      format,
      written: this.#stamps.since,
      asked: files.map(versioned),
      looked: [...looked.files].filter((file) => !asked.has(file)).map(versioned),
      passed: [...looked.folders, ...looked.absent].map(stamped),
      ...this.#stored(facts),
    };
    const text = stringified(stored);
    if (text !== undefined) this.#file.write(text, mostRemembered);
  }

  #read(): Stored | undefined {
    const stored = JSON.parse(this.#file.read()?.toString() ?? 'null') as Stored | null;
    return stored?.format === format ? stored : undefined;
  }

  #stored({
    uses,
    comments,
    problems,
    missing,
  }: CodeFacts): Omit<Stored, 'format' | 'written' | 'asked' | 'looked' | 'passed'> {
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
      uses: uses.map((use) => this.#storedUse(use, put)),
      comments: comments.map(({ text, place: at }) => [text, put(at)]),
      problems: problems.map(({ place: at, rule, message, help }) => ({ rule, message, help, at: put(at) })),
      missing,
      sources,
    };
  }

  #storedUse(use: EventUse, put: (at: Place) => StoredPlace): StoredUse {
    const { names, dynamic, attributes, open, order, call, api, locate } = use;
    const at = (target: Target) => put(locate(target));
    return {
      names,
      dynamic,
      attributes,
      open,
      order,
      api: api ? this.#key.apis.indexOf(api) : -1,
      call: call && { ...call, shape: call.shape ? this.#key.calls.indexOf(call.shape) : -1 },
      places: {
        whole: at({ part: 'whole' }),
        event: at({ part: 'event' }),
        attributes: at({ part: 'attributes' }),
        arguments: argumentNames.map((name) => at({ part: 'argument', name })),
        each: attributes.map(({ name }) => [at({ part: 'attribute', name }), at({ part: 'value', name })]),
      },
    };
  }

  #restored({ uses, comments, problems, missing, sources }: Stored): CodeFacts {
    const texts = sources.map((source) => lazySource(source, this.#key.cwd));
    const get = ([index, start, end, shorthand]: StoredPlace): Place => {
      const found = place(texts[index] as SourceText, start, end);
      return shorthand ? { ...found, shorthand: true } : found;
    };
    return {
      uses: uses.map((use) => this.#restoredUse(use, get)),
      comments: comments.map(([text, at]): Comment => ({ text, place: get(at) })),
      problems: problems.map(({ at, ...rest }): ReadingProblem => ({ ...rest, place: get(at) })),
      missing,
      explanations: [],
      parsed: 0,
    };
  }

  #restoredUse({ places, call, api, ...rest }: StoredUse, get: (at: StoredPlace) => Place): EventUse {
    const shape = call && this.#key.calls[call.shape];
    return {
      ...rest,
      source: 'code',
      locate: locator(rest.attributes, places, get),
      ...(api >= 0 && { api: this.#key.apis[api] as Api }),
      ...(call && { call: { ...call, shape } }),
    };
  }
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

interface Stored {
  readonly format: number;
  /** When the run began that found it, in milliseconds. */
  readonly written: number;
  readonly asked: readonly (readonly [file: string, version: Version | null])[];
  /** The other files that were read. */
  readonly looked: readonly (readonly [file: string, version: Version | null])[];
  /** Folders, and what was not there, as they were when they were looked at. */
  readonly passed: readonly (readonly [path: string, stamp: string | null])[];
  readonly sources: readonly StoredSource[];
  readonly uses: readonly StoredUse[];
  readonly comments: readonly (readonly [text: string, at: StoredPlace])[];
  readonly problems: readonly (Pick<ReadingProblem, 'rule' | 'message' | 'help'> & {
    readonly at: StoredPlace;
  })[];
  readonly missing: readonly string[];
}

/** As JSON; undefined for what JSON cannot hold: it has no number for infinity. */
function stringified(stored: Stored): string | undefined {
  let isWhole = true;
  const text = JSON.stringify(stored, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) isWhole = false;
    return value;
  });
  return isWhole ? text : undefined;
}
