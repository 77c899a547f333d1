import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tell } from './read.ts';

const folder = join(import.meta.dirname, 'fixtures');
const fixtures = readdirSync(folder).filter((file) => !/\.(?:txt|zst)$/.test(file));

// What is read of each form, in full: `<fixture>.txt` beside it. `-u` writes it anew; read the difference.
test.each(fixtures)('%s', async (file) => {
  const lines = await tell(readFileSync(join(folder, file)), file);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(folder, `${file}.txt`));
});
