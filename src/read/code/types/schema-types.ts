import type ts from 'typescript';
import type { SeenType } from '../../../model/attribute-type.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped, writtenValue } from '../programs/syntax.ts';
import { type Facts, literal, ofTypes, someText, union } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from '../values/evaluate.ts';
import { listOfSuch } from '../values/lists.ts';
import { either, joined, mapped } from './joined-members.ts';
import { madeType, writtenAt } from './made-types.ts';
import type { Member, Members } from './members.ts';

/** A step of a schema of zod: `z.string()` makes one, `it.optional()` one of another. */
interface Step {
  readonly name: string;
  readonly args: readonly ts.Expression[];
  /** The schema that it is made of; undefined for one that `z` makes. */
  readonly of: Located | undefined;
  readonly program: Located['program'];
}

const deepest = 12;

/** The name under which a module has zod's functions: `z.string()`. */
export function isZod({ node, program }: Located): boolean {
  const inner = unwrapped(node);
  // `z.coerce.number()`
  if (compiler.isPropertyAccessExpression(inner))
    return inner.name.text === 'coerce' && isZod({ node: inner.expression, program });
  const own = compiler.isIdentifier(inner) ? program.moduleScope.names.get(inner.text) : undefined;
  return own?.kind === 'import' && /^zod\b|\/zod\b/.test(own.module);
}

function stepOf(project: Project, at: Located): Step | undefined {
  const { node: call, program } = writtenAt(project, at);
  if (!compiler.isCallExpression(call)) return undefined;
  const callee = unwrapped(call.expression);
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const receiver = { node: callee.expression, program };
  return {
    name: callee.name.text,
    args: call.arguments,
    of: isZod(receiver) ? undefined : receiver,
    program,
  };
}

/** Whether an expression is a schema of zod. */
export function isSchema(project: Project, at: Located, depth = 0): boolean {
  const step = depth > deepest ? undefined : stepOf(project, at);
  return step !== undefined && (step.of === undefined || isSchema(project, step.of, depth + 1));
}

/** What `z` makes, by the names of its functions. */
const made = new Map<string, SeenType>([
  ...'string email url uuid guid cuid cuid2 ulid nanoid emoji ipv4 ipv6 base64 jwt templateLiteral'
    .split(' ')
    .map((name): [string, SeenType] => [name, 'string']),
  ...'number int float32 float64 int32 uint32 nan'
    .split(' ')
    .map((name): [string, SeenType] => [name, 'number']),
  ['boolean', 'boolean'],
  ['stringbool', 'boolean'],
  ['date', 'date'],
  ['bigint', 'bigint'],
  ['null', 'null'],
  ...'object strictObject looseObject record partialRecord map set'
    .split(' ')
    .map((name): [string, SeenType] => [name, 'object']),
]);

/** Steps whose result is of another type that nothing says. */
const changing = new Set(
  'transform pipe preprocess promise function lazy any unknown custom never keyof'.split(' '),
);

/** What is known of the values that a schema lets through; undefined where that is not known. */
export function factsOfSchema(project: Project, at: Located, depth: number): Facts | undefined {
  const step = stepOf(project, at);
  if (!step || depth > deepest || !project.step() || changing.has(step.name)) return undefined;
  const { name, args, of, program } = step;
  const [first, second] = args;
  const again = (node: ts.Expression | undefined) =>
    node && factsOfSchema(project, { node, program }, depth + 1);
  const whole = of ? factsOfSchema(project, of, depth + 1) : again(first);
  switch (name) {
    case 'optional':
      return whole && { ...whole, optional: true };
    case 'nullable':
      return whole && union([whole, literal(null)]);
    case 'nullish':
      return whole && { ...union([whole, literal(null)]), optional: true };
    case 'array':
      return whole && listOfSuch(whole);
    case 'tuple':
      return ofTypes('array');
    case 'or':
      return allOf([whole, again(first)]);
    case 'union':
    case 'discriminatedUnion':
      return allOf(listed(name === 'union' ? first : second).map(again));
    case 'enum':
    case 'nativeEnum':
    case 'literal':
      return of ? whole : choices(project, first && { node: first, program }, depth);
    case 'default':
    case 'prefault':
    case 'catch':
      return whole && { ...whole, optional: false };
    default: {
      if (of) return whole;
      const type = made.get(name);
      return type === 'string' ? someText('a text that a schema lets through') : type && ofTypes(type);
    }
  }
}

function listed(node: ts.Expression | undefined): readonly ts.Expression[] {
  const list = node && unwrapped(node);
  return list && compiler.isArrayLiteralExpression(list) ? list.elements : [];
}

function allOf(all: readonly (Facts | undefined)[]): Facts | undefined {
  return all.length > 0 && all.every((each) => each !== undefined) ? union(all as Facts[]) : undefined;
}

/** `z.enum(['a', 'b'])`, `z.literal('a')`: what is written. */
function choices(project: Project, at: Located | undefined, depth: number): Facts | undefined {
  const { node: given, program } = at ? writtenAt(project, at) : {};
  if (!given || !program) return undefined;
  const values = compiler.isArrayLiteralExpression(given)
    ? given.elements
    : compiler.isObjectLiteralExpression(given)
      ? given.properties.flatMap((each) => (compiler.isPropertyAssignment(each) ? [each.initializer] : []))
      : [given];
  const facts = union(values.map((node) => evaluate(project, { node, program }, depth + 1)));
  return values.length > 0 && facts.complete ? facts : undefined;
}

/** The properties of the objects that a schema lets through; undefined for what is no schema of objects. */
export function membersOfSchema(project: Project, at: Located, depth: number): Members | undefined {
  const step = stepOf(project, at);
  if (!step || depth > deepest || !project.step() || changing.has(step.name)) return undefined;
  const { name, args, of, program } = step;
  const [first, second] = args;
  const again = (node: ts.Expression | undefined) =>
    node && membersOfSchema(project, { node, program }, depth + 1);
  if (!of) {
    if (name === 'object' || name === 'strictObject')
      return shape(project, first && { node: first, program });
    if (name === 'union' || name === 'discriminatedUnion') {
      const all = listed(name === 'union' ? first : second).map(again);
      return all.length > 0 && all.every((each) => each !== undefined) ? either(all as Members[]) : undefined;
    }
    return name === 'optional' || name === 'nullable' ? again(first) : undefined;
  }
  const whole = membersOfSchema(project, of, depth + 1);
  if (!whole) return undefined;
  const given = first && { node: first, program };
  switch (name) {
    case 'extend':
    case 'safeExtend':
    case 'augment':
      return joined([whole, shape(project, given) ?? anything]);
    case 'merge':
    case 'and':
      return joined([whole, again(first) ?? anything]);
    case 'partial':
      return first ? undefined : mapped(whole, (member) => ({ ...member, optional: true }));
    case 'pick':
    case 'omit':
      return kept(whole, first, name === 'pick');
    case 'passthrough':
    case 'loose':
    case 'catchall':
      return { ...whole, open: true };
    case 'required':
    case 'array':
    case 'or':
      return undefined;
    default:
      return whole;
  }
}

const anything: Members = { members: new Map(), open: true };

/** `{ total: z.number() }` */
function shape(project: Project, at: Located | undefined): Members | undefined {
  const { node: object, program } = at ? writtenAt(project, at) : {};
  if (!object || !program || !compiler.isObjectLiteralExpression(object)) return undefined;
  const members = new Map<string, Member>();
  let open = false;
  for (const property of object.properties) {
    const name = property.name && nameText(property.name);
    const value = writtenValue(property);
    // `...Other.shape`
    const spread = compiler.isSpreadAssignment(property) ? unwrapped(property.expression) : undefined;
    const other =
      spread && compiler.isPropertyAccessExpression(spread) && spread.name.text === 'shape'
        ? membersOfSchema(project, { node: spread.expression, program }, 1)
        : undefined;
    for (const [key, member] of other?.members ?? []) members.set(key, member);
    if (name !== undefined && value) {
      const schema = { node: value, program };
      members.set(name, { type: madeType('schema', schema), optional: mayLack(project, schema) });
    } else if (!other) open = true;
  }
  return { members, open };
}

/** Whether a schema lets through what is not there. */
function mayLack(project: Project, at: Located, depth = 0): boolean {
  const step = stepOf(project, at);
  if (!step || depth > deepest) return false;
  if (step.name === 'optional' || step.name === 'nullish') return true;
  if (step.name === 'default' || step.name === 'prefault' || step.name === 'catch') return false;
  return step.of !== undefined && mayLack(project, step.of, depth + 1);
}

/** `pick({ total: true })`, `omit({ total: true })` */
function kept(whole: Members, mask: ts.Expression | undefined, isPicked: boolean): Members | undefined {
  const object = mask && unwrapped(mask);
  if (!object || !compiler.isObjectLiteralExpression(object)) return undefined;
  const names = new Set(object.properties.map(({ name }) => name && nameText(name)));
  if (names.has(undefined)) return undefined;
  const members = [...whole.members].filter(([name]) => names.has(name) === isPicked);
  return { members: new Map(members), open: whole.open };
}

/** The schema of what a list holds, `z.array(Item)` and `Item.array()`. */
export function schemaOfElement(project: Project, at: Located): Located | undefined {
  const step = stepOf(project, at);
  if (step?.name === 'array') {
    const [first] = step.args;
    return step.of ?? (first && { node: first, program: step.program });
  }
  return step?.of && schemaOfElement(project, step.of);
}
