import type ts from 'typescript';
import type { Api, Pack } from '../../../model/pack.ts';
import { referenceOf } from '../functions/reference.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from '../values/evaluate.ts';
import { propertyOf } from '../values/objects.ts';
import { returnedBy } from '../values/results.ts';

/** An event in the body of an HTTP call. */
export interface SentEntry {
  readonly api: Api;
  /** The object that is the entry; undefined where the body is not known. */
  readonly entry: Located | undefined;
  /** Why the entry is not known. */
  readonly why: string | undefined;
  /** What stands for the entry in the body; undefined where there is no body to see. */
  readonly part: Located | undefined;
  readonly node: ts.CallExpression;
  readonly program: Program;
  readonly sink: string;
}

/** Functions and methods that send HTTP requests: the platform's own, axios, got, ky and those that follow them. */
export const httpCallees: ReadonlySet<string> = new Set(
  'fetch $fetch ofetch axios got ky post put patch request sendBeacon write end'.split(' '),
);

/** Methods that write the body of a request of Node's own `https`. */
const streamCallees: ReadonlySet<string> = new Set(['write', 'end']);

/** Under these names a request's options hold its body, its address and the address that a client is made for. */
const bodyKeys = ['body', 'json', 'data'];
const addressKeys = ['url', 'uri', 'href'];
const baseKeys = ['baseURL', 'baseUrl', 'prefixUrl', 'base'];

/** The events that a call sends to one of the APIs; none for other calls. */
export function sentEntries(
  project: Project,
  node: ts.CallExpression,
  program: Program,
  { apis, payload }: Pick<Pack, 'apis' | 'payload'>,
): SentEntry[] {
  const callee = unwrapped(node.expression);
  const name = compiler.isPropertyAccessExpression(callee)
    ? callee.name.text
    : compiler.isIdentifier(callee)
      ? callee.text
      : '';
  if (!httpCallees.has(name) || !node.arguments[0] || !project.mentionsApi()) return [];
  const sink = callee.getText().replaceAll('?.', '.').replace(/\s+/g, '');
  // The body of a request of Node's own is written to it later.
  if (isNodeRequest(project, node, program)) return [];
  const isStream = streamCallees.has(name);
  const address = isStream
    ? requestAddress(project, callee, program)
    : addressOf(project, callee, { node: node.arguments[0], program });
  // What is written to something else than a request of Node's is no request's body.
  if (isStream && address === undefined) return [];
  const at = { node, program, sink };
  const root = rootOf(project, node, program, payload.root);
  if (address !== undefined) {
    const api = apis.find(({ urls }) => urls.some((url) => sameAddress(url, address)));
    if (!api?.carries_event) return [];
    if (!root)
      return [
        {
          ...at,
          api,
          entry: undefined,
          part: undefined,
          why: 'a request body that is put together elsewhere',
        },
      ];
    return entriesOf(project, root).map((entry) => ({ ...at, api, ...entry }));
  }
  if (!root) return [];
  // An address that is configured elsewhere: the body alone tells the vendor's calls from others.
  const found = entriesOf(project, root).filter(
    ({ entry }) => entry && propertyOf(project, entry, payload.event),
  );
  const kind = found.length > 0 && isArray(root.node) ? 'array' : 'object';
  const api = apis.find((each) => each.carries_event && each.match.root === kind);
  return api ? found.map((entry) => ({ ...at, api, ...entry })) : [];
}

/** The address that a call sends to, with the base of the client that it is a method of. */
function addressOf(project: Project, callee: ts.Expression, first: Located): string | undefined {
  const inOptions = addressKeys
    .map((key) => propertyOf(project, first, key))
    .find((each) => each !== undefined);
  const target = inOptions ?? first;
  const node = unwrapped(target.node);
  const written =
    compiler.isNewExpression(node) && node.arguments?.[0] ? { ...target, node: node.arguments[0] } : target;
  const { values, complete } = evaluate(project, written);
  const [address] = values;
  if (!complete || values.length !== 1 || typeof address !== 'string') return undefined;
  if (/^https?:/i.test(address) || !compiler.isPropertyAccessExpression(callee)) return address;
  const base = baseOf(project, { node: callee.expression, program: first.program });
  return base === undefined ? address : `${base.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}`;
}

/** `https.request(…)` of Node's own module. */
function isNodeRequest(project: Project, { expression }: ts.CallExpression, program: Program): boolean {
  const reference = referenceOf(project, { node: expression, program });
  return /^(node:)?https?$/.test(reference?.module ?? '') && reference?.path.at(-1) === 'request';
}

/** The address of `const request = https.request({ hostname, path })`, which the body is written to. */
function requestAddress(project: Project, callee: ts.Expression, program: Program): string | undefined {
  const object = compiler.isPropertyAccessExpression(callee) ? unwrapped(callee.expression) : undefined;
  const made = object && followed(project, { node: object, program });
  if (!made || !compiler.isCallExpression(made.node)) return undefined;
  const reference = referenceOf(project, { node: made.node.expression, program: made.program });
  if (!/^(node:)?https?$/.test(reference?.module ?? '') || reference?.path.at(-1) !== 'request')
    return undefined;
  const [target, ...others] = made.node.arguments.map((each) => ({ node: each, program: made.program }));
  const text = (at: Located | undefined) => {
    const value = at && evaluate(project, at).values[0];
    return typeof value === 'string' ? value : undefined;
  };
  const written = target && text(target);
  if (written !== undefined) return written;
  const option = (...keys: string[]) =>
    [target, ...others]
      .flatMap((at) => keys.map((key) => at && text(propertyOf(project, at, key))))
      .find(Boolean);
  const host = option('hostname', 'host');
  return host === undefined ? undefined : `https://${host}${option('path') ?? '/'}`;
}

/** `const client = axios.create({ baseURL })`. */
function baseOf(project: Project, { node, program }: Located): string | undefined {
  const name = unwrapped(node);
  const found = compiler.isIdentifier(name) ? bindingOf(project, program, name) : undefined;
  const made =
    found?.binding.kind === 'variable'
      ? found.binding.declaration.initializer
      : found?.binding.kind === 'expression'
        ? found.binding.node
        : undefined;
  const call = made && unwrapped(made);
  if (!found || !call || !compiler.isCallExpression(call) || !call.arguments[0]) return undefined;
  const options = { node: call.arguments[0], program: found.program };
  const base = baseKeys.map((key) => propertyOf(project, options, key)).find((each) => each !== undefined);
  const value = base && evaluate(project, base).values[0];
  return typeof value === 'string' ? value : undefined;
}

function sameAddress(url: string, address: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .toLowerCase();
  return plain(url) === plain(address);
}

/** What stands under the body's root key, whichever argument holds the body. */
function rootOf(
  project: Project,
  node: ts.CallExpression,
  program: Program,
  root: string,
): Located | undefined {
  for (const argument of node.arguments.slice(0, 2)) {
    const body = bodyOf(project, { node: argument, program });
    const direct = propertyOf(project, body, root);
    if (direct) return followed(project, direct);
    for (const key of bodyKeys) {
      const value = propertyOf(project, body, key);
      const inner = value && propertyOf(project, bodyOf(project, value), root);
      if (inner) return followed(project, inner);
    }
  }
  return undefined;
}

/** `JSON.stringify(body)` is the body; so is a constant that holds it. */
function bodyOf(project: Project, at: Located): Located {
  const { node, program } = followed(project, at);
  const call = unwrapped(node);
  const [first] = compiler.isCallExpression(call) ? call.arguments : [];
  return compiler.isCallExpression(call) && call.expression.getText() === 'JSON.stringify' && first
    ? bodyOf(project, { node: first, program })
    : { node, program };
}

/** The expression behind a constant; the name itself where it is an object that may be changed before it is used. */
function followed(project: Project, at: Located, depth = 0): Located {
  const node = unwrapped(at.node);
  if (!compiler.isIdentifier(node) || depth > 8) return { ...at, node };
  const found = bindingOf(project, at.program, node);
  if (found?.binding.kind !== 'variable' || found.assigned.length > 0) return { ...at, node };
  const { declaration, path } = found.binding;
  const { initializer } = declaration;
  if (!initializer || path?.length !== 0 || compiler.isObjectLiteralExpression(unwrapped(initializer)))
    return { ...at, node };
  return followed(project, { node: initializer, program: found.program }, depth + 1);
}

type Entry = Pick<SentEntry, 'entry' | 'why' | 'part'>;

function known(entry: Located): Entry {
  return { entry, part: entry, why: undefined };
}

function hidden(part: Located, why: string): Entry {
  return { entry: undefined, part, why };
}

/** The entries of what stands under the root key: one object, or an array of them. */
function entriesOf(project: Project, root: Located): Entry[] {
  const { node, program } = root;
  if (compiler.isArrayLiteralExpression(node))
    return node.elements.map((element) => {
      const part = { node: element, program };
      return compiler.isSpreadElement(element) ? hidden(part, 'a spread') : known(part);
    });
  if (compiler.isCallExpression(node) && isArray(node)) {
    const [each] = node.arguments;
    const isFunction = each && (compiler.isArrowFunction(each) || compiler.isFunctionExpression(each));
    const results = isFunction ? returnedBy(each) : undefined;
    if (results) return results.map((result) => known({ node: result, program }));
    return [hidden(root, `the result of \`${node.expression.getText()}()\``)];
  }
  const { types } = evaluate(project, root);
  return [types.includes('object') ? known(root) : hidden(root, `\`${node.getText().slice(0, 40)}\``)];
}

function isArray(node: ts.Expression): boolean {
  if (compiler.isArrayLiteralExpression(node)) return true;
  return (
    compiler.isCallExpression(node) &&
    compiler.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'map'
  );
}
