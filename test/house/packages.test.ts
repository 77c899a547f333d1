import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { engines?: { node?: string }; dev?: boolean; hasInstallScript?: boolean }>;
};
const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev);

describe('what a user installs', () => {
  it.each(shipped)('%s runs on Node 20.19 and builds nothing', (_, { engines, hasInstallScript }) => {
    expect(hasInstallScript).toBeUndefined();
    expect(engines?.node ?? '*').not.toMatch(/^>=?\s*(2[1-9]|[3-9]\d)|^>=?\s*20\.(2\d|[3-9]\d)/);
  });
});
