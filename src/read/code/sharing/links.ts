import type ts from 'typescript';
import { calledBack } from '../functions/callbacks.ts';
import { classUse } from '../functions/classes.ts';
import { functionAt } from '../functions/functions.ts';
import { namesOf } from '../functions/naming.ts';
import { boundValue } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import { handedLabel } from '../programs/prefilter.ts';
import type { Binding, CallNode } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { addTo } from '../project/dependencies.ts';
import type { Located, Project } from '../project/project.ts';
import { propertyOf } from '../values/objects.ts';
import { constructorsOf } from './constructors.ts';
import { componentMadeBy } from './made-elements.ts';

interface Link {
  /** The property of the parameter that is handed over; undefined for the parameter itself. */
  readonly property: string | undefined;
  readonly value: Located;
}

/** What a function hands to a function that it was given, as which of its arguments. */
interface HandedBack extends Link {
  readonly index: number;
  /** The property of the parameter that is the function; undefined for the parameter itself. */
  readonly callback: string | undefined;
}

/** What is handed something: a parameter, or a class whose instances have it among their props. */
type Taker = ts.ParameterDeclaration | ts.ClassLikeDeclaration;

/** What functions and components are handed by those who call them: functions that send, above all. */
export class Links {
  /** By the parameter that is handed something, or by the class of the component. */
  readonly #links = new Map<Taker, Link[]>();
  /** The files with the functions that were handed something, by the file that hands it over. */
  readonly handing = new Map<string, Set<string>>();
  /** What functions hand to those that they are given, by the parameter that these are given as. */
  readonly #handedBack = new Map<ts.ParameterDeclaration, HandedBack[]>();

  /**
   * Takes note that a value is handed to a function of the project: as an argument, as a property of one, as a prop.
   * Returns the names under which it may be called there, in a file that is one of the takers; none when that is known, or
   * when nobody of the project takes it.
   */
  learn(project: Project, value: Located): readonly string[] {
    const handed = handedTo(value.node);
    if (!handed) return [];
    const callee = { node: handed.callee, program: value.program };
    if (handed.isMade)
      return constructorsOf(project, callee).flatMap((each) => this.#linkAt(project, each, handed, value));
    const target = functionAt(project, callee);
    if (!target)
      return this.#learnProp(project, value, handed) ?? this.#learnHandedBack(project, value, handed);
    return this.#linkAt(project, target, handed, value);
  }

  #linkAt(
    project: Project,
    target: Located<ts.FunctionLikeDeclaration>,
    { index, property }: Handed,
    value: Located,
  ): readonly string[] {
    const parameter = target.node.parameters.filter(({ name }) => name.getText() !== 'this')[index];
    return parameter ? this.#link(project, parameter, { property, value }, target) : [];
  }

  /** `<Panel onTrack={track} />` of a component that is a class. */
  #learnProp(project: Project, value: Located, { callee, property }: Handed): readonly string[] | undefined {
    const use =
      property === undefined ? undefined : classUse(project, { node: callee, program: value.program });
    return use?.isStatic ? this.#link(project, use.at.node, { property, value }, use.at) : undefined;
  }

  #link(project: Project, parameter: Taker, link: Link, { program }: Located<ts.Node>): readonly string[] {
    const known = this.#links.get(parameter) ?? [];
    if (known.some((each) => isSame(each, link))) return [];
    project.forget();
    const [giver, taker] = [link.value.program.source.file, program.source.file];
    addTo(this.handing, giver, taker);
    // What is handed over stands where it is handed over.
    project.noted.read(taker, giver);
    this.#links.set(parameter, [...known, link]);
    return namesIn(parameter, link.property).map(handedLabel);
  }

  /**
   * `onChange(track)` of a function that was given `onChange`: returns the names of that function, as whoever gives it one
   * is handed what sends.
   */
  #learnHandedBack(project: Project, value: Located, { callee, index, property }: Handed): readonly string[] {
    const callback = calledBack(project, { node: callee, program: value.program });
    if (!callback) return [];
    const { parameter, giver } = callback;
    const known = this.#handedBack.get(parameter) ?? [];
    const link = { callback: callback.property, index, property, value };
    if (known.some((each) => each.index === index && isSame(each, link))) return [];
    this.#handedBack.set(parameter, [...known, link]);
    return namesOf(giver.node, giver.program);
  }

  /**
   * Takes note of what a call hands back to the functions that it gives: `useChange((track) => …)`. Returns the names under
   * which it may be called there.
   */
  learnGiven(project: Project, node: CallNode, program: Located['program']): readonly string[] {
    if (this.#handedBack.size === 0) return [];
    const isCall = compiler.isCallExpression(node);
    const callee = isCall ? node.expression : (node.tagName as ts.Expression);
    const target = functionAt(project, { node: callee, program });
    return (target?.node.parameters ?? []).flatMap((parameter, at) =>
      (this.#handedBack.get(parameter) ?? []).flatMap(({ callback, index, ...link }) => {
        const given = isCall ? node.arguments[at] : (node.attributes as ts.Node as ts.Expression);
        const whole = given && { node: given, program };
        const value = whole && callback !== undefined ? givenAs(project, node, whole, callback) : whole;
        const func = value && functionAt(project, value);
        const taken = func?.node.parameters[index];
        return taken ? this.#link(project, taken, link, func) : [];
      }),
    );
  }

  /** What a parameter, or a property of it, is handed; a name taken out of a parameter is one such property. */
  to(binding: Binding, property?: string): readonly Located[] {
    if (binding.kind !== 'parameter' || !binding.path) return [];
    const [step, ...rest] = binding.path;
    if (rest.length > 0 || (step !== undefined && property !== undefined)) return [];
    const wanted = step ?? property;
    const links = this.#links.get(binding.declaration) ?? [];
    return links.filter((link) => link.property === wanted).map(({ value }) => value);
  }

  /** What a component that is a class is handed as a prop. */
  toClass(component: ts.ClassLikeDeclaration, property: string): readonly Located[] {
    const links = this.#links.get(component) ?? [];
    return links.filter((link) => link.property === property).map(({ value }) => value);
  }
}

/** What is given as a property: a prop, or what stands between the tags of an element. */
function givenAs(project: Project, node: CallNode, whole: Located, property: string): Located | undefined {
  const element = node.parent;
  if (property !== 'children' || !compiler.isJsxElement(element) || element.openingElement !== node)
    return propertyOf(project, whole, property);
  const between = element.children.flatMap((each) =>
    compiler.isJsxExpression(each) && each.expression ? [each.expression] : [],
  );
  const [only, ...others] = between;
  return only && others.length === 0 ? { node: only, program: whole.program } : undefined;
}

function isSame(a: Link, b: Link): boolean {
  return a.property === b.property && a.value.node === b.value.node;
}

interface Handed {
  readonly callee: ts.Expression;
  readonly index: number;
  readonly property: string | undefined;
  /** What is called is a class, to make an instance. */
  readonly isMade?: boolean;
}

/** To whom an expression is handed where it stands. */
function handedTo(node: ts.Node): Handed | undefined {
  let at = isBound(node) ? node.parent.parent : node;
  while (compiler.isParenthesizedExpression(at.parent) || compiler.isAsExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (compiler.isJsxExpression(parent) && compiler.isJsxAttribute(parent.parent)) {
    const element = parent.parent.parent.parent;
    return { callee: element.tagName as ts.Expression, index: 0, property: parent.parent.name.getText() };
  }
  if (compiler.isCallExpression(parent) || compiler.isNewExpression(parent)) {
    const { expression: callee } = parent;
    const index = parent.arguments?.indexOf(at as ts.Expression) ?? -1;
    const component = index === 1 && compiler.isCallExpression(parent) ? componentMadeBy(parent) : undefined;
    if (component) return { callee: component, index: 0, property: undefined };
    const isMade = compiler.isNewExpression(parent) || callee.kind === compiler.SyntaxKind.SuperKeyword;
    return index < 0 ? undefined : { callee, index, property: undefined, isMade };
  }
  const isProperty =
    (compiler.isPropertyAssignment(parent) && parent.initializer === at) ||
    compiler.isShorthandPropertyAssignment(parent);
  const object = isProperty ? parent.parent : undefined;
  const around = object && handedTo(object);
  return around && around.property === undefined
    ? { ...around, property: nameText((parent as ts.PropertyAssignment).name) }
    : undefined;
}

/** `send.bind(this)` of `send`. */
function isBound({ parent }: ts.Node): boolean {
  return (
    compiler.isPropertyAccessExpression(parent) &&
    parent.name.text === 'bind' &&
    compiler.isCallExpression(parent.parent) &&
    parent.parent.expression === parent
  );
}

/** The names by which a function's body calls what it is handed as a parameter or as a property of one. */
function namesIn(taker: Taker, property: string | undefined): string[] {
  if (!compiler.isParameter(taker)) return property === undefined ? [] : [property];
  const { name } = taker;
  if (compiler.isIdentifier(name)) return [property ?? name.text];
  if (property === undefined || !compiler.isObjectBindingPattern(name)) return [];
  const element = name.elements.find(
    (each) => (each.propertyName ?? each.name).getText() === property && compiler.isIdentifier(each.name),
  );
  return element ? [property, element.name.getText()] : [property];
}

/** The expressions that a call, an element or what makes an instance hands over and that may be functions by their name. */
export function handedFunctions(node: CallNode | ts.NewExpression): ts.Expression[] {
  const found: ts.Expression[] = [];
  const take = (expression: ts.Expression, depth: number) => {
    const at = boundValue(unwrapped(expression));
    if (compiler.isIdentifier(at) || compiler.isPropertyAccessExpression(at)) found.push(at);
    if (!compiler.isObjectLiteralExpression(at) || depth > 0) return;
    for (const property of at.properties) {
      if (compiler.isShorthandPropertyAssignment(property)) found.push(property.name);
      else if (compiler.isPropertyAssignment(property)) take(property.initializer, depth + 1);
    }
  };
  if (compiler.isCallExpression(node) || compiler.isNewExpression(node))
    for (const argument of node.arguments ?? []) take(argument, 0);
  else
    for (const prop of node.attributes.properties) {
      const value =
        compiler.isJsxAttribute(prop) && prop.initializer && compiler.isJsxExpression(prop.initializer)
          ? prop.initializer.expression
          : undefined;
      if (value) take(value, 1);
    }
  return found;
}
