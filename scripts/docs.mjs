// Writes what is generated: the rules' pages, the tables of rules, and in the README the linter's output on the example.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const { rules } = await import(join(root, 'dist/rules/index.js'));
const { changesTable, explainMarkdown, rulesTable } = await import(join(root, 'dist/src/report/explain.js'));
const { readPack } = await import(join(root, 'dist/src/read/pack.js'));
const read = (file) => readFileSync(join(root, file), 'utf8');
const { homepage } = JSON.parse(read('package.json'));
const pack = readPack(['notifyvisitors'], {
  readPack: (name) => ({ file: `packs/${name}.yaml`, text: read(`packs/${name}.yaml`), bundled: true }),
});

rmSync(join(root, 'docs/rules'), { recursive: true, force: true });
mkdirSync(join(root, 'docs/rules'), { recursive: true });
for (const rule of rules)
  writeFileSync(join(root, `docs/rules/${rule.id}.md`), explainMarkdown(rule, pack, homepage));

const { stdout } = spawnSync(process.execPath, [join(root, 'dist/eventlint.cjs')], {
  cwd: root,
  encoding: 'utf8',
  env: { PATH: process.env.PATH },
});
let readme = read('README.md');
readme = replaced(readme, 'rules', rulesTable(rules.filter(({ on }) => on !== 'change')));
readme = replaced(readme, 'output', `\`\`\`text\n${stdout.trimEnd()}\n\`\`\``);
writeFileSync(join(root, 'README.md'), readme);
const guide = 'docs/registry-changes.md';
writeFileSync(join(root, guide), replaced(read(guide), 'changes', changesTable(rules), guide));

function replaced(text, name, inner, file = 'README.md') {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, rest] = text.split(start);
  if (rest === undefined) throw new Error(`${file} has no ${start}`);
  return `${before}${start}\n${inner}\n${end}${rest.split(end)[1]}`;
}
