import type ts from 'typescript';
import { compiler } from './compiler.ts';
import type { Program } from './program.ts';
import type { Located, Project } from './project.ts';

/** Where Vue keeps what every component has: `app.config.globalProperties`, and `Vue.prototype` in its second version. */
const holders = /(?:^|\.)globalProperties$|^Vue\.prototype$/;

/** The name of the property that an assignment gives all components of Vue; undefined for other nodes. */
export function globalProperty(node: ts.Node): { name: string; value: ts.Expression } | undefined {
  if (!compiler.isBinaryExpression(node) || !compiler.isPropertyAccessExpression(node.left)) return undefined;
  if (node.operatorToken.kind !== compiler.SyntaxKind.EqualsToken) return undefined;
  const { expression, name } = node.left;
  return isHolder(expression) ? { name: name.text, value: node.right } : undefined;
}

/** Whether an expression is where Vue keeps what every component has. */
export function isHolder(node: ts.Expression): boolean {
  return compiler.isPropertyAccessExpression(node) && holders.test(node.getText());
}

/** What every component of Vue has, by its name: `app.config.globalProperties.$track = track`. */
export class GlobalProperties {
  readonly #all = new Map<string, Located[]>();

  /** Takes note of what a program gives all components. */
  learn(program: Program): void {
    for (const node of program.changes) {
      const found = globalProperty(node);
      if (!found) continue;
      const known = this.#all.get(found.name) ?? [];
      this.#all.set(found.name, [...known, { node: found.value, program }]);
    }
  }

  /** The names by which all components have something. */
  get names(): readonly string[] {
    return [...this.#all.keys()];
  }

  /** What goes by a name in the components of a program, if one place alone says so. */
  valueOf(project: Project, program: Program, name: string): Located | undefined {
    // Elsewhere only a component has what is called so.
    const mayHave = name.startsWith('$') || program.source.file.endsWith('.vue');
    return mayHave ? this.heldAs(project, program, name) : undefined;
  }

  /** What a program reads off the place where all of them are kept. */
  heldAs(project: Project, { source }: Program, name: string): Located | undefined {
    const [only, ...others] = this.#all.get(name) ?? [];
    if (!only || others.length > 0) return undefined;
    project.noted.read(source.file, only.program.source.file);
    return only;
  }
}
