import type ts from 'typescript';
import type { Comment } from '../../model/comment.ts';
import { compareOrder, type EventUse } from '../../model/event-use.ts';
import type { Explanation } from '../../model/explanation.ts';
import { compareProblems, type ReadingProblem } from '../../model/finding.ts';
import type { CallShape, Pack } from '../../model/pack.ts';
import { position } from '../../model/text.ts';
import { CallMatcher } from './calls/calls.ts';
import { httpCallees } from './calls/http.ts';
import { type Sending, Wrappers } from './calls/wrappers.ts';
import { explainOther, explainSite } from './explain.ts';
import type { Called } from './functions/functions.ts';
import { calledNames, namesBehind } from './functions/naming.ts';
import { AutoImports } from './modules/auto-imports.ts';
import type { CodeHost } from './modules/modules.ts';
import { defaultOf, mayConcern, namesIn, renamed, requestWords, searchWords } from './programs/prefilter.ts';
import { type ParsedFile, type Program, placeOf, tooDeep } from './programs/program.ts';
import type { CallNode } from './programs/scope.ts';
import { Candidates } from './project/candidates.ts';
import { type Dependencies, joinedSets } from './project/dependencies.ts';
import { Patience } from './project/patience.ts';
import { Project } from './project/project.ts';
import { Reach } from './project/reach.ts';
import { type Lesson, Teachers, type Teaching } from './project/teaching.ts';
import { Handing } from './sharing/handing.ts';
import { handedFunctions } from './sharing/links.ts';
import { AngularFiles } from './templates/angular-files.ts';
import { Checker, Questions } from './types/checker.ts';
import type { DiskHost } from './types/checker-host.ts';
import { useOf } from './uses.ts';

/** What to look for in code, and where other files are. */
export interface CodeOptions extends Pick<Pack, 'apis' | 'payload'> {
  /** Call shapes in the order in which they are tried. */
  readonly calls: readonly CallShape[];
  /** Reads files that the given ones import. */
  readonly host: CodeHost;
  /** Whether a file's call sites are asked for. The others are only looked at for what these use: all are, by default. */
  readonly isAsked?: (file: string) => boolean;
  /** A line whose calls are to be explained: a file, and a line of it counted from 1. */
  readonly explain?: { readonly file: string; readonly line: number } | undefined;
  /** Told how many files were parsed so far. */
  readonly progress?: ((parsed: number) => void) | undefined;
  /** What the type checker reads, where it is asked for what is not known otherwise. */
  readonly types?: DiskHost | undefined;
  /** Whether a file that is not given is known to hold what a request to one of the APIs is known by. */
  readonly mentionsApi?: boolean | undefined;
}

/** A file of code. */
export interface CodeInput {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What the code says. */
export interface CodeFacts {
  /** The call sites, by file and position. */
  readonly uses: readonly EventUse[];
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadingProblem[];
  /** Packages that are not installed and without which some name or type is not known. */
  readonly missing: readonly string[];
  /** How the calls of the line that was asked about were understood. */
  readonly explanations: readonly Explanation[];
  /** How many files were parsed; none where all was remembered. */
  readonly parsed: number;
  /** How many files were searched for words that matter; absent where all was remembered. */
  readonly searched?: number;
  /** How many attributes have a type that the type checker might know and was not asked for; absent where it was. */
  readonly unasked?: number;
  /** What the files told one another; absent where all was remembered. */
  readonly teaching?: Teaching;
  /** On what all this depends; absent where all was remembered. */
  readonly dependencies?: Dependencies;
}

/** Rounds in which wrappers of wrappers are found; real code needs two or three. */
const mostRounds = 12;

/**
 * Finds the call sites of a project: calls of the shapes given, HTTP calls to the APIs given, and calls of functions that
 * forward a parameter into one of those, to any depth. What cannot be parsed is a `parse-error` problem; the rest of its
 * file is read all the same.
 */
export function readCode(inputs: readonly CodeInput[], options: CodeOptions): CodeFacts {
  return new Scan(inputs, options).run();
}

/** A call that sends events, with what it sends. */
interface Found {
  readonly node: CallNode;
  readonly program: Program;
  /** Not known of what only hands on what it is given: that is followed where it is a call site. */
  readonly sendings: readonly Sending[] | undefined;
}

interface Callable {
  readonly node: CallNode;
  readonly program: Program;
  /** Names that its callee can have; not known before it is first looked at. */
  names: readonly string[] | undefined;
  /** What it hands to the function that it calls, with the names that each can have as a function; as above. */
  handed: readonly { readonly names: readonly string[]; readonly value: ts.Expression }[] | undefined;
}

class Scan {
  readonly #patience = new Patience();
  readonly #options: CodeOptions;
  readonly #inputs: readonly CodeInput[];
  readonly #candidates: Candidates;
  readonly #project: Project;
  readonly #wrappers: Wrappers;
  readonly #handing: Handing;
  readonly #parsed = new Map<string, ParsedFile>();
  readonly #callables: Callable[] = [];
  readonly #programs: Program[] = [];
  /** Programs that were not yet asked what they hand on. */
  readonly #unread: Program[] = [];
  readonly #found = new Map<CallNode, Found>();
  readonly #problems: ReadingProblem[] = [];
  /** The names of everything that sends, as far as it is known. */
  readonly #names: Set<string>;
  readonly #teachers = new Teachers();
  /** The first file that holds what a request is known by; null where there is none. */
  #apiMentioned: string | null | undefined;
  /** Under which other names files hand on what they import; looked for when there is a wrapper. */
  #aliases: readonly (readonly [file: string, from: string, to: string])[] | undefined;

  constructor(inputs: readonly CodeInput[], options: CodeOptions) {
    const { calls, apis, payload, host, explain } = options;
    const files = inputs.map(({ file }) => file);
    this.#inputs = inputs;
    this.#options = options;
    const autoImports = new AutoImports(files, host);
    this.#project = new Project(
      host,
      this.#leavesAlone(),
      new Set(calls.flatMap(({ module }) => module ?? [])),
      () => this.#mentionsApi(),
      autoImports,
      new AngularFiles(files, host),
    );
    const project = this.#project;
    this.#candidates = new Candidates(inputs, {
      project,
      reach: new Reach({
        fileOf: (from, specifier) => project.fileOf(from, specifier),
        globalProperties: project.globalProperties,
        componentOfPage: (page) => project.componentOfPage(page),
        autoImports,
      }),
      requests: requestWords(apis, payload.root),
      wanted: explain?.file,
    });
    this.#names = new Set([...calls.flatMap(({ callee }) => namesIn(callee)), ...httpCallees]);
    const matcher = new CallMatcher(this.#project, calls);
    this.#wrappers = new Wrappers(this.#project, matcher, { apis, payload });
    this.#handing = new Handing(this.#project, matcher, (func) => this.#wrappers.isWrapper(func));
  }

  run(): CodeFacts {
    const { calls, apis } = this.#options;
    const first = this.#candidates.holding(searchWords(calls, apis));
    let names: ReadonlySet<string> = this.#look(this.#parse(first), undefined);
    for (let round = 0; round < mostRounds; round++) {
      if (names.size > 0) names = this.#withAliases(names);
      const candidates = this.#candidates.calling([...names]);
      if (names.size === 0 && candidates.length === 0) break;
      const fresh = new Set(this.#parse(candidates));
      // Files that were read before are asked again about calls under the new names.
      const again = this.#callables.filter((each) => !fresh.has(each));
      names = new Set([...this.#look(again, names), ...this.#look([...fresh], undefined)]);
    }
    return this.#facts();
  }

  /** Parses files; returns their calls. */
  #parse(inputs: readonly CodeInput[]): Callable[] {
    const added: Callable[] = [];
    for (const { file, bytes } of inputs) {
      const read = this.#project.parse(file, () => new TextDecoder('utf-8').decode(bytes));
      this.#parsed.set(file, read);
      this.#options.progress?.(this.#parsed.size);
      this.#problems.push(...read.problems);
      for (const program of read.programs) {
        this.#unread.push(program);
        this.#programs.push(program);
        this.#project.globalProperties.learn(program);
        this.#project.implementations.learn(program);
        this.#project.providers.learnOptions(program);
        for (const node of program.calls) {
          added.push({ node, program, names: undefined, handed: undefined });
          this.#project.globalProperties.learnCall(node, program);
          this.#project.providers.learn(node, program);
          this.#project.injections.learn(node, program);
          this.#project.directives.learn(node, program);
        }
      }
    }
    for (const callable of added) this.#callables.push(callable);
    return added;
  }

  /** Functions that only read what they are given: the language's, what logs, and what sends. */
  #leavesAlone(): (callee: string) => boolean {
    return (callee) => {
      const name = callee.split(/\??\./).at(-1) ?? '';
      return readers.test(callee) || this.#names.has(name) || this.#names.has(defaultOf(name));
    };
  }

  /** Whether some file holds an API's host or a request body's root key: a request must have one of them. */
  #mentionsApi(): boolean {
    const { apis, payload, mentionsApi } = this.#options;
    if (mentionsApi) return true;
    if (this.#apiMentioned === undefined) {
      const words = requestWords(apis, payload.root);
      this.#apiMentioned = this.#inputs.find(({ bytes }) => mayConcern(bytes, words))?.file ?? null;
    }
    return this.#apiMentioned !== null;
  }

  /** Names with those under which some file hands on what they stand for. */
  #withAliases(names: ReadonlySet<string>): Set<string> {
    this.#aliases ??= this.#inputs.flatMap(({ file, bytes }) =>
      renamed(file, bytes).map(([from, to]) => [file, from, to] as const),
    );
    const all = new Set(names);
    for (const [file, from, to] of this.#aliases)
      if (all.has(from)) {
        all.add(to);
        this.#teachers.add(file, [to], 'renames');
        this.#names.add(to);
      }
    return all;
  }

  /** Looks what calls send; with `names`, only those that may be called by one of them. Returns the names of new wrappers. */
  #look(callables: readonly Callable[], names: ReadonlySet<string> | undefined): Set<string> {
    const learnt = new Set<string>();
    const isAsked = (name: string) => (names ?? this.#names).has(name);
    const learn = ({ source }: Program, all: readonly string[], how: Lesson) => {
      this.#teachers.add(source.file, all, how);
      for (const name of all) {
        learnt.add(name);
        this.#names.add(name);
      }
    };
    for (const program of this.#unread.splice(0))
      this.#guarded(program, () => learn(program, this.#handing.handedOn(program), 'renames'));
    for (const program of this.#programs)
      this.#guarded(program, () => {
        const all = this.#handing.passedOn(program, isAsked);
        // Whoever hands something on by a name teaches it, also where another does so too.
        this.#teachers.add(program.source.file, all, 'renames');
        learn(
          program,
          all.filter((name) => !this.#names.has(name)),
          'renames',
        );
      });
    for (const callable of callables) {
      const { node, program } = callable;
      this.#guarded(program, () => {
        callable.names ??= calledNames(node, program);
        if (callable.names.some(isAsked)) {
          const handedOn = this.#wrappers.handOn(node, program);
          const sendings = handedOn ? undefined : this.#wrappers.sendings(node, program);
          if (sendings?.length !== 0) this.#found.set(node, { node, program, sendings });
          // Whatever is sent: whether it depends on a caller is a question of its own.
          this.#patience.spend(program.source.file, this.#project.taken);
          this.#project.begin();
          learn(program, handedOn ?? this.#wrappers.learn(node, program, sendings ?? []), 'forwards');
          learn(program, this.#handing.handBack(node, program), 'hands');
        }
        callable.handed ??= handedFunctions(node).map((value) => ({
          names: namesBehind(value, program),
          value,
        }));
        const values = callable.handed.flatMap((each) => (each.names.some(isAsked) ? [each.value] : []));
        if (values.length > 0) learn(program, this.#handing.hand(values, program), 'hands');
      });
    }
    return learnt;
  }

  /** The parser and all that walks its trees are recursive: a program that is too deep is a problem of its own. */
  #guarded(program: Program, work: () => void): void {
    const { file } = program.source;
    this.#project.noted.begin(file);
    this.#project.allow(this.#patience.stepsFor(file));
    try {
      work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (!this.#problems.some(({ place }) => place.source.file === file))
        this.#problems.push(tooDeep(program.source));
    }
    this.#patience.spend(file, this.#project.taken);
  }

  #facts(): CodeFacts {
    const { isAsked = () => true, explain, payload, types } = this.#options;
    const { noted } = this.#project;
    const through = new Set<Called>();
    for (const { program, sendings = [] } of this.#found.values())
      for (const func of sendings.flatMap((sending) => sending.through)) {
        through.add(func);
        noted.markFor(program.source.file, 'passed', func);
      }
    const uses: EventUse[] = [];
    const left: { readonly at: number; readonly program: Program; readonly again: () => EventUse }[] = [];
    for (const found of this.#found.values()) {
      const { node, program } = found;
      if (!isAsked(program.source.file)) continue;
      if (this.#wrappers.isInner(node, through)) continue;
      this.#guarded(program, () => {
        const all = this.#sendings(found).map((sending) => {
          const again = () => useOf(this.#project, { node, program }, sending, payload);
          return { use: again(), again };
        });
        for (const { use, again } of distinct(all)) {
          uses.push(use);
          if (explain && program.source.file !== explain.file) continue;
          if (leavesOpen(use)) left.push({ at: uses.length - 1, program, again });
        }
      });
    }
    if (types && left.length > 0) {
      const questions = new Questions();
      this.#project.askAlso(questions);
      for (const { program, again } of left) this.#guarded(program, again);
      this.#project.askAlso(new Checker(this.#project, types, questions.all));
      for (const { at, program, again } of left)
        this.#guarded(program, () => {
          uses[at] = again();
        });
    }
    uses.sort((a, b) => compareOrder(a.order, b.order));
    const asked = [...this.#parsed].filter(([file]) => isAsked(file));
    const { links, providers, injections, implementations } = this.#project;
    for (const [file, names] of injections.taught) this.#teachers.add(file, [...names], 'hands');
    const takers = new Set([...links.takers, ...injections.takers]);
    const teaching = {
      ...this.#teachers.taught(this.#names, takers, this.#mentionsApi()),
      providers: joinedSets(providers.provided(this.#project), implementations.provided),
      contexts: new Set([...providers.asked, ...implementations.asked]),
    };
    return {
      uses,
      comments: asked.flatMap(([, { comments }]) => comments),
      problems: this.#problems.filter(({ place }) => isAsked(place.source.file)).sort(compareProblems),
      missing: this.#project.missing,
      explanations: this.#explanations(),
      parsed: this.#parsed.size,
      searched: this.#inputs.length,
      teaching,
      dependencies: {
        reads: noted.reads,
        marks: noted.marks,
        missing: noted.missing,
        mentionsApi: this.#apiMentioned ?? undefined,
        names: this.#names,
        lessons: this.#teachers.lessons,
        takers,
        providers: teaching.providers,
      },
    };
  }

  #sendings({ node, program, sendings }: Found): readonly Sending[] {
    return sendings ?? this.#wrappers.sendings(node, program);
  }

  #explanations(): Explanation[] {
    const { explain, payload } = this.#options;
    if (!explain) return [];
    const onLine = this.#callables.filter(({ node, program }) => {
      if (program.source.file !== explain.file) return false;
      const { source, span } = placeOf(program, node);
      const last = position(source, span.end).line;
      const found = this.#found.get(node);
      // A call may be asked about by any line of it; of what is no site, only by that on which it begins.
      const first = position(source, span.start).line;
      return found ? first <= explain.line && explain.line <= last : first === explain.line;
    });
    const sites = onLine.filter(({ node }) => this.#found.has(node));
    const asked = sites.length > 0 ? sites : onLine;
    return asked.flatMap(({ node, program }) => {
      const found = this.#found.get(node);
      if (!found) return [explainOther(this.#project, node, program)];
      return this.#sendings(found).map((sending) =>
        explainSite(this.#project, { node, program }, sending, payload),
      );
    });
  }
}

/** A wrapper may lead to one call on several ways: what is sent on all of them in the same way is one use. */
function distinct<Way extends { readonly use: EventUse }>(ways: readonly Way[]): readonly Way[] {
  if (ways.length < 2) return ways;
  const seen = new Map<string, Way>();
  for (const way of ways) {
    const { names, dynamic, attributes, open, call } = way.use;
    const key = JSON.stringify([names, dynamic, attributes, open, call?.sink, call?.via.at(-1)]);
    if (!seen.has(key)) seen.set(key, way);
  }
  return [...seen.values()];
}

const readers =
  /^(console\.\w+|JSON\.stringify|Object\.(keys|values|entries|freeze|assign)|structuredClone|String|Boolean)$/;

/** Whether the type checker may know more of what a call sends. */
function leavesOpen({ attributes, dynamic, open }: EventUse): boolean {
  return dynamic || open || attributes.some(({ types }) => types.includes('unknown') || types.length > 1);
}
