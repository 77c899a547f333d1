import type ts from 'typescript';
import type { ArgumentUse, AttributeUse, EventUse, Locate, Target, ViaStep } from '../../model/event-use.ts';
import type { Api, ArgumentPath, CallShape, Pack } from '../../model/pack.ts';
import type { Place } from '../../model/text.ts';
import { isOwn } from './calls/callee.ts';
import type { Argument, MatchedCall } from './calls/calls.ts';
import type { SentEntry } from './calls/http.ts';
import type { Sending } from './calls/sent-parts.ts';
import { argumentOf } from './functions/frames.ts';
import { compiler } from './programs/compiler.ts';
import { isElement, type Program, placeOf } from './programs/program.ts';
import type { CallNode } from './programs/scope.ts';
import { bindingOf } from './project/binding.ts';
import { allValues, type Facts, union } from './project/facts.ts';
import type { Located, Project } from './project/project.ts';
import { checkedFacts } from './types/checked.ts';
import { factsOfType } from './types/types.ts';
import { objectFacts } from './values/attributes.ts';
import { either, type ObjectFacts, present } from './values/building.ts';
import { typedObject } from './values/declared-objects.ts';
import { deferredObject } from './values/deferred.ts';
import { listOf } from './values/elements.ts';
import { evaluate } from './values/evaluate.ts';
import { propertyOf } from './values/objects.ts';

type ArgumentName = 'event' | 'attributes' | 'ltv' | 'scope';

/** What a call site consists of, however it sends its event. */
export interface Site {
  /** The call or element that a developer wrote; what is sent may stand in a wrapper. */
  readonly node: CallNode;
  readonly program: Program;
  readonly sink: string;
  readonly shape?: CallShape;
  readonly api?: Api;
  readonly via: readonly ViaStep[];
  readonly given: Readonly<Record<ArgumentName, Argument>>;
  /** The types that are declared of what is hidden. */
  readonly declared?: Partial<Record<ArgumentName, Located<ts.TypeNode> | undefined>>;
  /** Properties of the attributes object that are no attributes: the object holds the event as well. */
  readonly notAttributes: readonly string[];
  /** Why a hidden part is not known. */
  readonly hiddenBy: string;
  /** What orders it among the sites of its file. */
  readonly first: ts.Node;
}

/** The event use of one event that a call sends. */
export function useOf(
  project: Project,
  outer: { readonly node: CallNode; readonly program: Program },
  sending: Sending,
  payload: Pack['payload'],
): EventUse {
  return useOfSite(project, siteOf(project, outer, sending, payload));
}

/** What a call site consists of. */
export function siteOf(
  project: Project,
  outer: { readonly node: CallNode; readonly program: Program },
  { sent, via }: Sending,
  payload: Pack['payload'],
): Site {
  const parts = 'call' in sent ? partsOfCall(sent.call) : partsOfEntry(project, sent.entry, payload);
  const first =
    parts.part && parts.part.program.tree === outer.program.tree && via.length === 0
      ? parts.part.node
      : outer.node;
  return { ...outer, via, first, ...parts };
}

type Parts = Pick<Site, 'sink' | 'given' | 'declared' | 'notAttributes' | 'hiddenBy'> & {
  readonly shape?: CallShape;
  readonly api?: Api;
  readonly part?: Located | undefined;
};

function partsOfCall({ shape, sink, argument, declared: typeAt, hiddenBy }: MatchedCall): Parts {
  const given = {
    event: argument(shape.event),
    attributes: argument(shape.attributes),
    ltv: argument(shape.ltv),
    scope: argument(shape.scope),
  };
  const notAttributes = [shape.event, shape.ltv, shape.scope].flatMap((path) =>
    propertiesBelow(shape.attributes, path),
  );
  const declared = {
    event: given.event === 'hidden' ? typeAt(shape.event) : undefined,
    attributes: given.attributes === 'hidden' ? typeAt(shape.attributes) : undefined,
  };
  return { sink, shape, given, declared, notAttributes, hiddenBy };
}

/** `event: "0.name", attributes: "0"`: `name` is no attribute. */
function propertiesBelow(object: ArgumentPath | undefined, path: ArgumentPath | undefined): string[] {
  const objects = [object ?? []].flat();
  return [path ?? []].flat().flatMap((each) => {
    const dot = each.lastIndexOf('.');
    return dot > 0 && objects.includes(each.slice(0, dot)) ? [each.slice(dot + 1)] : [];
  });
}

function partsOfEntry(project: Project, sent: SentEntry, { event, attributes }: Pack['payload']): Parts {
  const { sink, api, entry } = sent;
  const facts = entry && present(objectFacts(project, entry));
  const part = (name: string): Argument => {
    const found = facts?.properties.get(name);
    if (!found) return facts && !facts.open ? 'absent' : 'hidden';
    // A property that only a type declares has no expression of its own.
    const isDeclared = found.value.node === found.key.node && !isShorthand(found.value.node);
    return isDeclared ? 'hidden' : (found.value as Located);
  };
  const given = { event: part(event), attributes: part(attributes), ltv: 'absent', scope: 'absent' } as const;
  const hiddenBy = sent.why ?? facts?.why ?? 'the type of the request body';
  return { sink, api, given, notAttributes: [], hiddenBy, part: sent.part };
}

function isShorthand(node: ts.Node): boolean {
  return compiler.isShorthandPropertyAssignment(node.parent);
}

function useOfSite(project: Project, site: Site): EventUse {
  const { program, sink, shape, api, given, hiddenBy, via } = site;
  project.begin();
  const event = site.declared?.event
    ? factsOfType(project, site.declared.event)
    : factsOf(project, given.event);
  project.begin();
  const object = attributesOf(project, site);
  const names = (event?.values ?? []).filter((value): value is string => typeof value === 'string');
  const dynamic = event ? !event.complete : given.event === 'hidden';
  const { file } = program.source;
  return {
    source: 'code',
    names,
    dynamic,
    attributes: [...object.properties].map(([name, { facts, optional }]) =>
      attributeUse(name, facts, optional),
    ),
    open: object.open,
    order: {
      time: undefined,
      file,
      part: 0,
      line: 1,
      index: placeOf(program, site.first).span.start,
    },
    locate: locator(project, site, object),
    api,
    call: {
      sink,
      shape,
      via,
      given: argumentUses(project, site),
      unknownName: dynamic ? (event?.why ?? `behind ${hiddenBy}`) : undefined,
      unknownAttributes: object.open ? object.why : undefined,
    },
  };
  function attributeUse(name: string, facts: Facts, optional: boolean): AttributeUse {
    return { name, types: facts.types, optional, values: allValues(facts) };
  }
}

/** The facts of an argument that was given; undefined counts as not given. */
function factsOf(project: Project, argument: Argument): Facts | undefined {
  if (argument === 'absent' || argument === 'hidden') return undefined;
  const all = [argument, ...(argument.others ?? [])];
  const facts = union(
    all.map((each) => {
      const found = evaluate(project, each);
      const checked = found.complete ? undefined : checkedFacts(project, each);
      return checked?.complete ? checked : found;
    }),
  );
  if (facts.types.length === 0) return undefined;
  return argument.replaceable ? { ...facts, complete: false, why: 'what is spread over it' } : facts;
}

/** What is known of the attributes that a site sends. */
export function attributesOf(project: Project, site: Site): ObjectFacts {
  const { given, notAttributes, hiddenBy, shape, node, program, declared } = site;
  const { attributes } = given;
  if (attributes === 'absent') return { properties: new Map(), open: false, why: undefined };
  if (attributes === 'hidden' && declared?.attributes)
    return typedObject(project, { node: node as ts.Node as ts.Expression, program }, declared.attributes);
  if (attributes === 'hidden') return { properties: new Map(), open: true, why: hiddenBy };
  const facts = present(
    either(
      [attributes, ...(attributes.others ?? [])].map(
        (each) => (isOwn(shape) && deferredObject(project, each)) || objectFacts(project, each),
      ),
    ),
  );
  const properties = new Map([...facts.properties].filter(([name]) => !notAttributes.includes(name)));
  return { ...facts, properties };
}

function argumentUses(project: Project, { given, shape }: Site): Partial<Record<ArgumentName, ArgumentUse>> {
  const uses: Partial<Record<ArgumentName, ArgumentUse>> = {};
  for (const name of ['event', 'attributes', 'ltv', 'scope'] as const) {
    const facts = factsOf(project, given[name]);
    const isMade = name === 'attributes' && isOwn(shape) && facts?.types.includes('function');
    if (facts && !isMade) uses[name] = { types: facts.types, values: allValues(facts) };
    else if (given[name] === 'hidden') uses[name] = { types: ['unknown'] };
  }
  return uses;
}

function locator(project: Project, site: Site, { properties }: ObjectFacts): Locate {
  const { node, program, given } = site;
  const whole = (): Place => {
    const callee = compiler.isCallExpression(node) ? node.expression : node.tagName;
    if (!isElement(node, program)) return placeOf(program, callee);
    const { event } = given;
    const written = typeof event === 'object' ? originOf(project, event, site) : undefined;
    const prop = written && propAround(written.node, node);
    return placeOf(program, prop ?? callee);
  };
  const argument = (name: ArgumentName): Place => {
    const at = given[name];
    const written = typeof at === 'object' ? originOf(project, at, site) : undefined;
    return written ? placeOf(written.program, written.node) : whole();
  };
  return (target: Target) => {
    switch (target.part) {
      case 'event':
        return argument('event');
      case 'attributes':
        return argument('attributes');
      case 'argument':
        return argument(target.name);
      case 'attribute':
      case 'value': {
        const property = properties.get(target.name);
        if (!property) return argument('attributes');
        const at = target.part === 'attribute' ? property.key : behindParameter(project, property.value);
        return placeOf(at.program, at.node);
      }
      default:
        return whole();
    }
  };
}

/** Where a developer wrote what a wrapper sends: the caller's argument, or the one that it is made of. */
function originOf(project: Project, at: Located, site: Site): Located | undefined {
  const written = behindParameter(project, at) as Located;
  if (site.via.length === 0 || isInside(written.node, site.node)) return written;
  let found: Located | undefined;
  const visit = (node: ts.Node, home: Program, depth: number): void => {
    if (found || (compiler.isPropertyAssignment(node.parent) && node.parent.name === node)) return;
    const behind = partBehind(project, { node, program: home });
    if (behind && isInside(behind.node, site.node)) found = behind as Located;
    else if (behind && depth < deepestOrigin) visit(behind.node, behind.program, depth + 1);
    else if (!compiler.isIdentifier(node)) compiler.forEachChild(node, (child) => visit(child, home, depth));
  };
  visit(written.node, written.program, 0);
  return found;
}

/** Wrappers hand on what they make of what they are given; so many are looked through for where that was written. */
const deepestOrigin = 12;

/** What a name, or a property of one, stands for in the call that is followed. */
function partBehind(project: Project, at: Located<ts.Node>): Located<ts.Node> | undefined {
  const { node, program } = at;
  if (compiler.isPropertyAccessExpression(node))
    return propertyOf(project, { node: node.expression, program }, node.name.text);
  if (!compiler.isIdentifier(node)) return undefined;
  const behind = behindName(project, { node, program });
  return behind.node === node ? undefined : behind;
}

/** What a name stands for in the call that is followed: a parameter, a constant that is taken out of one, a part of a list. */
function behindName(project: Project, at: Located<ts.Identifier>): Located<ts.Node> {
  const found = at.program.frame && bindingOf(project, at.program, at.node);
  const declared = found && 'declaration' in found.binding ? found.binding.declaration : undefined;
  const isOne = declared && (compiler.isVariableDeclaration(declared) || compiler.isParameter(declared));
  const list = isOne ? listOf(declared) : undefined;
  if (list && found) return { node: list, program: found.program };
  if (found?.binding.kind !== 'variable' || found.assigned.length > 0) return behindParameter(project, at);
  const { declaration, path } = found.binding;
  if (!declaration.initializer || !path) return at;
  let value: Located | undefined = { node: declaration.initializer, program: found.program };
  for (const step of path) value = value && propertyOf(project, value, step);
  return value ? behindParameter(project, value) : at;
}

/** What a parameter stands for in the call that is followed; anything else as it is. */
function behindParameter(project: Project, at: Located<ts.Node>): Located<ts.Node> {
  const { node, program } = at;
  if (!program.frame || !compiler.isIdentifier(node)) return at;
  const found = bindingOf(project, program, node);
  const argument = found && argumentOf(project, found);
  return typeof argument === 'object' ? behindParameter(project, argument) : at;
}

/** The prop of an element in which a node stands. */
function propAround(node: ts.Node, element: CallNode): ts.Node | undefined {
  let prop: ts.Node | undefined;
  for (let at = node; at && at !== element; at = at.parent)
    if (compiler.isJsxAttribute(at) || compiler.isPropertyAssignment(at)) prop = at;
    else if (compiler.isShorthandPropertyAssignment(at)) prop = at;
  return prop;
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at = node; at; at = at.parent) if (at === outer) return true;
  return false;
}
