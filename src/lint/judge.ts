import type { AttributeUse, EventUse } from '../model/event-use.ts';
import type { AttributeDeclaration } from '../model/registry.ts';
import type {
  Concern,
  Context,
  NameRule,
  Problem,
  Rule,
  Shape,
  ShapeRule,
  ValueRule,
} from '../model/rule.ts';
import { joinedText } from './words.ts';

/** What a rule says of a name. */
export type Named = { readonly rule: Rule; readonly problem: Omit<Problem, 'at'> };
/** What a rule says of a shape. */
export type Placed = { readonly rule: ShapeRule; readonly problem: Problem };

/** So much is remembered: what has more names and shapes than that hardly repeats itself. */
const mostRemembered = 8192;
/** Of shapes, those whose keys have so many characters together: some have hundreds of attributes. */
const mostCharacters = 1 << 20;

/** Rules that look at names, shapes and values, with a memory: names and shapes are judged once however often they occur. */
export class Judge {
  /** The rules that judge shapes, by what their findings depend on. */
  readonly shapeRules: Readonly<Record<'each' | 'more' | 'fewer', readonly ShapeRule[]>>;
  readonly #context: Context;
  readonly #rules: JudgedRules;
  readonly #names = {
    'event-name': new Map<string, readonly Named[]>(),
    'attribute-name': new Map<string, readonly Named[]>(),
  };
  readonly #shapes = new Map<string, readonly Placed[]>();
  /** How many characters their keys have. */
  #shapeCharacters = 0;
  readonly #concerns = new Map<AttributeDeclaration | undefined, DeclaredConcern>();
  readonly #quiet = new Set<string>();

  constructor(rules: readonly Rule[], context: Context) {
    this.#context = context;
    this.#rules = judgedRules(rules);
    const { shape } = this.#rules;
    this.shapeRules = {
      each: shape.filter(isAboutEach),
      more: shape.filter(({ dependsOn }) => dependsOn === 'more'),
      fewer: shape.filter(({ dependsOn }) => dependsOn === 'fewer'),
    };
  }

  /** What rules say of an event's or an attribute's name. */
  name(kind: 'event-name' | 'attribute-name', name: string): readonly Named[] {
    return remembered(this.#names[kind], name, () => {
      const found: Named[] = [];
      for (const rule of this.#rules[kind])
        for (const problem of rule.check(name, this.#context)) found.push({ rule, problem });
      return found;
    });
  }

  /** What rules say of a use's shape under one of its names. */
  shape(use: Pick<EventUse, 'attributes' | 'open'>, event: string): readonly Placed[] {
    const key = joinedText(shapeKey(use, event));
    return remembered(this.#shapes, key, () => {
      this.#shapeCharacters += key.length;
      if (this.#shapeCharacters > mostCharacters) {
        this.#shapes.clear();
        this.#shapeCharacters = key.length;
      }
      return [...this.judgeShape(event, use.attributes, use.open, this.#rules.shape)];
    });
  }

  /** What some of the rules say of a shape, without a memory. */
  *judgeShape(
    event: string,
    attributes: readonly AttributeUse[],
    open: boolean,
    rules: readonly ShapeRule[],
  ): Generator<Placed> {
    const shape = this.#shape(event, attributes, open);
    for (const rule of rules) for (const problem of rule.check(shape, this.#context)) yield { rule, problem };
  }

  /** Whether some of the rules find nothing in what an event sends. */
  isCleanShape(event: string, attributes: readonly AttributeUse[], rules: readonly ShapeRule[]): boolean {
    const shape = this.#shape(event, attributes, false);
    for (const rule of rules) for (const _ of rule.check(shape, this.#context)) return false;
    return true;
  }

  /** Whether it is known that rules which judge each attribute find nothing in this one: it says so of all events that are not declared. */
  isQuietAttribute(event: string, attribute: AttributeUse): boolean {
    return !this.#isDeclared(event) && this.#quiet.has(attributeKey(attribute));
  }

  /** Notes that they have found nothing in it. */
  noteQuiet(event: string, attribute: AttributeUse): void {
    if (this.#isDeclared(event)) return;
    if (this.#quiet.size >= mostRemembered) this.#quiet.clear();
    this.#quiet.add(attributeKey(attribute));
  }

  /** What rules say of one value. */
  *value(event: string | undefined, attribute: string, value: unknown): Generator<Named> {
    const declared = this.#declared(event, attribute);
    for (const rule of this.#rules.value)
      for (const problem of rule.check({ event, attribute, value, declared }, this.#context))
        yield { rule, problem };
  }

  /** What rules say of a value of an attribute, of those that can find something in values of it. */
  valueFaults(event: string, attribute: string, value: unknown): readonly Named[] {
    const declared = this.#declared(event, attribute);
    const found: Named[] = [];
    for (const rule of this.#concerned(declared).rules)
      for (const problem of rule.check({ event, attribute, value, declared }, this.#context))
        found.push({ rule, problem });
    return found;
  }

  /** The values of an attribute that rules can find something in. */
  concern(event: string, attribute: string): Concern {
    return this.#concerned(this.#declared(event, attribute)).concern;
  }

  #concerned(declared: AttributeDeclaration | undefined): DeclaredConcern {
    return remembered(this.#concerns, declared, () => {
      const all = this.#rules.value.map((rule) => ({ rule, one: rule.concern(declared, this.#context) }));
      const rules = all.filter(({ one }) => !isNone(one)).map(({ rule }) => rule);
      return { rules, concern: joined(all.map(({ one }) => one)) };
    });
  }

  #shape(event: string, attributes: readonly AttributeUse[], open: boolean): Shape {
    return { event, attributes, open, declared: this.#context.registry.events.get(event) };
  }

  #isDeclared(event: string): boolean {
    return this.#context.registry.events.has(event);
  }

  #declared(event: string | undefined, attribute: string) {
    return event === undefined
      ? undefined
      : this.#context.registry.events.get(event)?.attributes.get(attribute);
  }
}

/** What rules ask of the values of an attribute that is declared so, or of all that are not, and which rules do. */
interface DeclaredConcern {
  readonly rules: readonly ValueRule[];
  readonly concern: Concern;
}

/** What several rules ask of the values of one attribute. */
function joined(all: readonly Concern[]): Concern {
  const patterns = all.map(({ unlike }) => unlike).filter((unlike) => unlike !== undefined);
  return {
    bytesOver: least(all.map(({ bytesOver }) => bytesOver)),
    below: greatest(all.map(({ below }) => below)),
    above: least(all.map(({ above }) => above)),
    unlike: patterns[0],
    // Two patterns are asked about one by one.
    any: all.some(({ any }) => any) || patterns.length > 1,
  };
}

/** Whether a rule can find something in no value. */
function isNone({ bytesOver, below, above, unlike, any }: Concern): boolean {
  return [bytesOver, below, above, unlike].every((bound) => bound === undefined) && any !== true;
}

function remembered<Key, Value>(memory: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(key, made);
  return made;
}

function least(numbers: readonly (number | undefined)[]): number | undefined {
  const given = numbers.filter((each) => each !== undefined);
  return given.length > 0 ? Math.min(...given) : undefined;
}

function greatest(numbers: readonly (number | undefined)[]): number | undefined {
  const given = numbers.filter((each) => each !== undefined);
  return given.length > 0 ? Math.max(...given) : undefined;
}

function isAboutEach({ dependsOn }: ShapeRule): boolean {
  return dependsOn === 'each' || dependsOn === 'each-among-all';
}

/** What is judged of an attribute by itself. */
function attributeKey({ name, types }: AttributeUse): string {
  return `${types.join('|')} ${name}`;
}

/** Two uses with the same key look the same to every shape rule. */
function shapeKey(use: Pick<EventUse, 'attributes' | 'open'>, event: string): string {
  let key = `${use.open ? 1 : 0}\u0000${event}`;
  for (const { name, types, optional } of use.attributes)
    key += `\u0000${name}\u0001${types.length === 1 ? types[0] : types.join('|')}${optional ? '?' : ''}`;
  return key;
}

interface JudgedRules {
  readonly 'event-name': readonly NameRule[];
  readonly 'attribute-name': readonly NameRule[];
  readonly shape: readonly ShapeRule[];
  readonly value: readonly ValueRule[];
}

function judgedRules(rules: readonly Rule[]): JudgedRules {
  const names = rules.filter(
    (rule): rule is NameRule => rule.on === 'event-name' || rule.on === 'attribute-name',
  );
  return {
    'event-name': names.filter((rule) => rule.on === 'event-name'),
    'attribute-name': names.filter((rule) => rule.on === 'attribute-name'),
    shape: rules.filter((rule) => rule.on === 'shape'),
    value: rules.filter((rule) => rule.on === 'value'),
  };
}
