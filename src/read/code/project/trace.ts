import type ts from 'typescript';
import type { Step } from '../../../model/explanation.ts';
import type { Place } from '../../../model/text.ts';
import { placeOf } from '../programs/program.ts';
import type { Facts } from './facts.ts';
import type { Located } from './project.ts';

/** Writes down which expressions are evaluated, each below the one for whose sake it is. */
export class Trace {
  readonly steps: Step[] = [];
  #current = this.steps;

  /** Runs an evaluation and writes down what it finds. */
  follow(at: Located<ts.Node>, ask: () => Facts): Facts {
    const outer = this.#current;
    const steps: Step[] = [];
    this.#current = steps;
    try {
      const facts = ask();
      const place = placeOf(at.program, at.node);
      const [only, ...others] = steps;
      // Brackets that a template's code has around a value say nothing of their own.
      if (only && others.length === 0 && isSame(only.place, place)) outer.push(only);
      else outer.push({ place, outcome: outcomeOf(facts), steps });
      return facts;
    } finally {
      this.#current = outer;
    }
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.source === b.source && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** What is known of an expression, in words. */
export function outcomeOf({ types, values, complete, optional, why }: Facts): string {
  const shown = values.slice(0, 8).map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  const more = values.length > 8 ? [`${values.length - 8} more`] : [];
  const known = complete ? [...shown, ...more] : [...types];
  const all = [...known, ...(optional ? ['undefined'] : [])].join(' or ') || 'undefined';
  return complete || why === undefined ? all : `${all} (${why})`;
}
