import {
  calledBy,
  callsAmong,
  escaped,
  mayConcern,
  moduleName,
  searchable,
  wordOf,
} from '../read/code/programs/prefilter.ts';
import { addTo } from '../read/code/project/dependencies.ts';
import { globalOf } from '../read/code/project/teaching.ts';
import type { KnownCode } from './known-code.ts';

type Needing = Pick<KnownCode, 'teachers' | 'handing' | 'providers' | 'added'>;

/**
 * Finds the files without which others are not understood: those that teach names which stand in them, that hand something to
 * them or are handed something by them, or that likely provide what they ask for; those on which these depend, and so on.
 */
export class NeededFiles {
  readonly #known: Needing;
  readonly #bytesOf: (file: string) => Uint8Array;
  readonly #lessons: Lessons;
  readonly #providers: LikelyProviders;
  readonly #givers = new Map<string, Set<string>>();
  /** The files that were asked about, or found, so far. */
  readonly #seen = new Set<string>();

  /** `bytesOf` gives a file's content. */
  constructor(known: Needing, bytesOf: (file: string) => Uint8Array) {
    this.#known = known;
    this.#bytesOf = bytesOf;
    this.#lessons = new Lessons(known.teachers);
    this.#providers = new LikelyProviders(known.providers);
    for (const [giver, takers] of known.handing)
      for (const taker of takers) addTo(this.#givers, taker, giver);
  }

  /** The files that some need, and that were not asked about before, nor found. */
  of(files: Iterable<string>): readonly string[] {
    const waiting = [...files].filter((file) => !this.#seen.has(file));
    const asked = new Set(waiting);
    for (const file of waiting) this.#seen.add(file);
    for (const file of waiting)
      for (const each of this.#neededBy(file))
        if (!this.#seen.has(each)) {
          this.#seen.add(each);
          waiting.push(each);
        }
    return waiting.filter((file) => !asked.has(file));
  }

  #neededBy(file: string): readonly string[] {
    const bytes = this.#bytesOf(file);
    return [
      ...this.#lessons.teachersOf(bytes, this.#known.added.has(file)),
      ...(this.#known.handing.get(file) ?? []),
      ...(this.#givers.get(file) ?? []),
      ...this.#providers.of(bytes),
    ];
  }
}

/** What files teach, by the words that stand wherever they are needed. */
class Lessons {
  readonly #byWord = new Map<string, { readonly teacher: string; readonly label: string }[]>();
  readonly #anyWord: RegExp;

  constructor(teachers: KnownCode['teachers']) {
    for (const [teacher, labels] of teachers)
      for (const label of labels) {
        const word = wordOf(label);
        if (word === '') continue;
        const all = this.#byWord.get(word) ?? [];
        this.#byWord.set(word, all);
        all.push({ teacher, label });
      }
    // The longest first: a word that is a part of another one is not what stands there.
    const words = [...this.#byWord.keys()].sort((a, b) => b.length - a.length).map(escaped);
    this.#anyWord = words.length > 0 ? new RegExp(words.join('|'), 'g') : /(?!)/g;
  }

  /** Those who teach what stands in a file. What is handed to one that was moved is not known by its path, but by a name. */
  teachersOf(bytes: Uint8Array, isNew: boolean): readonly string[] {
    const labels = new Map<string, string[]>();
    for (const word of this.#wordsIn(bytes))
      for (const { teacher, label } of this.#byWord.get(word) ?? [])
        labels.set(teacher, [...(labels.get(teacher) ?? []), isNew ? calledBy(label) : label]);
    return [...labels].flatMap(([teacher, all]) => (mayConcern(bytes, callsAmong(all)) ? [teacher] : []));
  }

  #wordsIn(bytes: Uint8Array): Iterable<string> {
    const text = searchable(bytes);
    return text === undefined ? this.#byWord.keys() : new Set(text.match(this.#anyWord) ?? []);
  }
}

/** Of what is provided in more places, as by many tests, it is mostly not known what it is. */
const mostPlaces = 2;

/**
 * The files that likely provide what others ask for, as these name it, or import the module that has it. What is missed is
 * read once it was asked for, and all with it once more.
 */
class LikelyProviders {
  readonly #words: readonly (readonly [provider: string, words: RegExp])[];

  constructor(providers: KnownCode['providers']) {
    const places = new Map<string, number>();
    for (const [, contexts] of providers)
      for (const each of contexts) places.set(each, (places.get(each) ?? 0) + 1);
    const isRare = (context: string) => (places.get(context) ?? 0) <= mostPlaces;
    this.#words = [...providers].flatMap(([provider, contexts]) => {
      const ways = [...contexts].filter(isRare).flatMap(wordsFor);
      return ways.length > 0 ? [[provider, new RegExp(ways.join('|'))] as const] : [];
    });
  }

  of(bytes: Uint8Array): readonly string[] {
    return this.#words.flatMap(([provider, words]) => (mayConcern(bytes, words) ? [provider] : []));
  }
}

/** What stands where a context is asked for: a module and a name in it, or a name that all scripts of a page know. */
function wordsFor(context: string): readonly string[] {
  const [file = '', name] = context.split('#');
  if (name !== undefined) return [`/${escaped(moduleName(file))}(?:\\.\\w+)?["'\`]`];
  const global = globalOf(context);
  return global === undefined ? [] : [`(?<![\\w$])${escaped(global)}(?![\\w$])`];
}
