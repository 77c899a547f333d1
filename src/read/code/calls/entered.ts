import type ts from 'typescript';
import { type Arguments, argumentOf } from '../functions/frames.ts';
import { frameOfThis, isThis } from '../functions/selves.ts';
import { compiler } from '../programs/compiler.ts';
import { functionAround } from '../programs/flow.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { writesTo } from '../values/writes.ts';

const deepest = 8;

/**
 * The calls of functions that were followed for one call of the code: the same function with the same arguments sends the
 * same again, on whatever way it is reached. Functions that call one another have more ways through them than anybody
 * could follow.
 */
export class Entered {
  readonly #project: Project;
  readonly #seen = new Set<string>();
  readonly #numbers = new Map<object, number>();
  readonly #origins = new Map<string, string>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** Whether a function was not yet entered with these arguments, called on that. */
  isNew(func: Located<ts.Node>, { known, more }: Arguments, self: Located | undefined): boolean {
    const on = self ? this.#madeBy(self) : '';
    const key = [this.#keyOf(func), ...known.map((each) => this.#originOf(each)), more, on].join();
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  #keyOf({ node, program: { frame } }: Located<ts.Node>): string {
    return `${this.#number(node)}.${frame ? this.#number(frame) : 0}`;
  }

  /** What stands for an object that a place makes, or has made and goes on with; nothing for what is there for all. */
  #madeBy(at: Located, depth = 0): string {
    const node = unwrapped(at.node);
    if (depth > deepest) return '';
    if (isThis(node)) {
      const self = frameOfThis({ node, program: at.program })?.self;
      return self ? this.#madeBy(self, depth + 1) : '';
    }
    if (compiler.isNewExpression(node) || compiler.isCallExpression(node)) return this.#keyOf(at);
    const found = compiler.isIdentifier(node) ? bindingOf(this.#project, at.program, node) : undefined;
    if (found?.binding.kind === 'parameter') {
      const given = argumentOf(this.#project, { ...found, assigned: [] });
      return typeof given === 'object' ? this.#madeBy(given, depth + 1) : '';
    }
    const isLocal =
      found?.binding.kind === 'variable' && !compiler.isSourceFile(functionAround(found.binding.declaration));
    return isLocal ? this.#keyOf(at) : '';
  }

  #number(of: object): number {
    const known = this.#numbers.get(of) ?? this.#numbers.size + 1;
    this.#numbers.set(of, known);
    return known;
  }

  /** What stands for an argument: where a parameter is handed on as it is, what that was given. */
  #originOf(at: Located): string {
    const key = this.#keyOf(at);
    const known = this.#origins.get(key) ?? this.#originBehind(at, key);
    this.#origins.set(key, known);
    return known;
  }

  #originBehind(at: Located, key: string): string {
    const node = unwrapped(at.node);
    const found = compiler.isIdentifier(node) ? bindingOf(this.#project, at.program, node) : undefined;
    if (found?.binding.kind !== 'parameter') return key;
    const { name } = found.binding;
    const scope = lookUp(at.program.scopeOf(node), name)?.scope;
    // What is put into it between two calls is sent by the second alone.
    const isChanged = scope && writesTo(found.program, name, scope).some(({ kind }) => kind !== 'escape');
    if (isChanged || found.assigned.length > 0) return key;
    const argument = argumentOf(this.#project, found);
    if (typeof argument === 'object') return this.#originOf(argument);
    return argument ?? `${this.#number(found.binding)}`;
  }
}
