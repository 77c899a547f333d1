import { Command } from 'commander';
import { unknownCommand } from '../commands/command-names.ts';
import { addAuditCommand } from './audit.ts';
import { addChangeCommands } from './changes.ts';
import { addLintCommands } from './lint.ts';
import { flags } from './options.ts';
import { addRegistryCommands } from './registry.ts';
import { addReportCommand } from './report.ts';
import { version } from './world.ts';

/** All that the command line offers. `done` is told a command's exit code. */
export function makeProgram(done: (exitCode: number) => void): Command {
  const program = new Command('eventlint')
    .description(
      'Lints analytics events: the registry that declares them, the code that sends them, the payloads that were sent.',
    )
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .hook('preAction', (_, command) => heedColor(command));
  addLintCommands(program, done);
  addChangeCommands(program, done);
  addAuditCommand(program, done);
  addReportCommand(program, done);
  addRegistryCommands(program, done);
  addHelpCommand(program);
  withColor(program);
  for (const command of program.commands) withHelp(command, command.name());
  return program;
}

/** `eventlint help check`; the library's own says nothing of a command that there is not. */
function addHelpCommand(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .argument('[command]')
    .description('display help for command')
    .action((name?: string) => {
      const command = name === undefined ? program : program.commands.find((each) => each.name() === name);
      if (!command) throw unknownCommand(name as string);
      command.outputHelp();
    });
}

/** Gives a command, and those below it, the manners of the program. */
function withHelp(command: Command, name: string): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(`  Run \`eventlint ${name} --help\` for its options.`);
  if (command.commands.length === 0) withColor(command);
  for (const each of command.commands) withHelp(each, `${name} ${each.name()}`);
}

/** Scripts give the flag to whatever they call, so that every command takes it, also those that show no colour. */
function withColor(command: Command): Command {
  return command.option(...flags.noColor);
}

/** What stands before a command's name holds for the command. */
function heedColor(command: Command): void {
  for (let above = command.parent; above; above = above.parent)
    if (above.opts().color === false) command.setOptionValue('color', false);
}
