import type ts from 'typescript';
import type { ReadingProblem } from '../../model/finding.ts';
import { packagesOf } from './calls/callee.ts';
import { CallMatcher } from './calls/calls.ts';
import { httpCallees } from './calls/http.ts';
import type { Sending } from './calls/sent-parts.ts';
import { Wrappers } from './calls/wrappers.ts';
import { calledNames, namesBehind } from './functions/naming.ts';
import type { CodeInput, CodeOptions } from './index.ts';
import { AutoImports } from './modules/auto-imports.ts';
import {
  calledBy,
  defaultOf,
  isOwn,
  mayConcern,
  namesIn,
  renamed,
  requestWords,
  usesWords,
} from './programs/prefilter.ts';
import { type ParsedFile, type Program, tooDeep } from './programs/program.ts';
import type { CallNode } from './programs/scope.ts';
import { Candidates } from './project/candidates.ts';
import { Patience } from './project/patience.ts';
import { Project } from './project/project.ts';
import { Reach } from './project/reach.ts';
import { type Lesson, Teachers } from './project/teaching.ts';
import { Handing } from './sharing/handing.ts';
import { handedFunctions } from './sharing/links.ts';
import { AngularFiles } from './templates/angular-files.ts';

/** Rounds in which wrappers of wrappers are found, and what is handed on and on; real code needs two or three, some a dozen. */
const mostRounds = 30;

/** A call that sends events, with what it sends. */
export interface Found {
  readonly node: CallNode;
  readonly program: Program;
  /** Not known of what only hands on what it is given: that is followed where it is a call site. */
  readonly sendings: readonly Sending[] | undefined;
}

export interface Callable {
  readonly node: CallNode;
  readonly program: Program;
  /** Names that its callee can have; not known before it is first looked at. */
  names: readonly string[] | undefined;
  /** What it hands to the function that it calls, with the names that each can have as a function; as above. */
  handed: readonly { readonly names: readonly string[]; readonly value: ts.Expression }[] | undefined;
}

/** Looks for what sends events, and for what forwards to it, until there is no more to find. */
export class Scan {
  readonly #patience = new Patience();
  readonly #options: CodeOptions;
  readonly #inputs: readonly CodeInput[];
  readonly #candidates: Candidates;
  readonly project: Project;
  /** What functions send that forward what they are given. */
  readonly wrappers: Wrappers;
  readonly #handing: Handing;
  /** The files that were worth it. */
  readonly parsed = new Map<string, ParsedFile>();
  /** Every call of them. */
  readonly callables: Callable[] = [];
  readonly #programs: Program[] = [];
  /** Programs that were not yet asked what they hand on. */
  readonly #unread: Program[] = [];
  /** Those that send. */
  readonly found = new Map<CallNode, Found>();
  readonly problems: ReadingProblem[] = [];
  /** The names of everything that sends, as far as it is known. */
  readonly names: Set<string>;
  /** Those of them by which files were looked for, or will be. */
  readonly #searched: Set<string>;
  /** Which file tells others which names. */
  readonly teachers = new Teachers();
  /** The first file that holds what a request is known by; null where there is none. */
  #apiMentioned: string | null | undefined;
  /** Under which other names files hand on what they import; looked for when there is a wrapper. */
  #aliases: readonly (readonly [file: string, from: string, to: string])[] | undefined;

  constructor(inputs: readonly CodeInput[], options: CodeOptions) {
    const { calls, apis, payload, host, explain, trees } = options;
    const files = inputs.map(({ file }) => file);
    this.#inputs = inputs;
    this.#options = options;
    const autoImports = new AutoImports(files, host);
    this.project = new Project({
      host,
      leavesAlone: this.#leavesAlone(),
      packages: packagesOf(calls),
      mentionsApi: () => this.mentionsApi(),
      autoImports,
      angularFiles: new AngularFiles(inputs, host),
      trees,
    });
    const project = this.project;
    this.#candidates = new Candidates(inputs, {
      project,
      reach: new Reach({
        fileOf: (from, specifier) => project.fileOf(from, specifier),
        globalProperties: project.shared.globalProperties,
        pageGlobals: project.shared.pageGlobals,
        componentOfPage: (page) => project.componentOfPage(page),
        autoImports,
      }),
      requests: requestWords(apis, payload.root),
      wanted: explain?.file,
    });
    this.names = new Set([...calls.flatMap(({ callee }) => namesIn(callee)), ...httpCallees]);
    this.#searched = new Set(this.names);
    const matcher = new CallMatcher(this.project, calls);
    this.wrappers = new Wrappers(this.project, matcher, { apis, payload });
    this.#handing = new Handing(this.project, matcher, this.wrappers);
  }

  /** Finds all that sends; once. */
  run(): void {
    const { calls, apis } = this.#options;
    const first = this.#candidates.holding(usesWords(calls, apis));
    let names: ReadonlySet<string> = this.#look(this.#parse(first), undefined);
    for (let round = 0; round < mostRounds; round++) {
      if (names.size > 0) names = this.#withAliases(names);
      const candidates = this.#candidates.calling([...names]);
      if (names.size === 0 && candidates.length === 0) break;
      const fresh = new Set(this.#parse(candidates));
      // Files that were read before are asked again about calls under the new names.
      const again = this.callables.filter((each) => !fresh.has(each));
      const asked = new Set([...names].map(calledBy));
      names = new Set([...this.#look(again, asked), ...this.#look([...fresh], undefined)]);
    }
  }

  /** How many files were searched for words that matter. */
  get searched(): number {
    return this.#inputs.length;
  }

  /** The first file that holds what a request is known by, where it was looked for and there is one. */
  get apiMentioned(): string | undefined {
    return this.#apiMentioned ?? undefined;
  }

  /** Parses files; returns their calls. */
  #parse(inputs: readonly CodeInput[]): Callable[] {
    const added: Callable[] = [];
    for (const { file, bytes } of inputs) {
      const read = this.project.parse(file, () => new TextDecoder('utf-8').decode(bytes));
      this.parsed.set(file, read);
      this.#options.progress?.(this.parsed.size);
      this.problems.push(...read.problems);
      for (const program of read.programs) {
        this.#unread.push(program);
        this.#programs.push(program);
        this.project.shared.learn(program);
        for (const node of program.calls) added.push({ node, program, names: undefined, handed: undefined });
      }
    }
    for (const callable of added) this.callables.push(callable);
    return added;
  }

  /** Functions that only read what they are given: the language's, what logs, and what sends. */
  #leavesAlone(): (callee: string) => boolean {
    return (callee) => {
      const name = callee.split(/\??\./).at(-1) ?? '';
      return readers.test(callee) || this.names.has(name) || this.names.has(defaultOf(name));
    };
  }

  /** Whether some file holds an API's host or a request body's root key: a request must have one of them. */
  mentionsApi(): boolean {
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
        this.teachers.add(file, [to], 'renames');
        this.names.add(to);
        this.#searched.add(to);
      }
    return all;
  }

  /**
   * Looks what calls send; with `names`, only those that may be called by one of them. Returns the names of new wrappers, or what stands
   * for these.
   */
  #look(callables: readonly Callable[], names: ReadonlySet<string> | undefined): Set<string> {
    const learnt = new Set<string>();
    const isAsked = (name: string) => (names ?? this.names).has(name);
    const learn = ({ source }: Program, all: readonly string[], how: Lesson) => {
      this.teachers.add(
        source.file,
        all.filter((name) => !isOwn(name)),
        how,
      );
      for (const name of all) {
        learnt.add(name);
        this.names.add(calledBy(name));
        this.#searched.add(name);
      }
    };
    const unread = new Set(this.#unread.splice(0));
    for (const program of unread)
      this.guarded(program, () => learn(program, this.#handing.handedOn(program), 'renames'));
    for (const program of this.#programs)
      this.guarded(program, () => {
        const all = this.#handing.passedOn(program, isAsked);
        // Whoever hands something on by a name teaches it, also where another does so too.
        this.teachers.add(program.source.file, all, 'renames');
        learn(
          program,
          all.filter((name) => !this.#searched.has(name)),
          'renames',
        );
        const asked = unread.has(program) ? this.names : names;
        const given = asked
          ? givenToClasses(program).filter((each) => each.names.some((name) => asked.has(name)))
          : [];
        const values = given.map(({ value }) => value);
        if (values.length > 0) learn(program, this.#handing.hand(values, program), 'hands');
      });
    for (const callable of callables) {
      const { node, program } = callable;
      this.guarded(program, () => {
        callable.names ??= calledNames(node, program);
        if (callable.names.some(isAsked)) {
          const handedOn = this.wrappers.handOn(node, program);
          const sendings = handedOn ? undefined : this.wrappers.sendings(node, program);
          if (sendings?.length !== 0) this.found.set(node, { node, program, sendings });
          // Whatever is sent: whether it depends on a caller is a question of its own.
          this.#patience.spend(program.source.file, this.project.taken);
          this.project.begin();
          learn(program, handedOn ?? this.wrappers.learn(node, program, sendings ?? []), 'forwards');
          // Whether it is a call site depends on whether somebody calls what it makes.
          learn(program, this.#handing.made(node, program), 'forwards');
          learn(program, this.#handing.handBack(node, program), 'hands');
        }
        callable.handed ??= namedIn(node, program);
        const values = callable.handed.flatMap((each) => (each.names.some(isAsked) ? [each.value] : []));
        if (values.length > 0) {
          learn(program, this.#handing.hand(values, program), 'hands');
          // `connect(state)(Link)` of another module's component is one by another name.
          learn(program, this.#handing.made(node, program), 'renames');
        }
      });
    }
    return learnt;
  }

  /** The parser and all that walks its trees are recursive: a program that is too deep is a problem of its own. */
  guarded(program: Program, work: () => void): void {
    const { file } = program.source;
    this.project.noted.begin(file);
    this.project.allow(this.#patience.stepsFor(file));
    try {
      work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (!this.problems.some(({ place }) => place.source.file === file))
        this.problems.push(tooDeep(program.source));
    }
    this.#patience.spend(file, this.project.taken);
  }
}

/** The expressions that may be functions and that a call, an element or what makes an instance hands over, with their names. */
function namedIn(node: CallNode | ts.NewExpression, program: Program) {
  return handedFunctions(node).map((value) => ({ names: namesBehind(value, program), value }));
}

const ofClasses = new WeakMap<ts.SourceFile, ReturnType<typeof namedIn>>();

/** What a program gives to the constructors of classes. */
function givenToClasses(program: Program): ReturnType<typeof namedIn> {
  const known = ofClasses.get(program.tree) ?? program.made.flatMap((node) => namedIn(node, program));
  ofClasses.set(program.tree, known);
  return known;
}

const readers =
  /^(console\.\w+|JSON\.stringify|Object\.(keys|values|entries|freeze|assign|hasOwn)|Object\.prototype\.hasOwnProperty\.call|structuredClone|String|Boolean)$/;
