import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const send = "const send = (name, details) => nv('event', name, details);\n";

describe('a function that sends and that a class is given where an instance of it is made', () => {
  it.each([
    [
      'which it keeps',
      'class Shop { constructor(report) { this.report = report; } pay() { this.report("paid", {}); } }\nnew Shop(send);',
      'a.tsx:2:68 paid {} via send',
    ],
    [
      'which it declares',
      'class Shop { constructor(private report: Report) {} pay() { this.report("paid", {}); } }\nexport const shop = new Shop(send);',
      'a.tsx:2:61 paid {} via send',
    ],
    [
      'as a part of an object',
      'class Shop { constructor({ report }) { this.report = report; } pay() { this.report("paid", {}); } }\nnew Shop({ report: send });',
      'a.tsx:2:72 paid {} via send',
    ],
    [
      'as a part that it takes out of one',
      'class Shop { constructor(props) { const { report } = props; this.report = report; } pay() { this.report("paid", {}); } }\nnew Shop({ report: send });',
      'a.tsx:2:93 paid {} via send',
    ],
    [
      'which is a method, bound',
      'class Web { track(name) { send(name, {}); } }\nclass Shop { constructor(props) { this.report = props.report; } pay() { this.report("paid"); } }\nclass App { web = new Web(); shop = new Shop({ report: this.web.track.bind(this.web) }); }',
      'a.tsx:3:73 paid {} via track > send',
    ],
    [
      'through the class that it extends',
      'class Base { constructor(protected report: Report) {} }\nclass Shop extends Base { constructor(report: Report) { super(report); } pay() { this.report("paid", {}); } }\nnew Shop(send);',
      'a.tsx:3:82 paid {} via send',
    ],
    [
      'one of several in a list',
      'class Shop { constructor(props) { this.report = props.report; } pay() { this.report("paid", {}); } }\nconst all = [Shop].map((Each) => new Each({ report: send }));',
      'a.tsx:2:73 paid {} via send',
    ],
    [
      'which is the one of a shape itself',
      'class Shop { constructor(private report: Report) {} pay() { this.report("event", "paid", {}); } }\nnew Shop(nv);',
      'a.tsx:2:61 paid {}',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(send + code).filter((each) => !each.includes(' ? '))).toEqual([expected]);
  });

  it.each([
    [
      'not what a class is given besides',
      'class Shop { constructor(report, other) { this.report = other; } pay() { this.report("paid", {}); } }\nnew Shop(send, log);',
    ],
    [
      'not what it sets to something else, too',
      'class Shop { constructor(private report: Report) {} pay() { this.report("paid", {}); } mute() { this.report = log; } }\nnew Shop(send);',
    ],
    [
      'not what another class is given',
      'class Shop { constructor(private report: Report) {} pay() { this.report("paid", {}); } }\nclass Other { constructor(private report: Report) {} }\nnew Other(send);',
    ],
  ])('%s', (_, code) => {
    expect(sites(send + code).filter((each) => each.includes('paid'))).toEqual([]);
  });
});
