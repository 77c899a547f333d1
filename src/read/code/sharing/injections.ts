import type ts from 'typescript';
import { classUse } from '../functions/classes.ts';
import { functionAt } from '../functions/functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import { addTo } from '../project/dependencies.ts';
import type { Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';

/** Actions that are put among the props of a component: `connect(mapState, { sendEvent })(Panel)`. */
interface Injection {
  readonly component: Located;
  readonly actions: Located;
}

/** What components are given as props by those who connect them to a store. */
export class Injections {
  readonly #all: Injection[] = [];
  /** So many of them have been looked up. */
  #lookedUp = 0;
  /** The names of the props that were found to be given, by the file that gives them. */
  readonly #taught = new Map<string, Set<string>>();
  /** The files with components that were given something, by the file that connects them. */
  readonly handing = new Map<string, Set<string>>();

  get taught(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#taught;
  }

  /** Takes note of a call that connects a component, if it does. */
  learn(node: ts.Node, program: Program): void {
    if (!compiler.isCallExpression(node) || calleeName(node) !== 'connect') return;
    const [, actions] = node.arguments;
    const component = actions && componentOf(node);
    if (component)
      this.#all.push({ component: { node: component, program }, actions: { node: actions, program } });
  }

  /** Looks up the components that are given something, by which their files are read. */
  lookUp(project: Project): void {
    for (const { component } of this.#all.slice(this.#lookedUp))
      if (!functionAt(project, component)) classUse(project, component);
    this.#lookedUp = this.#all.length;
  }

  /** The objects whose members some place gives a component as props, where one may be of a name. */
  objectsFor(project: Project, component: Located<ts.Node>, name: string): readonly Located[] {
    if (this.#all.length === 0) return [];
    const named = this.#all.filter(({ actions }) => actions.program.tree.text.includes(name));
    return named
      .filter((each) => isSame(project, each.component, component.node))
      .flatMap(({ actions }) => {
        const { file } = actions.program.source;
        const taker = component.program.source.file;
        addTo(this.#taught, file, name);
        addTo(this.handing, file, taker);
        project.noted.read(taker, file);
        return objectsIn(project, actions);
      });
  }
}

/** The component that is handed to what a call makes, perhaps put together with others: `compose(connect(…), withRouter)(Panel)`. */
function componentOf(call: ts.CallExpression): ts.Expression | undefined {
  let maker: ts.Node = call;
  const isPart = (at: ts.Node) =>
    compiler.isCallExpression(at.parent) && at.parent.arguments.includes(at as ts.Expression);
  while (isPart(maker)) maker = maker.parent;
  const { parent } = maker;
  const component =
    compiler.isCallExpression(parent) && parent.expression === maker ? parent.arguments[0] : undefined;
  let at = component && unwrapped(component);
  while (at && compiler.isCallExpression(at) && at.arguments[0]) at = unwrapped(at.arguments[0]);
  return at;
}

function isSame(project: Project, at: Located, component: ts.Node): boolean {
  const func = functionAt(project, at);
  return func ? func.node === component : classUse(project, at)?.at.node === component;
}

/** The object that a list of actions is: itself, what a function of `dispatch` returns, what `bindActionCreators` is given. */
function objectsIn(project: Project, actions: Located): readonly Located[] {
  const func = functionAt(project, actions);
  const results = func
    ? (returnedBy(func.node) ?? []).map((node) => ({ node, program: func.program }))
    : [actions];
  return results.map(({ node, program }) => {
    const made = unwrapped(node);
    const [first] = compiler.isCallExpression(made) ? made.arguments : [];
    return first && calleeName(made as ts.CallExpression) === 'bindActionCreators'
      ? { node: first, program }
      : { node: made, program };
  });
}
