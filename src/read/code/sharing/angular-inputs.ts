import type ts from 'typescript';
import { baseOf, classAround } from '../functions/classes.ts';
import { frameOf } from '../functions/frames.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { angularGiven } from '../templates/angular.ts';
import { lacks } from '../values/lacking.ts';
import { propertyOf } from '../values/objects.ts';
import { isReset } from '../values/writes.ts';
import { memberValue } from './vue-props.ts';

/** A field of a component or directive of Angular that those set who have an element of it. */
interface Input {
  /** By which name they do. */
  readonly name: string;
  /** What it is where they do not. */
  readonly preset: ts.Expression | undefined;
  /** It is called for its value: `event = input('opened')`. */
  readonly isSignal: boolean;
}

/** An input, where it is read. */
export interface InputRead {
  readonly input: Input;
  /** The class that is given it. */
  readonly owner: Located<ts.ClassLikeDeclaration>;
  /** The program that declares it. */
  readonly home: Located['program'];
}

const known = new WeakMap<ts.ClassLikeDeclaration, ReadonlyMap<string, Input>>();

const deepest = 8;

/** The input that `this.event` reads, or of a signal `this.event()`; undefined for other expressions. */
export function inputRead(project: Project, { node, program }: Located<ts.Node>): InputRead | undefined {
  const isCall = compiler.isCallExpression(node);
  if (isCall && node.arguments.length > 0) return undefined;
  const access = isCall ? unwrapped(node.expression) : node;
  if (!compiler.isPropertyAccessExpression(access)) return undefined;
  const read = inputOf(project, { node: access.expression, program }, access.name.text);
  return read?.input.isSignal === isCall ? read : undefined;
}

/** An input of the class whose `this` an expression is, by the name of its field; undefined where the class itself sets it. */
function inputOf(project: Project, { node, program }: Located, field: string): InputRead | undefined {
  const owner = classOfThis(project, { node, program });
  if (!owner) return undefined;
  let at: Located<ts.ClassLikeDeclaration> | undefined = owner;
  for (let depth = 0; at && depth < deepest; depth++) {
    const input = inputsOf(at.node).get(field);
    if (isReset(at.program, 'this', field)) return undefined;
    if (input) return { input, owner, home: at.program };
    at = angularGiven(at.node) ? baseOf(project, at) : undefined;
  }
  return undefined;
}

/** The class of which `this` is an instance; in a template, of the component that has it. */
export function classOfThis(
  project: Project,
  { node, program }: Located,
): Located<ts.ClassLikeDeclaration> | undefined {
  const self = unwrapped(node);
  if (self.kind !== compiler.SyntaxKind.ThisKeyword) return undefined;
  const around = classAround(self);
  return around ? { node: around, program } : templateOwner(project, program);
}

/** The class of whose template a program is, as it is in the element that is followed. */
function templateOwner(
  project: Project,
  program: Located['program'],
): Located<ts.ClassLikeDeclaration> | undefined {
  const found = program.host === undefined ? undefined : project.templateClass(program);
  return found && { node: found.node, program: { ...found.program, frame: program.frame } };
}

/** What an input is in the element that is followed; 'absent' where it is nothing, undefined where none is followed. */
export function inputGiven(
  project: Project,
  { input, owner, home }: InputRead,
): Located | 'absent' | undefined {
  const given = frameOf(owner.program, owner.node)?.args.known[0];
  if (!given) return undefined;
  const value = propertyOf(project, given, input.name);
  if (value) return value;
  if (!lacks(project, given, input.name)) return undefined;
  return input.preset ? { node: input.preset, program: home } : 'absent';
}

/** What a property of `this` is in the element that is followed, where it is an input; as above. */
export function fieldGiven(project: Project, object: Located, field: string): Located | 'absent' | undefined {
  if (!object.program.frame) return undefined;
  const read = inputOf(project, object, field);
  return read && !read.input.isSignal ? inputGiven(project, read) : undefined;
}

function inputsOf(node: ts.ClassLikeDeclaration): ReadonlyMap<string, Input> {
  const found = known.get(node) ?? readInputs(node);
  known.set(node, found);
  return found;
}

function readInputs(node: ts.ClassLikeDeclaration): ReadonlyMap<string, Input> {
  const found = new Map<string, Input>();
  const given = angularGiven(node);
  const names = listedNames(given && memberValue(given, 'inputs'));
  for (const member of node.members) {
    if (!compiler.isPropertyDeclaration(member)) continue;
    const field = nameText(member.name);
    if (field === undefined) continue;
    const input = decorated(member, field) ?? signal(member, field);
    if (input) found.set(field, input);
    else if (names.has(field))
      found.set(field, { name: names.get(field) as string, preset: member.initializer, isSignal: false });
  }
  return found;
}

/** The fields of a list of inputs or outputs, with the names by which others know them. */
export function listedNames(list: ts.Node | undefined): ReadonlyMap<string, string> {
  return new Map(list && compiler.isArrayLiteralExpression(list) ? list.elements.flatMap(listedInput) : []);
}

/** `'event'`, `'event: appEvent'` and `{ name: 'event', alias: 'appEvent' }` of `inputs: […]`. */
function listedInput(node: ts.Expression): readonly (readonly [field: string, name: string])[] {
  if (compiler.isStringLiteralLike(node)) {
    const [field = '', name = field] = node.text.split(':').map((each) => each.trim());
    return [[field, name]];
  }
  const field = compiler.isObjectLiteralExpression(node) ? memberValue(node, 'name') : undefined;
  if (!field || !compiler.isStringLiteralLike(field)) return [];
  const name = nameIn(node, field.text);
  return name === undefined ? [] : [[field.text, name]];
}

/** `@Input() event`, `@Input('appEvent') event`, `@Input({ alias: 'appEvent' }) event`. */
function decorated(member: ts.PropertyDeclaration, field: string): Input | undefined {
  for (const { expression } of compiler.getDecorators(member) ?? []) {
    if (!compiler.isCallExpression(expression) || calleeName(expression) !== 'Input') continue;
    const name = nameIn(expression.arguments[0], field);
    if (name !== undefined) return { name, preset: member.initializer, isSignal: false };
  }
  return undefined;
}

/** `event = input('opened')`, `event = input.required<string>({ alias: 'appEvent' })`. */
function signal({ initializer }: ts.PropertyDeclaration, field: string): Input | undefined {
  const made = initializer && unwrapped(initializer);
  if (!made || !compiler.isCallExpression(made)) return undefined;
  const [, maker, isRequired] = /^(input|model)(\.required)?$/.exec(made.expression.getText()) ?? [];
  if (maker === undefined) return undefined;
  const [first, second] = made.arguments;
  const name = nameIn(isRequired ? first : second, field);
  return name === undefined ? undefined : { name, preset: isRequired ? undefined : first, isSignal: true };
}

/** The name of an input or output by its options; undefined where these are not known, or make something else of what is given. */
export function nameIn(options: ts.Expression | undefined, field: string): string | undefined {
  if (!options) return field;
  const inner = unwrapped(options);
  if (compiler.isStringLiteralLike(inner)) return inner.text || field;
  if (!compiler.isObjectLiteralExpression(inner) || memberValue(inner, 'transform')) return undefined;
  const alias = memberValue(inner, 'alias');
  if (!alias) return field;
  return compiler.isStringLiteralLike(alias) ? alias.text : undefined;
}
