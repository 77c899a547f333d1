import type { Acceptance } from '../model/registry.ts';
import { get, items, placeOf, plain, type YamlFile } from './yaml-tree.ts';

/** The changes that a registry's file accepts. An entry that lacks what it needs is left to the schema. */
export function readAccepted(file: YamlFile): Acceptance[] {
  return items(get(file.root, 'accepted')).flatMap((node) => {
    const field = (key: string) => {
      const value = plain(get(node, key));
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const [fingerprint, reason, by] = [field('fingerprint'), field('reason'), field('by')];
    if (fingerprint === undefined || reason === undefined || by === undefined) return [];
    const at = placeOf(file, get(node, 'fingerprint'));
    return [{ fingerprint, rule: field('rule'), path: field('at'), reason, by, until: field('until'), at }];
  });
}
