// Modules of TypeScript for the benchmarks: the same seed writes the same bytes anywhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { random } from './random.mjs';

const words =
  'order cart product search banner review wish list user account coupon gift store page video story level point card refund'.split(
    ' ',
  );
const verbs = 'placed viewed updated removed opened clicked shared rated saved started finished'.split(' ');

/** `count` TypeScript modules of about two hundred lines, of which one in twenty sends events. */
export function writeCode(folder, count, seed = 2) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  write(join(folder, 'event-registry.yaml'), 'registry: 1\ndefaults: { owner: bench }\nevents: {}\n');
  write(
    join(folder, 'src/names.ts'),
    `export const names = { paid: 'order_placed', left: 'cart_left' } as const;\n`,
  );
  for (let i = 0; i < count; i++) {
    const lines = [`import { names } from '../names';`];
    for (let f = 0; f < 20; f++) {
      const [a, b] = [pick(words), pick(verbs)];
      lines.push(
        `export function ${a}${f}(input: { id: number; title: string }, options = { ${b}: true }) {`,
        `  const list = [input].map((each) => ({ ...each, label: \`\${each.title} of ${a}\` }));`,
        `  if (!options.${b} || list.length === 0) return undefined;`,
        ...(i % 20 === 0 && f < 3
          ? [`  nv('event', names.paid, { order_id: input.id, title: input.title, total: ${f} });`]
          : []),
        `  return list.filter((each) => each.id > ${f}).reduce((sum, each) => sum + each.id, 0);`,
        '}',
        '',
      );
    }
    write(join(folder, `src/m${i % 30}/file${i}.ts`), lines.join('\n'));
  }
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
