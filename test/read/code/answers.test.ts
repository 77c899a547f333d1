import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../src/read/code/programs/program.ts';
import { Answers, Effort, mostSteps } from '../../../src/read/code/project/answers.ts';

const length = 60;
const [program] = parseFile('a.ts', Array.from({ length }, (_, i) => `a${i};`).join('\n')).programs;
const nodes = program?.tree.statements.map((each) => (each as ts.ExpressionStatement).expression) ?? [];

/** Asks expressions how far it is to the last one. Each asks the next one twice, so that without a memory they ask for ever. */
class Chain {
  readonly effort = new Effort();
  readonly #answers = new Answers(this.effort);
  /** How many of them had to find out. */
  finding = 0;

  ask(i: number, depth: number, deepest = 24): number | 'far' {
    const at = { node: nodes[i], program } as Parameters<Answers['nested']>[1];
    return this.#answers.nested('far', at, { depth, deepest }, () => this.#find(i, depth, deepest), 'far');
  }

  #find(i: number, depth: number, deepest: number): number | 'far' {
    this.finding++;
    if (i === length - 1) return 0;
    const [next, again] = [this.ask(i + 1, depth + 1, deepest), this.ask(i + 1, depth + 1, deepest)];
    return next === 'far' || again === 'far' ? 'far' : next + 1;
  }
}

describe('a question', () => {
  it('is asked once', () => {
    const chain = new Chain();
    expect([chain.ask(40, 0), chain.ask(40, 0), chain.ask(45, 3)]).toEqual([19, 19, 14]);
    expect(chain.finding).toBe(20);
  });

  it('that leads too deep is not asked again by those who ask as deep', () => {
    const chain = new Chain();
    expect([chain.ask(0, 0), chain.ask(0, 0)]).toEqual(['far', 'far']);
    expect(chain.finding).toBe(25);
  });

  it('is asked again by those who can find out more', () => {
    const chain = new Chain();
    expect(chain.ask(30, 0)).toBe('far');
    expect([chain.ask(40, 0), chain.ask(50, 20), chain.ask(30, 0)]).toEqual([19, 9, 'far']);
  });

  it('that took all steps is asked again where there are steps', () => {
    const chain = new Chain();
    chain.effort.allow(10);
    expect([chain.ask(40, 0), chain.effort.isExhausted()]).toEqual(['far', true]);
    chain.effort.allow(mostSteps);
    expect(chain.ask(40, 0)).toBe(19);
  });
});
