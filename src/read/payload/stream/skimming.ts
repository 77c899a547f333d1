import { isEventTime } from '../../../model/attribute-type.ts';
import type { Api } from '../../../model/pack.ts';
import type { Observed } from '../../../model/profile/profiler.ts';
import { apiFor } from '../body.ts';
import { attributeUses, type Fields, own } from '../entry.ts';
import type { Session } from '../session.ts';
import type { EntrySkim } from './skim.ts';
import type { Window } from './window.ts';

/** What decides of each entry whether it has to be read. */
export type Skimming = Pick<EntrySkim, 'skim' | 'pass' | 'decide' | 'learn' | 'finish' | 'counted' | 'api'>;

/** Has every entry read. */
export const readsAll: Skimming = {
  counted: 0,
  api: undefined,
  skim: () => false,
  pass: () => undefined,
  decide: () => false,
  learn: () => {},
  finish: () => {},
};

/** Hands over also what is only counted, for whoever has to see each entry: such entries are parsed, and no more. */
export class WatchedSkim implements Skimming {
  readonly #skim: EntrySkim;
  readonly #window: Window;
  readonly #session: Session;
  readonly #observe: (entry: Observed) => void;

  constructor(skim: EntrySkim, window: Window, session: Session, observe: (entry: Observed) => void) {
    this.#skim = skim;
    this.#window = window;
    this.#session = session;
    this.#observe = observe;
  }

  get counted(): number {
    return this.#skim.counted;
  }

  get api(): Api | undefined {
    return this.#skim.api;
  }

  skim(...[root, text]: Parameters<EntrySkim['skim']>): boolean {
    if (!this.#skim.skim(root, text)) return false;
    const fields = JSON.parse(this.#window.text(text.at, text.end)) as Fields;
    const { pack, apis, file } = this.#session;
    const { event, attributes, time } = pack.payload;
    const [name, timed] = [own(fields, event), own(fields, time)];
    const api = apiFor(apis, root, fields);
    const use = {
      names: typeof name === 'string' ? [name] : [],
      attributes: attributeUses(own(fields, attributes)),
    };
    this.#observe({
      order: { file, time: typeof timed === 'string' && isEventTime(timed) ? timed : undefined },
      use: api?.carries_event ? use : undefined,
      api,
    });
    return true;
  }

  pass(): undefined {
    return undefined;
  }

  decide(): boolean {
    return false;
  }

  learn(...entry: Parameters<EntrySkim['learn']>): void {
    this.#skim.learn(...entry);
  }

  finish(): void {
    this.#skim.finish();
  }
}
