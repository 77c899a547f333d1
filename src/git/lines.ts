import { need } from './run.ts';

/** Lines of a file, 1-based and inclusive. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** What the user's settings would change in the form of a comparison, switched off; also what makes other text of a file. */
const plain = [
  ...[
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--text',
    '--ignore-submodules',
    '--inter-hunk-context=0',
  ],
  ...['--src-prefix=a/', '--dst-prefix=b/', '--output-indicator-new=+', '--output-indicator-old=-'],
];

/**
 * The lines that changed since a commit, by file relative to the folder. Where lines were only removed, those around the gap
 * count as changed. A file that git does not track yet is not in it.
 */
export function changedLines(folder: string, since: string): ReadonlyMap<string, readonly Lines[]> {
  const answer = need(folder, ['diff', '-U0', '-M', '--relative', ...plain, since, '--', '.']);
  const changed = new Map<string, Lines[]>();
  let file: string | undefined;
  // Lines of the hunk that are still to come: they may look like anything.
  let left = 0;
  for (const line of answer.toString().split('\n')) {
    if (left > 0) {
      // `\ No newline at end of file` is no line of either side.
      if (!line.startsWith('\\')) left--;
      continue;
    }
    if (line.startsWith('+++ ')) file = pathOf(line.slice(4));
    const [, removed = '1', start, added = '1'] =
      /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined) continue;
    left = Number(removed) + Number(added);
    if (file === undefined) continue;
    const from = Number(start);
    const lines = added === '0' ? { from, to: from + 1 } : { from, to: from + Number(added) - 1 };
    const known = changed.get(file);
    if (known) known.push(lines);
    else changed.set(file, [lines]);
  }
  return changed;
}

/** The path of a `+++` line: plain, or quoted as in C where it holds a quote, a control character or, by a setting, a letter. */
function pathOf(written: string): string | undefined {
  const quoted = /^"b\/(.*)"\t?$/.exec(written)?.[1];
  if (quoted === undefined) return /^b\/(.*?)\t?$/.exec(written)?.[1];
  const bytes: number[] = [];
  for (const [, octal, letter, other] of quoted.matchAll(/\\([0-3][0-7]{2})|\\(.)|([^\\]+)/g)) {
    if (octal) bytes.push(Number.parseInt(octal, 8));
    else if (letter) bytes.push(...Buffer.from(escapes[letter] ?? letter));
    else bytes.push(...Buffer.from(other as string));
  }
  return Buffer.from(bytes).toString();
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
