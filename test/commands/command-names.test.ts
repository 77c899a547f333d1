import { expect, it } from 'vitest';
import { makeProgram } from '../../src/cli/program.ts';
import { commandNames } from '../../src/commands/command-names.ts';

it('the names of commands that are told are those that there are', () => {
  const names = makeProgram(() => {}).commands.map((command) => command.name());
  expect([...commandNames].sort()).toEqual([...names].sort());
});
