import type { World } from '../../src/commands/world.ts';

/** A world for a command that is run within this process and of which nothing is to be seen. */
export function quietWorld(cwd: string, today: string): World {
  return {
    cwd,
    version: '0',
    homepage: '',
    color: false,
    print: () => {},
    warn: () => {},
    now: () => 0,
    today,
    isUnattended: false,
    progress: () => {},
  };
}
