import type ts from 'typescript';
import type { ArgumentUse, AttributeUse, EventUse, Locate, Target } from '../../model/event-use.ts';
import type { Api, ArgumentPath, CallShape, Pack } from '../../model/pack.ts';
import type { Place } from '../../model/text.ts';
import { type ObjectFacts, objectFacts } from './attributes.ts';
import type { Argument, MatchedCall } from './calls.ts';
import { compiler } from './compiler.ts';
import { evaluate } from './evaluate.ts';
import { allValues, type Facts } from './facts.ts';
import type { SentEntry } from './http.ts';
import { type Program, placeOf } from './program.ts';
import type { Located, Project } from './project.ts';

type ArgumentName = 'event' | 'attributes' | 'ltv' | 'scope';

/** What a call site consists of, however it sends its event. */
interface Site {
  readonly node: ts.CallExpression;
  readonly program: Program;
  readonly sink: string;
  readonly shape?: CallShape;
  readonly api?: Api;
  readonly given: Readonly<Record<ArgumentName, Argument>>;
  /** Properties of the attributes object that are no attributes: the object holds the event as well. */
  readonly notAttributes: readonly string[];
  /** Why a hidden part is not known. */
  readonly hiddenBy: string;
  /** What orders it among the sites of its file. */
  readonly first: ts.Node;
}

/** The event use of a call that a shape describes. */
export function useOfCall(project: Project, { shape, node, program, sink, argument }: MatchedCall): EventUse {
  const given = {
    event: argument(shape.event),
    attributes: argument(shape.attributes),
    ltv: argument(shape.ltv),
    scope: argument(shape.scope),
  };
  const notAttributes = [shape.event, shape.ltv, shape.scope].flatMap((path) =>
    propertiesBelow(shape.attributes, path),
  );
  return useOf(project, {
    node,
    program,
    sink,
    shape,
    given,
    notAttributes,
    hiddenBy: 'spread arguments',
    first: node,
  });
}

/** `event: "0.name", attributes: "0"`: `name` is no attribute. */
function propertiesBelow(object: ArgumentPath, path: ArgumentPath | undefined): string[] {
  const objects = [object].flat();
  return [path ?? []].flat().flatMap((each) => {
    const dot = each.lastIndexOf('.');
    return dot > 0 && objects.includes(each.slice(0, dot)) ? [each.slice(dot + 1)] : [];
  });
}

/** The event use of an entry that an HTTP call sends. */
export function useOfEntry(
  project: Project,
  sent: SentEntry,
  { event, attributes }: Pack['payload'],
): EventUse {
  const { node, program, sink, api, entry, part: inBody } = sent;
  const facts = entry && objectFacts(project, entry);
  const part = (name: string): Argument => {
    const found = facts?.properties.get(name);
    if (!found) return facts && !facts.open ? 'absent' : 'hidden';
    // A property that only a type declares has no expression of its own.
    const isDeclared = found.value.node === found.key.node && !isShorthand(found.value.node);
    return isDeclared ? 'hidden' : (found.value as Located);
  };
  const given = { event: part(event), attributes: part(attributes), ltv: 'absent', scope: 'absent' } as const;
  const hiddenBy = sent.why ?? facts?.why ?? 'the type of the request body';
  const first = inBody?.program === program ? inBody.node : node;
  return useOf(project, { node, program, sink, api, given, notAttributes: [], hiddenBy, first });
}

function isShorthand(node: ts.Node): boolean {
  return compiler.isShorthandPropertyAssignment(node.parent);
}

function useOf(project: Project, site: Site): EventUse {
  const { program, sink, shape, api, given, hiddenBy } = site;
  const event = factsOf(project, given.event);
  const object = attributesOf(project, site);
  const names = (event?.values ?? []).filter((value): value is string => typeof value === 'string');
  const dynamic = given.event === 'hidden' || (event !== undefined && !event.complete);
  const { file } = program.source;
  return {
    source: 'code',
    names,
    dynamic,
    attributes: [...object.properties].map(([name, { facts, optional }]) =>
      attributeUse(name, facts, optional),
    ),
    open: object.open,
    order: { time: undefined, file, index: site.first.getStart(program.tree) + program.offset },
    locate: locator(site, object),
    api,
    call: {
      sink,
      shape,
      via: [],
      given: argumentUses(project, given),
      unknownName: dynamic ? (given.event === 'hidden' ? `behind ${hiddenBy}` : event?.why) : undefined,
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
  const facts = evaluate(project, argument);
  return facts.types.length === 0 ? undefined : facts;
}

function attributesOf(project: Project, { given, notAttributes, hiddenBy }: Site): ObjectFacts {
  const { attributes } = given;
  if (attributes === 'absent') return { properties: new Map(), open: false, why: undefined };
  if (attributes === 'hidden') return { properties: new Map(), open: true, why: hiddenBy };
  const facts = objectFacts(project, attributes);
  const properties = new Map([...facts.properties].filter(([name]) => !notAttributes.includes(name)));
  return { ...facts, properties };
}

function argumentUses(project: Project, given: Site['given']): Partial<Record<ArgumentName, ArgumentUse>> {
  const uses: Partial<Record<ArgumentName, ArgumentUse>> = {};
  for (const name of ['event', 'attributes', 'ltv', 'scope'] as const) {
    const facts = factsOf(project, given[name]);
    if (facts) uses[name] = { types: facts.types, values: allValues(facts) };
    else if (given[name] === 'hidden') uses[name] = { types: ['unknown'] };
  }
  return uses;
}

function locator({ node, program, given }: Site, { properties }: ObjectFacts): Locate {
  const whole = () => placeOf(program, node.expression);
  const argument = (name: ArgumentName): Place => {
    const at = given[name];
    return at === 'absent' || at === 'hidden' ? whole() : placeOf(at.program, at.node);
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
        const { node: at, program: home } = target.part === 'attribute' ? property.key : property.value;
        return placeOf(home, at);
      }
      default:
        return whole();
    }
  };
}
