import type { Acceptance } from '../model/registry.ts';
import { get, items, placeOf, plain, type YamlFile } from './yaml.ts';

/** The changes that a registry's file accepts. An entry that lacks what it needs is left to the schema. */
export function readAccepted(file: YamlFile): Acceptance[] {
  return items(file, get(file, file.document.contents, 'accepted')).flatMap((node) => {
    const field = (key: string) => {
      const value = plain(file, get(file, node, key));
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const [fingerprint, reason, by] = [field('fingerprint'), field('reason'), field('by')];
    if (fingerprint === undefined || reason === undefined || by === undefined) return [];
    const at = placeOf(file, get(file, node, 'fingerprint'));
    return [{ fingerprint, rule: field('rule'), path: field('at'), reason, by, until: field('until'), at }];
  });
}
