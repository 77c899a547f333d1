import type ts from 'typescript';
import { type Facts, union, unknown } from '../project/facts.ts';
import type { Located } from '../project/project.ts';

/** A property that an object can have. */
export interface Property {
  /** Where its name is written, or the expression whose type declares it. */
  readonly key: Located<ts.Node>;
  readonly value: Located<ts.Node>;
  readonly facts: Facts;
  readonly optional: boolean;
}

/** What is known of an object's own properties, in the order of the source. */
export interface ObjectFacts {
  readonly properties: ReadonlyMap<string, Property>;
  /** It may have properties beyond those. */
  readonly open: boolean;
  /** Where those would come from. */
  readonly why: string | undefined;
}

/** Nothing. */
export const empty: ObjectFacts = { properties: new Map(), open: false, why: undefined };

export function opened(why: string): ObjectFacts {
  return { properties: new Map(), open: true, why };
}

/** Properties; one that is always undefined is none, and leaves nothing of what it is put over. */
export function some(entries: readonly (readonly [string, Property])[]): ObjectFacts {
  const properties = entries.map(([name, property]) => {
    const { facts } = property;
    return [
      name,
      isNone(property) ? property : { ...property, optional: property.optional || facts.optional },
    ] as const;
  });
  return { properties: new Map(properties), open: false, why: undefined };
}

/** Without the properties that are undefined. */
export function present(facts: ObjectFacts): ObjectFacts {
  const all = [...facts.properties];
  if (!all.some(([, property]) => isNone(property))) return facts;
  return { ...facts, properties: new Map(all.filter(([, property]) => !isNone(property))) };
}

function isNone({ facts }: Property): boolean {
  return facts.types.length === 0;
}

/** One object, then what is put over it. */
export function overlaid(first: ObjectFacts, over: ObjectFacts): ObjectFacts {
  const built = new Building(first);
  built.put(over);
  return built;
}

/** An object that is put together piece by piece, as a literal is: later pieces lie over earlier ones. */
export class Building implements ObjectFacts {
  readonly properties: Map<string, Property>;
  open: boolean;
  why: string | undefined;

  constructor({ properties, open, why }: ObjectFacts = empty) {
    this.properties = new Map(properties);
    this.open = open;
    this.why = why;
  }

  put(over: ObjectFacts): void {
    if (over.open) this.#doubt(over);
    for (const [name, property] of over.properties) {
      const before = this.properties.get(name);
      const under = before?.facts ?? (this.open ? unseen(this) : undefined);
      const facts = under && property.optional ? union([under, property.facts]) : property.facts;
      const optional = property.optional && (before?.optional ?? true);
      const put = { ...property, facts, optional };
      if (before && isNone(before)) this.properties.delete(name);
      // What is put there may be undefined, whatever was there before.
      this.properties.set(name, isNone(put) ? put : { ...put, optional: optional || facts.optional });
    }
    this.open ||= over.open;
    this.why ??= over.why;
  }

  /** What is put over it may have any property, and of any type, besides those that are known of it. */
  #doubt(over: ObjectFacts): void {
    for (const [name, property] of this.properties)
      if (!over.properties.has(name))
        this.properties.set(name, { ...property, facts: union([property.facts, unseen(over)]) });
  }
}

/** What an object that is not known through and through may have under a name. */
function unseen({ why }: ObjectFacts): Facts {
  return unknown(why ?? 'an object that is not known');
}

/** An object that somebody may have added to. */
export function addedTo(facts: ObjectFacts, why: string): ObjectFacts {
  return { ...facts, open: true, why: facts.why ?? why };
}

/** An object of which some property was set to a value, nobody knows which: another one, or one that it had. */
export function setSomewhere(facts: ObjectFacts, value: Facts, why: string): ObjectFacts {
  const properties = [...facts.properties].map(([name, property]): [string, Property] => {
    const optional = property.optional || value.optional;
    return [name, { ...property, facts: union([property.facts, value]), optional }];
  });
  return addedTo({ ...facts, properties: new Map(properties) }, why);
}

/** One of several objects. */
export function either(all: readonly ObjectFacts[]): ObjectFacts {
  const [first, ...others] = all;
  if (first && others.length === 0) return first;
  const properties = new Map<string, Property>();
  // What is undefined in one of them stands where it is something in another.
  for (const none of [false, true])
    for (const each of all)
      for (const [name, property] of each.properties)
        if (isNone(property) === none && !properties.has(name))
          properties.set(name, eitherProperty(all, name));
  const open = all.find((each) => each.open);
  return { properties, open: open !== undefined, why: open?.why };
}

/** A property of one of several objects, of which one has it at least. */
function eitherProperty(all: readonly ObjectFacts[], name: string): Property {
  const found: Property[] = [];
  for (const each of all) {
    const property = each.properties.get(name);
    if (property) found.push(property);
  }
  const first = found[0] as Property;
  const isEverywhere = found.length === all.length;
  // Most properties are the same in all, as what was changed is mostly one.
  if (isEverywhere && found.every((property) => property === first)) return first;
  // One that is not known through and through may have it as well.
  const others = all.filter((each) => each.open && !each.properties.has(name)).map(unseen);
  const facts = union([...found.map((property) => property.facts), ...others]);
  const optional = !isEverywhere || found.some((property) => property.optional);
  const either = { ...first, facts, optional };
  return isNone(either) ? either : { ...either, optional: optional || facts.optional };
}

/** Without a property, or without one of several: each may be left then; of those that nobody knows, all. */
export function withoutNames(facts: ObjectFacts, names: readonly string[] | undefined): ObjectFacts {
  const properties = new Map(facts.properties);
  const [only] = names ?? [];
  if (names?.length === 1 && only !== undefined) properties.delete(only);
  else
    for (const [name, property] of facts.properties)
      if (names?.includes(name) ?? true) properties.set(name, { ...property, optional: true });
  return { ...facts, properties };
}
