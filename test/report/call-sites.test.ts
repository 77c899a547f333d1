import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { callSitesCsv, callSitesJson, callSitesTable, callSitesYaml } from '../../src/report/call-sites.ts';
import { read } from '../read/code/sites.ts';

const { uses } = read({
  'src/track.ts': `export function track(name: string, attributes: object) {\n  nv('event', name, attributes);\n}`,
  'src/checkout.ts': `import { track } from './track';\ntrack('order_placed', { total_amount: 5, note: 'a, "b"' });\ntrack(ok ? '=a' : 'b', { ...rest });\n`,
});

describe('the call sites', () => {
  it('as JSON, with the keys of the contract', () => {
    const { version, callSites } = JSON.parse(callSitesJson(uses));
    expect(version).toBe(1);
    expect(callSites[0]).toEqual({
      file: 'src/checkout.ts',
      line: 2,
      column: 1,
      sink: "nv('event')",
      via: [{ file: 'src/track.ts', line: 1, name: 'track' }],
      event: { names: ['order_placed'], dynamic: false },
      attributes: [
        { name: 'total_amount', types: ['number'], optional: false },
        { name: 'note', types: ['string'], optional: false },
      ],
      open: false,
    });
  });

  it('as YAML, which holds the same', () => {
    expect(parse(callSitesYaml(uses))).toEqual(JSON.parse(callSitesJson(uses)));
    expect(parse(callSitesYaml([]))).toEqual(JSON.parse(callSitesJson([])));
  });

  it('as CSV, where no cell is a formula', () => {
    expect(callSitesCsv(uses)).toBe(
      [
        'file,line,column,events,dynamic,attributes,open,sink,via\r\n',
        "src/checkout.ts,2,1,order_placed,false,total_amount: number; note: string,false,nv('event'),track\r\n",
        "src/checkout.ts,3,1,'=a|b,false,,true,nv('event'),track\r\n",
      ].join(''),
    );
  });

  it('as a table', () => {
    expect(callSitesTable(uses)).toBe(
      [
        'where                event         attributes                              sink',
        "src/checkout.ts:2:1  order_placed  { total_amount: number, note: string }  track > nv('event')",
        "src/checkout.ts:3:1  =a | b        { … }                                   track > nv('event')",
        '',
        '2 call sites',
        '',
      ].join('\n'),
    );
  });
});
