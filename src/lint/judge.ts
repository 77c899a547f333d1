import type { AttributeUse, EventUse } from '../model/event-use.ts';
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

/** What a rule says of a name. */
export type Named = { readonly rule: Rule; readonly problem: Omit<Problem, 'at'> };
/** What a rule says of a shape. */
export type Placed = { readonly rule: ShapeRule; readonly problem: Problem };

/** So much is remembered: what has more names and shapes than that hardly repeats itself. */
const mostRemembered = 8192;

/** Rules that look at names, shapes and values, with a memory: names and shapes are judged once however often they occur. */
export class Judge {
  readonly #context: Context;
  readonly #rules: JudgedRules;
  readonly #names = {
    'event-name': new Map<string, readonly Named[]>(),
    'attribute-name': new Map<string, readonly Named[]>(),
  };
  readonly #shapes = new Map<string, readonly Placed[]>();

  constructor(rules: readonly Rule[], context: Context) {
    this.#context = context;
    this.#rules = judgedRules(rules);
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
    return remembered(this.#shapes, shapeKey(use, event), () => [
      ...this.judgeShape(event, use.attributes, use.open, () => true),
    ]);
  }

  /** What some of the rules say of a shape, without a memory. */
  *judgeShape(
    event: string,
    attributes: readonly AttributeUse[],
    open: boolean,
    asks: (rule: ShapeRule) => boolean,
  ): Generator<Placed> {
    const declared = this.#context.registry.events.get(event);
    const shape: Shape = { event, attributes, open, declared };
    for (const rule of this.#rules.shape)
      if (asks(rule)) for (const problem of rule.check(shape, this.#context)) yield { rule, problem };
  }

  /** What rules say of one value. */
  *value(event: string | undefined, attribute: string, value: unknown): Generator<Named> {
    const declared = this.#declared(event, attribute);
    for (const rule of this.#rules.value)
      for (const problem of rule.check({ event, attribute, value, declared }, this.#context))
        yield { rule, problem };
  }

  /** Tells what rules say of values of one attribute. */
  valueCheck(event: string, attribute: string): (value: unknown) => readonly Named[] {
    const declared = this.#declared(event, attribute);
    const rules = this.#rules.value.filter((rule) => !isNone(rule.concern(declared, this.#context)));
    return (value) => {
      const found: Named[] = [];
      for (const rule of rules)
        for (const problem of rule.check({ event, attribute, value, declared }, this.#context))
          found.push({ rule, problem });
      return found;
    };
  }

  /** The values of an attribute that rules can find something in. */
  concern(event: string, attribute: string): Concern {
    const declared = this.#declared(event, attribute);
    const all = this.#rules.value.map((rule) => rule.concern(declared, this.#context));
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

  #declared(event: string | undefined, attribute: string) {
    return event === undefined
      ? undefined
      : this.#context.registry.events.get(event)?.attributes.get(attribute);
  }
}

/** Whether a rule can find something in no value. */
function isNone({ bytesOver, below, above, unlike, any }: Concern): boolean {
  return [bytesOver, below, above, unlike].every((bound) => bound === undefined) && any !== true;
}

function remembered<Value>(memory: Map<string, Value>, key: string, make: () => Value): Value {
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
