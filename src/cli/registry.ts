import type { Command } from 'commander';
import { flags, typesOption } from './options.ts';
import { world } from './world.ts';

/** The commands that write the registry and what stands beside it. */
export function addRegistryCommands(program: Command, done: (exitCode: number) => void): void {
  program
    .command('init')
    .description('write a first registry from what code and payloads send; never overwrites one')
    .option('--dry-run', 'print it instead of writing it')
    .option('--registry <file>', 'the registry to write (default: event-registry.yaml here)')
    .option('--pack <name>', "the vendor's pack, or a path to one of your own")
    .addOption(typesOption('checker'))
    .option(...flags.config)
    .option(...flags.noCache)
    .action(async (options) => {
      const { init } = await import('../commands/init.ts');
      done(await init(options, world(false)));
    });

  program
    .command('lock')
    .description('write the types that attributes have for good to event-registry.lock; locking only adds')
    .option('--check', 'only say whether the lock is current: exit with 1 when it is not')
    .addOption(typesOption())
    .option('--override <event.attribute>', 'change a locked type to the one that the registry declares')
    .option('--reason <text>', 'why the type may change; it is kept in the lock')
    .option('--by <name>', "who decided it (default: git's user.name)")
    .option(...flags.registry)
    .option(...flags.config)
    .option(...flags.noCache)
    .action(async (options) => {
      const { lock } = await import('../commands/lock.ts');
      done(await lock(options, world(false)));
    });

  program
    .command('fmt')
    .description('put the registry, with the files that it includes, into its canonical form')
    .option('--check', 'only name the files that differ from it: exit with 1 when there is one')
    .option(...flags.registry)
    .option(...flags.config)
    .action(async (options) => {
      const { fmt } = await import('../commands/fmt.ts');
      done(fmt(options, world(false)));
    });

  const generate = program
    .command('generate')
    .description('write names and types for code from the registry');
  generate
    .command('types')
    .description('TypeScript declarations: names of events, their attributes, a typed `track`')
    .option('--output <file>', 'write to a file, as src/events.d.ts, instead of standard output')
    .option(...flags.registry)
    .option(...flags.config)
    .action(async (options) => {
      const { generateTypes } = await import('../commands/generate.ts');
      done(generateTypes(options, world(false)));
    });
  generate
    .command('json-schema')
    .description('a JSON Schema (draft 2020-12) for the attributes of each event, and an index')
    .requiredOption('--output <folder>', 'the folder to write to')
    .option(...flags.registry)
    .option(...flags.config)
    .action(async (options) => {
      const { generateJsonSchema } = await import('../commands/generate.ts');
      done(generateJsonSchema(options, world(false)));
    });
}
