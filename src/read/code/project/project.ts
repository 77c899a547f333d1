import { isBuiltin } from 'node:module';
import type ts from 'typescript';
import type { Step } from '../../../model/explanation.ts';
import { Implementations } from '../functions/implementations.ts';
import type { AutoImports } from '../modules/auto-imports.ts';
import { wholeModule } from '../modules/commonjs.ts';
import { type Exporting, exportedAs, exportingOf, localExport, localType } from '../modules/exports.ts';
import { type CodeHost, Modules } from '../modules/modules.ts';
import { compiler } from '../programs/compiler.ts';
import { type ParsedFile, type Program, parseFile } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { Directives } from '../sharing/directives.ts';
import { GlobalProperties } from '../sharing/global-properties.ts';
import { Injections } from '../sharing/injections.ts';
import { Links } from '../sharing/links.ts';
import { Providers } from '../sharing/shared-state.ts';
import { angularComponents } from '../templates/angular.ts';
import { type AngularFiles, isTemplateAt } from '../templates/angular-files.ts';
import type { Asked, CheckedMember } from '../types/checker.ts';
import { anywhere, Noted } from './dependencies.ts';
import type { Facts } from './facts.ts';
import { Memory } from './memory.ts';
import { Trace } from './trace.ts';

/** A node and the program in which it stands. */
export interface Located<Node extends ts.Node = ts.Expression> {
  readonly node: Node;
  readonly program: Program;
}

/** A declaration of a type that a name can refer to. */
export type TypeDeclaration =
  | ts.TypeAliasDeclaration
  | ts.InterfaceDeclaration
  | ts.EnumDeclaration
  | ts.ClassDeclaration;

/** A binding in the program that declares it, with what is assigned to it after its declaration. */
export interface FoundBinding {
  readonly binding: Binding;
  readonly program: Program;
  readonly assigned: readonly ts.Expression[];
}

/** How a name is looked for: in the module that declares it, or in a package that it is re-exported from. */
interface Search<Found> {
  readonly local: (program: Program, name: string) => Found | undefined;
  readonly external: (program: Program, module: string, name: string) => Found | undefined;
}

/** So many expressions are looked at for one call; real code needs some hundreds. */
export const mostSteps = 20_000;

/** Stands for the answer to a question that is being asked. */
const asking = Symbol('asking');
const forgotten = Symbol('forgotten');

/** So many questions may lead from one to the next: real code needs some dozens, and the stack holds some hundreds. */
const mostNested = 80;

/** The files of a run: each is parsed once, imported ones when they are first asked for. */
export class Project {
  readonly #host: CodeHost;
  readonly #modules: Modules;
  readonly #files: Map<string, ParsedFile>;
  /** What functions are handed by their callers. */
  readonly links: Links;
  /** What connected components are given. */
  readonly injections: Injections;
  /** What the methods of interfaces do. */
  readonly implementations: Implementations;
  /** What all components of Vue have. */
  readonly globalProperties: GlobalProperties;
  /** The directives of Vue that all components have. */
  readonly directives: Directives;
  /** What contexts hold. */
  readonly providers: Providers;
  /** What was read of files that were not parsed, as none of the names that were asked for stands in them. */
  readonly #unparsed: Map<string, Exporting>;
  /** What files use without importing it. */
  readonly #autoImports: AutoImports;
  readonly #angularFiles: AngularFiles;
  readonly #effort: { left: number; most: number; depth: number; cuts: number };
  #trace: Trace | undefined;
  readonly #memories = new Map<string, Memory<unknown>>();
  readonly #exports = new Map<string, FoundBinding | undefined>();
  readonly #exportedTypes = new Map<string, Located<TypeDeclaration> | undefined>();
  /** Whether a function, by its written name, leaves the objects that it is given as they are. */
  readonly leavesAlone: (callee: string) => boolean;
  /**
   * The same project for the question what is called: it does not read files that can neither hold a call that matters,
   * those being read already, nor hand one on.
   */
  readonly forCallees: Project;
  readonly #isForCallees: boolean;
  /** Packages whose functions send, by the call shapes. */
  readonly packages: ReadonlySet<string>;
  /** Whether any file holds what a request to one of the APIs is known by. */
  readonly mentionsApi: () => boolean;
  /** What depends on what. */
  readonly noted: Noted;
  #checker: Asked | undefined;

  constructor(
    host: CodeHost,
    leavesAlone: (callee: string) => boolean,
    packages: ReadonlySet<string>,
    mentionsApi: () => boolean,
    autoImports: AutoImports,
    angularFiles: AngularFiles,
    whole?: Project,
  ) {
    this.#autoImports = autoImports;
    this.#angularFiles = angularFiles;
    this.packages = packages;
    this.mentionsApi = mentionsApi;
    this.#host = host;
    this.leavesAlone = leavesAlone;
    this.#modules = whole ? whole.#modules : new Modules(host);
    this.#files = whole ? whole.#files : new Map();
    this.#unparsed = whole ? whole.#unparsed : new Map();
    this.links = whole ? whole.links : new Links();
    this.injections = whole ? whole.injections : new Injections();
    this.implementations = whole ? whole.implementations : new Implementations();
    this.globalProperties = whole ? whole.globalProperties : new GlobalProperties();
    this.directives = whole ? whole.directives : new Directives();
    this.providers = whole ? whole.providers : new Providers();
    this.noted = whole ? whole.noted : new Noted();
    this.#isForCallees = whole !== undefined;
    this.#effort = whole ? whole.#effort : { left: mostSteps, most: mostSteps, depth: 0, cuts: 0 };
    this.forCallees = whole
      ? this
      : new Project(host, leavesAlone, packages, mentionsApi, autoImports, angularFiles, this);
  }

  /** Whether one more step may be taken for the question at hand: expressions that double at every step would never end. */
  step(): boolean {
    this.#effort.left--;
    return this.#effort.left >= 0;
  }

  /**
   * Asks a question about an expression, once: the answer is remembered. `otherwise` is the answer where questions lead too
   * far, or back to one that is being asked; what depends on such an answer is not remembered.
   */
  nested<Answer>(
    kind: string,
    at: Located<ts.Node>,
    isTooDeep: boolean,
    ask: () => Answer,
    otherwise: Answer,
  ): Answer {
    const memory = this.#memory(kind);
    const known = memory.get(at);
    if (known && known.answer !== asking) return known.answer as Answer;
    const effort = this.#effort;
    if (known || isTooDeep || effort.depth >= mostNested || !this.step()) {
      effort.cuts++;
      return otherwise;
    }
    const before = effort.cuts;
    memory.set(at, asking);
    effort.depth++;
    let answer: Answer | typeof forgotten = forgotten;
    try {
      answer = ask();
      return answer;
    } finally {
      effort.depth--;
      if (effort.cuts === before && answer !== forgotten) memory.set(at, answer);
      else memory.delete(at);
    }
  }

  /** What was evaluated, step by step, while a question was asked. */
  watched(ask: () => Facts): readonly Step[] {
    this.forget();
    this.begin();
    const trace = new Trace();
    this.#trace = trace;
    try {
      ask();
      return trace.steps;
    } finally {
      this.#trace = undefined;
    }
  }

  /** Takes part in what is watched, if anything is. */
  traced(at: Located<ts.Node>, ask: () => Facts): Facts {
    return this.#trace ? this.#trace.follow(at, ask) : ask();
  }

  #memory(kind: string): Memory<unknown> {
    let memory = this.#memories.get(kind);
    if (!memory) {
      memory = new Memory();
      this.#memories.set(kind, memory);
    }
    return memory;
  }

  /** Forgets what was answered: there is more to know now. */
  forget(): void {
    for (const each of [this, this.forCallees]) {
      each.#exports.clear();
      each.#exportedTypes.clear();
      each.#memories.clear();
    }
  }

  /** Whether the question at hand took more steps than it may. */
  isExhausted(): boolean {
    return this.#effort.left < 0;
  }

  /** Begins a question of its own. */
  begin(): void {
    this.#effort.left = this.#effort.most;
  }

  /** From now on, a question may take as many steps as that. */
  allow(most: number): void {
    this.#effort.most = most;
    this.begin();
  }

  /** How many steps the question at hand took. */
  get taken(): number {
    return this.#effort.most - Math.max(this.#effort.left, 0);
  }

  /** A file of the run, parsed once whoever asks first. */
  parse(file: string, text: () => string): ParsedFile {
    const known = this.#files.get(file);
    if (known) return known;
    const parsed = this.#parseFile(file, text());
    this.#files.set(file, parsed);
    // What led nowhere before may lead there now.
    this.forget();
    return parsed;
  }

  /** The class of whose template an expression of a program is a part: what `this` stands for there. */
  templateClass({ host, source }: Program): Located<ts.ClassLikeDeclaration> | undefined {
    if (typeof host !== 'string') return host;
    const program = this.#parsed(host)?.[0];
    const found =
      program &&
      angularComponents(program.tree).find(
        ({ url }) => url !== undefined && isTemplateAt(host, url, source.file),
      );
    return program && found && { node: found.node, program };
  }

  /** What a module exports under a name, through re-exports. Undefined for packages and what is not found. */
  exported(from: Program, module: string, name: string): FoundBinding | undefined {
    const file = this.#moduleFile(from.source.file, module);
    if (!file) return undefined;
    const key = `${file}#${name}`;
    if (!this.#exports.has(key))
      this.#exports.set(
        key,
        this.#find(from, module, name, { local: localExport, external: externalExport }, new Set()),
      );
    return this.#exports.get(key);
  }

  /** What a name stands for that a file neither declares nor imports: an export that Nuxt provides, if only one has it. */
  autoImported(from: Program, name: string): FoundBinding | undefined {
    const [only, ...others] = this.#autoImports.exporting(from.source.file, name);
    for (const file of this.#autoImports.looked) this.noted.read(anywhere, file);
    const program = only === undefined || others.length > 0 ? undefined : this.#parsed(only, name)?.[0];
    return program && localExport(program, name);
  }

  /** The file with the component of Angular whose template a page is; undefined for other files. */
  componentOfPage(page: string): string | undefined {
    const component = this.#angularFiles.componentOf(page);
    for (const each of this.#angularFiles.looked.get(page) ?? []) this.noted.read(page, each);
    return component;
  }

  /** The component that a template of Vue renders under a name that its script does not know. */
  componentNamed(name: string): Located<ts.FunctionExpression> | undefined {
    const file = this.#autoImports.component(name);
    if (file !== undefined) this.noted.read(anywhere, file);
    const program = file === undefined ? undefined : this.#parsed(file, 'default')?.[0];
    return program?.component && { node: program.component.func, program };
  }

  /** The type that a module exports under a name, through re-exports. */
  exportedType(from: Program, module: string, name: string): Located<TypeDeclaration> | undefined {
    const file = this.#moduleFile(from.source.file, module);
    if (!file) return undefined;
    const key = `${file}#${name}`;
    if (!this.#exportedTypes.has(key))
      this.#exportedTypes.set(
        key,
        this.#find(from, module, name, { local: localType, external: () => undefined }, new Set()),
      );
    return this.#exportedTypes.get(key);
  }

  /** Takes note that a value is not known because it comes from a module that is not there, which a program imports. */
  lack(module: string, from: Program): void {
    // Packages are not looked for where it is only asked what is called.
    if (this.#isForCallees) return;
    if (/^(@[\w-]|[\w])/.test(module) && !isBuiltin(module))
      this.noted.lack(from.source.file, packageOf(module));
  }

  /** The packages without which some value is not known, sorted. */
  get missing(): readonly string[] {
    return [...this.noted.missing.keys()].sort();
  }

  /** Whether a module is one of the project's files. */
  isOwn(from: Program, module: string): boolean {
    return this.fileOf(from.source.file, module) !== undefined;
  }

  /** The file of the project that a module specifier means in `from`. */
  fileOf(from: string, module: string): string | undefined {
    return this.#modules.resolve(from, module);
  }

  /** The programs of a file that was parsed already. */
  known(file: string): readonly Program[] | undefined {
    return this.#files.get(file)?.programs;
  }

  /** The programs of a file. */
  programs(file: string): readonly Program[] | undefined {
    return this.#parsed(file);
  }

  /** From now on, what is not known otherwise is asked of the type checker. */
  askAlso(checker: Asked): void {
    this.#checker = checker;
    this.forget();
  }

  /** Why the type checker could not be asked; undefined where it could, or where nobody wanted to. */
  get failure(): string | undefined {
    return this.#checker?.failure;
  }

  /** What the type checker says of an expression; undefined where it is not asked, or does not know. */
  checked(at: Located<ts.Node>, path?: readonly string[]): Facts | undefined {
    return this.#checker?.factsAt(at, path);
  }

  /** The properties of an expression by the type checker; undefined as above. */
  checkedMembers(at: Located<ts.Node>): ReadonlyMap<string, CheckedMember> | undefined {
    return this.#checker?.membersAt(at);
  }

  /** The file of a module: of the project, or for values and types of an installed package. */
  #moduleFile(from: string, module: string): string | undefined {
    const own = this.fileOf(from, module);
    if (own) this.noted.read(from, own);
    if (own || this.#isForCallees || module.startsWith('.')) return own;
    return this.#modules.installed(from, module);
  }

  #find<Found>(
    from: Program,
    module: string,
    name: string,
    search: Search<Found>,
    seen: Set<string>,
  ): Found | undefined {
    const file = this.#moduleFile(from.source.file, module);
    if (!file)
      return seen.size > 0 && !module.startsWith('.') ? search.external(from, module, name) : undefined;
    const program = this.#parsed(file, name)?.[0];
    if (!program || seen.has(`${program.source.file}#${name}`)) return undefined;
    seen.add(`${program.source.file}#${name}`);
    const found = search.local(program, name) ?? this.#imported(program, name, search, seen);
    if (found) return found;
    for (const statement of program.tree.statements) {
      if (!compiler.isExportDeclaration(statement) || !statement.moduleSpecifier) continue;
      const target = (statement.moduleSpecifier as ts.StringLiteral).text;
      const clause = statement.exportClause;
      if (!clause) {
        const through = name === 'default' ? undefined : this.#find(program, target, name, search, seen);
        if (through) return through;
      } else if (compiler.isNamespaceExport(clause)) {
        // `export * as events from '../events'`
        if (clause.name.text === name) return search.external(program, target, '*');
      } else if (compiler.isNamedExports(clause)) {
        const element = clause.elements.find((each) => each.name.text === name);
        if (element)
          return this.#find(program, target, (element.propertyName ?? element.name).text, search, seen);
      }
    }
    return undefined;
  }

  /** `import { a } from '../a'; export { a };` */
  #imported<Found>(
    program: Program,
    name: string,
    search: Search<Found>,
    seen: Set<string>,
  ): Found | undefined {
    const binding = program.moduleScope.names.get(exportedAs(program, name) ?? '');
    if (binding?.kind !== 'import') return undefined;
    if (binding.imported === '*') return search.external(program, binding.module, '*');
    return this.#find(program, binding.module, binding.imported, search, seen);
  }

  /** The programs of a file; undefined where a name is given and the file is not there, or surely exports nothing by it. */
  #parsed(file: string, name?: string): readonly Program[] | undefined {
    const known = this.#files.get(file);
    if (known) return known.programs;
    const unparsed = this.#unparsed.get(file) ?? this.#exportingOf(file);
    if (name !== undefined && !unparsed.mayExport(name)) {
      this.#unparsed.set(file, unparsed);
      return undefined;
    }
    this.#unparsed.delete(file);
    const parsed = this.#parseFile(file, unparsed.text);
    this.#files.set(file, parsed);
    return parsed.programs;
  }

  #parseFile(file: string, text: string): ParsedFile {
    return parseFile(file, text, this.componentOfPage(file));
  }

  #exportingOf(file: string): Exporting {
    const text = this.#host.read(file) ?? '';
    return exportingOf(file, text.length > longestRead ? '' : text);
  }
}

/** Longer files are generated ones, whose declarations are too many to be read for one name. */
const longestRead = 2_000_000;

function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/** What a name stands for where it is used, followed through imports. Undefined for globals. */
export function bindingOf(
  project: Project,
  program: Program,
  identifier: ts.Identifier,
): FoundBinding | undefined {
  const found = lookUp(program.scopeOf(identifier), identifier.text);
  if (!found) {
    const prop = program.component?.propNamed(identifier.text, identifier);
    return prop ? { binding: prop, program, assigned: [] } : project.autoImported(program, identifier.text);
  }
  const { binding, scope } = found;
  const here = { binding, program, assigned: scope.assigned.get(identifier.text) ?? [] };
  if (binding.kind !== 'import') return here;
  if (binding.imported === '*')
    return (binding.isRequired && project.exported(program, binding.module, wholeModule)) || here;
  // What a package's function returns is not seen in its declaration's body: it has none.
  if (isCalled(identifier) && !project.isOwn(program, binding.module)) return here;
  return project.exported(program, binding.module, binding.imported) ?? here;
}

function isCalled(identifier: ts.Identifier): boolean {
  let at: ts.Node = identifier;
  while (at.parent && compiler.isPropertyAccessExpression(at.parent) && at.parent.expression === at)
    at = at.parent;
  return at.parent !== undefined && compiler.isCallExpression(at.parent) && at.parent.expression === at;
}

function externalExport(program: Program, module: string, imported: string): FoundBinding {
  return { binding: { kind: 'import', module, imported }, program, assigned: [] };
}
