import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { readState } from '../../src/commands/registry-state.ts';
import { breaks, categories, pathOf, type RegistryDiff } from '../../src/model/change.ts';
import { changeText } from '../../src/model/change-text.ts';
import { seenIn } from '../../src/model/evidence.ts';
import { position } from '../../src/model/text.ts';
import { workTree } from '../../src/tree.ts';
import { diffStates } from '../support/diff-example.ts';
import { usesIn } from '../support/lint-example.ts';

const catalogue = resolve(import.meta.dirname, 'catalogue');
const cases = readdirSync(catalogue).sort();

/**
 * Every folder of `catalogue/` is one change: a registry before and after, some with a lock, and with code that goes on sending
 * what was there. `expected.txt` says what each category makes of it: read it when it changes.
 */
describe('the catalogue of changes', () => {
  it.each(cases)('%s', async (name) => {
    await expect(textOf(diffOf(name))).toMatchFileSnapshot(join(catalogue, name, 'expected.txt'));
  });

  it('shows every rule on changes', () => {
    const shown = new Set(cases.flatMap((name) => diffOf(name).changes.map(({ ruleId }) => ruleId)));
    const missing = rules.filter(({ on, id }) => on === 'change' && !shown.has(id)).map(({ id }) => id);
    expect(missing).toEqual([]);
  });

  it('breaks more with each category', () => {
    for (const name of cases) {
      const broken = categories.map((category) =>
        diffOf(name, category).changes.filter(breaks).map(pathOfJudged),
      );
      for (const [index, inner] of broken.slice(0, -1).entries())
        expect(broken[index + 1], name).toEqual(expect.arrayContaining(inner));
    }
  });
});

function pathOfJudged({ change, ruleId }: RegistryDiff['changes'][number]): string {
  return `${ruleId} ${pathOf(change)}`;
}

/** A case's two states and what its code sends, read once. */
const read = new Map(cases.map((name) => [name, statesOf(name)]));

function statesOf(name: string) {
  const state = (side: string) => {
    const folder = join(catalogue, name, side);
    return readState(join(folder, 'event-registry.yaml'), workTree(), folder, side);
  };
  const app = join(catalogue, name, 'after/app.js');
  const evidence = seenIn(existsSync(app) ? usesIn(readFileSync(app, 'utf8'), 'app.js') : []);
  return { before: state('before'), after: state('after'), evidence };
}

function diffOf(name: string, category: (typeof categories)[number] = 'source'): RegistryDiff {
  const { before, after, evidence } = read.get(name) as ReturnType<typeof statesOf>;
  return diffStates(before, after, { category, evidence });
}

function textOf({ changes }: RegistryDiff): string {
  if (changes.length === 0) return 'No change.\n';
  const lines = changes.flatMap(
    ({ change, ruleId, category, severity, message, help, related, notAcceptable }) => {
      const { line, column } = position(change.at.source, change.at.span.start);
      const where = `${relative('', change.at.source.file)}:${line}:${column}`;
      return [
        `${severity} ${ruleId} (${category}) ${pathOf(change)}: ${changeText(change)}`,
        `  ${where} ${message}`,
        ...(help ? [`  ${help}`] : []),
        ...related.map(({ place, message: text }) => {
          const at = position(place.source, place.span.start);
          return `  ${place.source.file}:${at.line}:${at.column} ${text}`;
        }),
        ...(notAcceptable ? [`  ${notAcceptable}`] : []),
      ];
    },
  );
  const breaking = categories.filter((category) =>
    changes.some(
      (each) =>
        each.severity === 'error' && categories.indexOf(each.category) <= categories.indexOf(category),
    ),
  );
  return `${[...lines, `Breaks at: ${breaking.join(', ') || 'none'}`].join('\n')}\n`;
}
