import type ts from 'typescript';
import type { Step } from '../../model/explanation.ts';
import type { Facts } from './facts.ts';
import { placeOf } from './program.ts';
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
      outer.push({ place: placeOf(at.program, at.node), outcome: outcomeOf(facts), steps });
      return facts;
    } finally {
      this.#current = outer;
    }
  }
}

/** What is known of an expression, in words. */
export function outcomeOf({ types, values, complete, optional, why }: Facts): string {
  const shown = values.slice(0, 8).map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  const more = values.length > 8 ? [`${values.length - 8} more`] : [];
  const known = complete ? [...shown, ...more] : [...types];
  const all = [...known, ...(optional ? ['undefined'] : [])].join(' or ') || 'undefined';
  return complete || why === undefined ? all : `${all} (${why})`;
}
