import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallShape } from '../../../src/model/pack.ts';
import { position } from '../../../src/model/text.ts';
import { readConfig } from '../../../src/read/config.ts';
import { describe as described, read } from './sites.ts';

/** Code of a page on limits, with the call shapes that hold there. */
interface Example {
  /** The heading that it stands under. */
  readonly heading: string;
  readonly language: string;
  readonly text: string;
  readonly calls: readonly CallShape[];
}

const pages = ['limits.md', 'limits-frameworks.md'];

describe.each(pages)('docs/%s tells the truth of', (page) => {
  const markdown = readFileSync(resolve(import.meta.dirname, '../../../docs', page), 'utf8');

  it.each(examplesOf(markdown).map((example) => [example.heading, example] as const))('%s', (_, example) => {
    const files = filesOf(example);
    const found = read(Object.fromEntries([...files].map(([file, lines]) => [file, lines.join('\n')])), {
      calls: example.calls,
    }).uses.map((use) => {
      const { source, span } = use.locate({ part: 'whole' });
      return `${source.file}:${position(source, span.start).line} ${described(use)}`;
    });
    const said = [...files].flatMap(([file, lines]) =>
      lines.flatMap((line, at) => {
        const result = / → (.+?)(?: -->)?$/.exec(line)?.[1];
        return result === undefined || result === 'nothing' ? [] : [`${file}:${at + 1} ${result}`];
      }),
    );
    expect(found.sort()).toEqual(said.sort());
  });
});

/** Each block of code that is no command; a block of YAML says which calls hold from there to the next heading, the first one for the whole page. */
function examplesOf(markdown: string): Example[] {
  const blocks = [...markdown.matchAll(/^```(\w+)\n(.*?)\n```$|^#+ ([^\n]+)/gms)];
  let always: readonly CallShape[] | undefined;
  let calls: readonly CallShape[] = [];
  let heading = '';
  const examples: Example[] = [];
  for (const [, language, text = '', title] of blocks) {
    if (title !== undefined) {
      heading = title;
      calls = always ?? [];
    } else if (language === 'yaml') {
      calls = readConfig('eventlint.yaml', text, []).calls;
      always ??= calls;
    } else if (language !== undefined && language !== 'sh') examples.push({ heading, language, text, calls });
  }
  return examples;
}

/** The lines of an example's files: each begins below its name in a comment, and one alone needs none. */
function filesOf({ language, text }: Example): Map<string, string[]> {
  let lines: string[] = [];
  const files = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const name = /^(?:\/\/|<!--) ([\w/.-]+\.\w+)(?: -->)?$/.exec(line)?.[1];
    if (name === undefined && files.size > 0) lines.push(line);
    else {
      lines = name === undefined ? [line] : [];
      files.set(name ?? `example.${language}`, lines);
    }
  }
  return files;
}
