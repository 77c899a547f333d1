import type ts from 'typescript';
import { isExported } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { isObjectAssign, keysWritten, unwrapped, wrapped } from '../programs/syntax.ts';
import { addTo } from '../project/dependencies.ts';
import type { Located, Project } from '../project/project.ts';

/** That a module adds something to an object that it imports, under a key; undefined stands for any. */
interface Addition {
  readonly program: Program;
  readonly module: string;
  readonly imported: string;
  readonly key: string | undefined;
}

/** What modules add to objects of other modules: `EVENTS.paid = …`, `Object.assign(EVENTS, more)`. */
export class Additions {
  readonly #all = new Map<string, Addition[]>();
  readonly #asked = new Set<string>();

  /** Takes note of what a program adds. */
  learn(program: Program): void {
    for (const { target } of program.changes) {
      if (compiler.isPropertyAccessExpression(target))
        this.#add(program, target.expression, target.name.text);
      else if (compiler.isElementAccessExpression(target)) {
        const key = target.argumentExpression;
        this.#add(program, target.expression, compiler.isStringLiteralLike(key) ? key.text : undefined);
      }
    }
    for (const node of program.calls) {
      const [object, ...sources] = isObjectAssign(node) ? node.arguments : [];
      if (object) for (const key of sources.flatMap(keysWritten)) this.#add(program, object, key);
    }
  }

  #add(program: Program, object: ts.Expression, key: string | undefined): void {
    const at = unwrapped(object);
    // `names.EVENTS` of `import * as names`.
    const [root, member] = compiler.isPropertyAccessExpression(at)
      ? [unwrapped(at.expression), at.name.text]
      : [at, undefined];
    if (!compiler.isIdentifier(root)) return;
    const binding = lookUp(program.scopeOf(root), root.text)?.binding;
    if (binding?.kind !== 'import' || (binding.imported === '*') !== (member !== undefined)) return;
    const imported = member ?? binding.imported;
    this.#all.set(imported, [
      ...(this.#all.get(imported) ?? []),
      { program, module: binding.module, imported, key },
    ]);
  }

  /** What it was asked for. */
  get asked(): readonly string[] {
    return [...this.#asked].map(labelOf);
  }

  /** To what each file adds. */
  get provided(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const { program, imported } of [...this.#all.values()].flat()) {
      const { file } = program.source;
      addTo(found, file, labelOf(imported));
    }
    return found;
  }

  /** Whether a module besides the one that asks may add a property to an object that is written out; without a key, any. */
  mayAdd(
    project: Project,
    { node, program }: Located<ts.Node>,
    { key, asking }: { readonly key?: string; readonly asking?: Program } = {},
  ): boolean {
    const holder = wrapped(node).parent as ts.Node | undefined;
    if (!holder || !compiler.isVariableDeclaration(holder) || !compiler.isIdentifier(holder.name))
      return false;
    if (holder.parent.parent.parent !== program.tree || !isExported(program, holder.name.text)) return false;
    const names = [holder.name.text, 'default'];
    for (const name of names) this.#asked.add(name);
    return names
      .flatMap((name) => this.#all.get(name) ?? [])
      .some(
        (each) => each.program.tree !== asking?.tree && isOf(each, key) && declares(project, each, holder),
      );
  }
}

function isOf(addition: Addition, key: string | undefined): boolean {
  return key === undefined || (addition.key ?? key) === key;
}

/** Whether what a module imports is what a variable is declared as. */
function declares(project: Project, { program, module, imported }: Addition, holder: ts.Node): boolean {
  const binding = project.isOwn(program, module)
    ? project.exported(program, module, imported)?.binding
    : undefined;
  return binding?.kind === 'variable' && binding.declaration === holder;
}

/** The label under which it is asked for and provided, which no context has. */
function labelOf(name: string): string {
  return `added ${name}`;
}
