import { isBuiltin } from 'node:module';
import type ts from 'typescript';
import type { Step } from '../../../model/explanation.ts';
import type { AutoImports } from '../modules/auto-imports.ts';
import { localExport, localType } from '../modules/exports.ts';
import { type CodeHost, Modules } from '../modules/modules.ts';
import type { ReplacedIf } from '../programs/assignments.ts';
import { isData } from '../programs/data.ts';
import type { ParsedFile, Program } from '../programs/program.ts';
import type { Binding } from '../programs/scope.ts';
import { angularComponents } from '../templates/angular.ts';
import { type AngularFiles, isTemplateAt } from '../templates/angular-files.ts';
import type { Asked, CheckedMember } from '../types/checker.ts';
import { Answers, Effort, type Within } from './answers.ts';
import { anywhere, Noted } from './dependencies.ts';
import type { Facts } from './facts.ts';
import { ParsedFiles, type Trees } from './parsed-files.ts';
import { findExport, type Opened } from './search.ts';
import { Shared } from './shared.ts';

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
  /** What the name may have been set to where it is used, as {@link setBefore} says. */
  readonly assigned: readonly ts.Expression[];
  /** Whether that surely replaces what it was declared as, or given. */
  readonly isReplaced?: boolean;
  /** Whether nothing has been set yet, and it was declared as nothing. */
  readonly isUnset?: boolean | undefined;
  /** The conditions on which it surely is set to another by then. */
  readonly replacedIf?: readonly ReplacedIf[];
}

/** Packages that send, by the call shapes. */
export interface Packages {
  readonly names: readonly string[];
  /** Whether a module is one of them, or a part of one where that counts. */
  has(module: string): boolean;
}

/** What a project is read with. */
export interface Surroundings {
  readonly host: CodeHost;
  /** Whether a function, by its written name, leaves the objects that it is given as they are. */
  readonly leavesAlone: (callee: string) => boolean;
  /** Packages whose functions send, by the call shapes. */
  readonly packages: Packages;
  /** Whether any file holds what a request to one of the APIs is known by. */
  readonly mentionsApi: () => boolean;
  /** What files use without importing it. */
  readonly autoImports: AutoImports;
  readonly angularFiles: AngularFiles;
  /** What earlier readings in the same run parsed; what this one parses is added. */
  readonly trees?: Trees | undefined;
}

/** The files of a run: each is parsed once, imported ones when they are first asked for. */
export class Project {
  readonly #surroundings: Surroundings;
  readonly #modules: Modules;
  readonly #files: ParsedFiles;
  /** What files give to others without these importing it. */
  readonly shared: Shared;
  /** What depends on what. */
  readonly noted: Noted;
  readonly #effort: Effort;
  readonly #answers: Answers;
  readonly #exports = new Map<string, FoundBinding | undefined>();
  readonly #exportedTypes = new Map<string, Located<TypeDeclaration> | undefined>();
  /**
   * The same project for the question what is called: it does not read files that can neither hold a call that matters,
   * those being read already, nor hand one on.
   */
  readonly forCallees: Project;
  readonly #isForCallees: boolean;
  #checker: Asked | undefined;

  constructor(surroundings: Surroundings, whole?: Project) {
    const { host, trees } = surroundings;
    this.#surroundings = surroundings;
    this.#modules = whole ? whole.#modules : new Modules(host);
    this.#files = whole ? whole.#files : new ParsedFiles(host, (page) => this.componentOfPage(page), trees);
    this.shared = whole ? whole.shared : new Shared();
    this.noted = whole ? whole.noted : new Noted();
    this.#effort = whole ? whole.#effort : new Effort();
    this.#answers = new Answers(this.#effort);
    this.#isForCallees = whole !== undefined;
    this.forCallees = whole ? this : new Project(surroundings, this);
  }

  /** Whether a function, by its written name, leaves the objects that it is given as they are. */
  leavesAlone(callee: string): boolean {
    return this.#surroundings.leavesAlone(callee);
  }

  /** Packages whose functions send, by the call shapes. */
  get packages(): Packages {
    return this.#surroundings.packages;
  }

  /** Where components and directives of Angular are. */
  get angularFiles(): AngularFiles {
    return this.#surroundings.angularFiles;
  }

  /** Whether any file holds what a request to one of the APIs is known by. */
  mentionsApi(): boolean {
    return this.#surroundings.mentionsApi();
  }

  /** Whether one more step may be taken for the question at hand. */
  step(): boolean {
    return this.#effort.step();
  }

  /** Asks a question about an expression, once; see {@link Answers.nested}. */
  nested<Answer>(
    kind: string,
    at: Located<ts.Node>,
    within: Within,
    ask: () => Answer,
    otherwise: Answer,
  ): Answer {
    return this.#answers.nested(kind, at, within, ask, otherwise);
  }

  /** What was evaluated, step by step, while a question was asked. */
  watched(ask: () => Facts): readonly Step[] {
    this.forget();
    this.begin();
    return this.#answers.watched(ask);
  }

  /** Takes part in what is watched, if anything is. */
  traced(at: Located<ts.Node>, ask: () => Facts): Facts {
    return this.#answers.traced(at, ask);
  }

  /** Forgets what was answered: there is more to know now. */
  forget(): void {
    for (const each of [this, this.forCallees]) {
      each.#exports.clear();
      each.#exportedTypes.clear();
      each.#answers.forget();
    }
  }

  /** Whether the question at hand took more steps than it may. */
  isExhausted(): boolean {
    return this.#effort.isExhausted();
  }

  /** Begins a question of its own. */
  begin(): void {
    this.#effort.begin();
  }

  /** From now on, a question may take as many steps as that. */
  allow(most: number): void {
    this.#effort.allow(most);
  }

  /** How many steps the question at hand took. */
  get taken(): number {
    return this.#effort.taken;
  }

  /** A file of the run, parsed once whoever asks first. */
  parse(file: string, text: () => string): ParsedFile {
    const known = this.#files.known(file);
    if (known) return known;
    const parsed = this.#files.parse(file, text());
    // What led nowhere before may lead there now.
    this.forget();
    return parsed;
  }

  /** The class of whose template an expression of a program is a part: what `this` stands for there. */
  templateClass({ host, source }: Program): Located<ts.ClassLikeDeclaration> | undefined {
    if (typeof host !== 'string') return host;
    const program = this.#files.programs(host)?.[0];
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
        findExport(this.#opened, from, module, name, { local: localExport, external: externalExport }),
      );
    return this.#exports.get(key);
  }

  /** What a name stands for that a file neither declares nor imports: an export that Nuxt provides, if only one has it. */
  autoImported(from: Program, name: string): FoundBinding | undefined {
    const [only, ...others] = this.#surroundings.autoImports.exporting(from.source.file, name);
    for (const file of this.#surroundings.autoImports.looked) this.noted.read(anywhere, file);
    const program =
      only === undefined || others.length > 0 ? undefined : this.#files.programs(only, name)?.[0];
    return program && localExport(program, name);
  }

  /** The file with the component of Angular whose template a page is; undefined for other files. */
  componentOfPage(page: string): string | undefined {
    const component = this.#surroundings.angularFiles.componentOf(page);
    for (const each of this.#surroundings.angularFiles.looked.get(page) ?? []) this.noted.read(page, each);
    return component;
  }

  /** The component that a template of Vue renders under a name that its script does not know. */
  componentNamed(name: string): Located<ts.FunctionExpression> | undefined {
    const file = this.#surroundings.autoImports.component(name);
    if (file !== undefined) this.noted.read(anywhere, file);
    const program = file === undefined ? undefined : this.#files.programs(file, 'default')?.[0];
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
        findExport(this.#opened, from, module, name, { local: localType, external: () => undefined }),
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
    return this.#files.known(file)?.programs;
  }

  /** The programs of a file. */
  programs(file: string): readonly Program[] | undefined {
    return this.#files.programs(file);
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

  readonly #opened: Opened = {
    moduleFile: (from, module) => this.#moduleFile(from, module),
    parsed: (file, name) => this.#files.programs(file, name),
  };

  /** The file of a module: of the project, or for values and types of an installed package. */
  #moduleFile(from: string, module: string): string | undefined {
    const own = this.fileOf(from, module);
    // Data holds nothing that can be called.
    if (own && this.#isForCallees && isData(own)) return undefined;
    if (own) this.noted.read(from, own);
    if (own || this.#isForCallees || module.startsWith('.')) return own;
    return this.#modules.installed(from, module);
  }
}

function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

function externalExport(program: Program, module: string, imported: string): FoundBinding {
  return { binding: { kind: 'import', module, imported }, program, assigned: [] };
}
