import type ts from 'typescript';
import { baseOf } from '../functions/classes.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { angularGiven } from '../templates/angular.ts';
import { classesSelected } from './angular-directives.ts';
import { classOfThis, listedNames, nameIn } from './angular-inputs.ts';
import { memberValue } from './vue-props.ts';

/** What a component or directive of Angular tells those who have an element of it. */
interface Output {
  readonly field: string;
  readonly name: string;
}

/** An output, and the class that has it. */
interface OutputOf extends Output {
  readonly component: ts.ClassLikeDeclaration;
}

const deepest = 8;

/** The field that a call may tell something by: `tracked` of `this.tracked.emit(…)`. */
export function fieldEmitted(node: ts.CallExpression): ts.PropertyAccessExpression | undefined {
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee) || callee.name.text !== 'emit') return undefined;
  const field = unwrapped(callee.expression);
  return compiler.isPropertyAccessExpression(field) ? field : undefined;
}

/** The output by which a call tells something; undefined for other calls. */
export function outputEmitted(
  project: Project,
  node: ts.CallExpression,
  program: Program,
): OutputOf | undefined {
  const field = fieldEmitted(node);
  const owner = field && classOfThis(project, { node: field.expression, program });
  return owner && findOutput(project, owner, (each) => each.field === field.name.text);
}

/** The output of the component or directive that an element stands for, by the name under which a listener is given. */
export function outputListened(
  project: Project,
  element: ts.CallExpression,
  program: Program,
  name: string,
): OutputOf | undefined {
  for (const each of classesSelected(project, element, program)) {
    const found = findOutput(project, each, (output) => output.name === name);
    if (found) return found;
  }
  return undefined;
}

function findOutput(
  project: Project,
  owner: Located<ts.ClassLikeDeclaration>,
  isMeant: (output: Output) => boolean,
): OutputOf | undefined {
  let at: Located<ts.ClassLikeDeclaration> | undefined = owner;
  for (let depth = 0; at && depth < deepest; depth++) {
    const found = outputsOf(at.node).find(isMeant);
    if (found) return { ...found, component: at.node };
    at = angularGiven(at.node) ? baseOf(project, at) : undefined;
  }
  return undefined;
}

/** `@Output('sent') tracked = new EventEmitter()`, `tracked = output({ alias: 'sent' })`, `outputs: ['tracked: sent']`. */
function outputsOf(node: ts.ClassLikeDeclaration): readonly Output[] {
  const given = angularGiven(node);
  const listed = listedNames(given && memberValue(given, 'outputs'));
  return node.members.flatMap((member) => {
    const field = compiler.isPropertyDeclaration(member) ? nameText(member.name) : undefined;
    if (!compiler.isPropertyDeclaration(member) || field === undefined) return [];
    const made = member.initializer && unwrapped(member.initializer);
    const decorated = (compiler.getDecorators(member) ?? []).find(
      ({ expression }) => compiler.isCallExpression(expression) && calleeName(expression) === 'Output',
    );
    const isSignal = made && compiler.isCallExpression(made) && made.expression.getText() === 'output';
    const options = decorated ? (decorated.expression as ts.CallExpression) : isSignal ? made : undefined;
    const name = options ? nameIn(options.arguments[0], field) : listed.get(field);
    return name === undefined ? [] : [{ field, name }];
  });
}
