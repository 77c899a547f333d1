import type ts from 'typescript';
import { compiler, wholeCompiler } from '../programs/compiler.ts';
import type { Facts } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { factsOfChecked } from './checked-types.ts';
import { CheckerHost, type DiskHost, options } from './checker-host.ts';
import { Slice } from './slice.ts';

/** A property as the checker knows it. */
export interface CheckedMember {
  readonly facts: Facts | undefined;
  readonly optional: boolean;
}

/** Who can be asked for the types of expressions. */
export interface Asked {
  /** What is known of an expression's value, or of what `path` leads to from it; undefined where nothing is. */
  factsAt(at: Located<ts.Node>, path?: readonly string[]): Facts | undefined;
  /** The properties of an expression's type; undefined where it may have others. */
  membersAt(at: Located<ts.Node>): ReadonlyMap<string, CheckedMember> | undefined;
  /** Why nothing more can be asked. */
  readonly failure: string | undefined;
}

/** Knows nothing, and writes down what it is asked. */
export class Questions implements Asked {
  readonly all: Located<ts.Node>[] = [];
  readonly failure = undefined;

  factsAt(at: Located<ts.Node>): undefined {
    this.all.push(at);
  }

  membersAt(at: Located<ts.Node>): undefined {
    this.all.push(at);
  }
}

/**
 * TypeScript's own type checker over the files in which something is asked and what matters of all that they import: one
 * program for all of them. It is asked for what reading the code does not tell, and only of single expressions: nothing is
 * checked as a whole. Where it fails, it knows nothing from then on.
 */
export class Checker implements Asked {
  readonly #disk: DiskHost;
  readonly #program: ts.Program | undefined;
  readonly #checker: ts.TypeChecker | undefined;
  readonly #types = new Map<ts.Node, ts.Type | undefined>();
  #failure: string | undefined;

  /** `asked` is what will be asked about. */
  constructor(project: Project, disk: DiskHost, asked: readonly Located<ts.Node>[]) {
    this.#disk = disk;
    // The scripts of a page have their names in common, and no file of their own.
    const whole = asked.filter(
      ({ program }) => project.known(program.source.file)?.[0]?.tree === program.tree,
    );
    const files = new Set(whole.map(({ program }) => program.source.file));
    this.#program = this.#guarded(() =>
      wholeCompiler().createProgram({
        rootNames: [...files].map((file) => disk.absolute(file)),
        options,
        host: new CheckerHost(project, disk, new Slice(project, whole)),
      }),
    );
    this.#checker = this.#guarded(() => this.#program?.getTypeChecker());
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  factsAt(at: Located<ts.Node>, path: readonly string[] = []): Facts | undefined {
    return this.#guarded((checker) => {
      let type = this.#typeAt(checker, at);
      let mayLack = false;
      for (const step of path) {
        const object: ts.Type | undefined = type && checker.getNonNullableType(type);
        mayLack ||= object !== type;
        // What an index signature allows is not said to be there.
        const property = object?.getProperty(step);
        type = property && checker.getTypeOfSymbolAtLocation(property, at.node);
      }
      const facts = type && factsOfChecked(checker, type);
      return facts && mayLack ? { ...facts, optional: true } : facts;
    });
  }

  membersAt(at: Located<ts.Node>): ReadonlyMap<string, CheckedMember> | undefined {
    return this.#guarded((checker) => {
      const whole = this.#typeAt(checker, at);
      const type = whole && checker.getNonNullableType(whole);
      if (!type || (type.flags & compiler.TypeFlags.Object) === 0 || checker.isArrayType(type))
        return undefined;
      if (type.getCallSignatures().length > 0 || checker.getIndexInfosOfType(type).length > 0)
        return undefined;
      const members = type.getProperties().map((symbol): [string, CheckedMember] => {
        const facts = factsOfChecked(checker, checker.getTypeOfSymbolAtLocation(symbol, at.node));
        return [symbol.name, { facts, optional: (symbol.flags & compiler.SymbolFlags.Optional) !== 0 }];
      });
      return members.length > 0 ? new Map(members) : undefined;
    });
  }

  #typeAt(checker: ts.TypeChecker, { node, program }: Located<ts.Node>): ts.Type | undefined {
    if (!this.#types.has(node)) {
      const path = this.#disk.absolute(program.source.file);
      const isThere = this.#program?.getSourceFile(path) === program.tree;
      this.#types.set(node, isThere ? checker.getTypeAtLocation(node) : undefined);
    }
    return this.#types.get(node);
  }

  /** The compiler throws where code is deeper than its stack, and where it meets what nobody thought of. */
  #guarded<Answer>(ask: (checker: ts.TypeChecker) => Answer | undefined): Answer | undefined {
    if (this.#failure !== undefined) return undefined;
    try {
      return ask(this.#checker as ts.TypeChecker);
    } catch (error) {
      const message = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
      this.#failure = `the type checker failed: ${message}`;
      return undefined;
    }
  }
}
