import { describe, expect, it } from 'vitest';
import { placedSites, sites } from './sites.ts';

/** A component that is a class: what it sends, and its other members. */
const link = (send: string, more = '', base = 'React.Component<Props>') =>
  `interface Props { event: string; properties?: object }\nexport class Link extends ${base} {\n  ${more}\n  go = () => { ${send} };\n  render() { return <a onClick={this.go} />; }\n}`;
const sends = (props: string) => `nv('event', ${props}event, ${props}properties);`;
const page = (props: string, name = 'Link') =>
  `import { ${name} } from './link';\nexport const Page = () => <${name} ${props} />;`;
const found = (component: string, use: string) =>
  placedSites({ 'link.tsx': component, 'page.tsx': use }).filter((site) => !/^link\.tsx/.test(site));

describe('a component that is a class and is given an event is a call site where it is rendered', () => {
  const given = page('event="sent" properties={{ n: 1 }}');
  it.each([
    ['a field', link(sends('this.props.'))],
    ['a pure component', link(sends('this.props.'), '', 'PureComponent<Props>')],
    ['a method', link('this.send();', `send() { ${sends('this.props.')} }`)],
    ['props that are taken apart', link(`const { event, properties } = this.props; ${sends('')}`)],
    ['props under a name', link(`const props = this.props; ${sends('props.')}`)],
    ['props that are taken off `this`', link(`const { props } = this; ${sends('props.')}`)],
    [
      'the rest of the props',
      link(`const { event, properties, ...rest } = this.props; nv('event', event, { ...properties });`),
    ],
    ['its constructor', link('', `constructor(props: Props) { super(props); ${sends('props.')} }`)],
    ['a condition', link(`if (this.props.event) ${sends('this.props.')}`)],
    [
      'a class that is exported by default',
      `${link(sends('this.props.')).replace('export ', '')}\nexport { Link };`,
    ],
  ])('%s', (_, component) => {
    expect(found(component, given)).toEqual(['page.tsx:2:33 sent { n: number } via Link']);
  });

  it.each([
    [
      'all that it is given',
      link(`const { event, ...rest } = this.props; nv('event', event, rest);`),
      'event="sent" a={1} b="x"',
      ['sent { a: number, b: string }'],
    ],
    [
      'all its props',
      link(`nv('event', this.props.event, { ...this.props });`),
      'event="sent" a={1}',
      ['sent { event: string, a: number }'],
    ],
    [
      'an object that is spread',
      link(sends('this.props.')),
      '{...{ event: "sent", properties: { n: 1 } }}',
      ['sent { n: number }'],
    ],
    [
      'a name that is made of it',
      link('nv("event", `${this.props.event}_clicked`, {});'),
      'event="link"',
      ['link_clicked {}'],
    ],
    [
      'attributes of its own',
      link(`nv('event', this.props.event, { ...this.props.properties, from: 'link' });`),
      'event="sent" properties={{ n: 1 }}',
      ['sent { n: number, from: string }'],
    ],
    ['a name of one of two', link(sends('this.props.')), 'event={on ? "a" : "b"}', ['a|b {}']],
    ['a name that is not known', link(sends('this.props.')), 'event={name}', ['? {}']],
  ])('%s', (_, component, props, expected) => {
    expect(sites({ 'link.tsx': component, 'page.tsx': page(props) })).toEqual(expected);
  });

  const preset = `{ event: 'preset', properties: { n: 1 } }`;
  it.each([
    ['a static field', link(sends('this.props.'), `static defaultProps = ${preset};`)],
    ['an assignment', `${link(sends('this.props.'))}\nLink.defaultProps = ${preset};`],
    [
      'a pattern',
      link(`const { event, properties } = this.props; ${sends('')}`, `static defaultProps = ${preset};`),
    ],
  ])('by default as %s', (_, component) => {
    expect(sites({ 'link.tsx': component, 'page.tsx': page('event="sent"') })).toEqual([
      'sent { n: number }',
    ]);
    expect(sites({ 'link.tsx': component, 'page.tsx': page('properties={{}}') })).toEqual(['preset {}']);
  });

  it('through a method that is handed the name', () => {
    const component = link(
      `this.send(this.props.event);`,
      `send(name) { nv('event', name, this.props.properties); }`,
    );
    expect(found(component, given)).toEqual(['page.tsx:2:33 sent { n: number } via Link > send']);
  });

  it('through a method of the class that it extends', () => {
    const files = {
      'base.tsx': `export class Base extends Component { send(name) { nv('event', name, this.props.properties); } }`,
      'link.tsx': `import { Base } from './base';\nexport class Link extends Base { go() { this.send(this.props.event); } }`,
      'page.tsx': given,
    };
    expect(placedSites(files)).toEqual(['page.tsx:2:33 sent { n: number } via Link > send']);
  });

  it('through another component', () => {
    const files = {
      'link.tsx': link(sends('this.props.')),
      'button.tsx': `import { Link } from './link';\nexport class Button extends Component { render() { return <Link {...this.props} properties={{ n: 1 }} />; } }`,
      'page.tsx': `import { Button } from './button';\nexport const Page = () => <Button event="sent" />;`,
    };
    expect(placedSites(files)).toEqual(['page.tsx:2:35 sent { n: number } via Button > Link']);
  });
});

describe('but not', () => {
  it.each([
    ['a function that has a `this` of its own', link(`on(function () { ${sends('this.props.')} });`)],
    ['a class that is nobody’s component', link(sends('this.props.')).replace(/extends \S+ /, '')],
    ['another property of it', link(sends('this.state.'))],
    ['props of something else', link(sends('other.props.'))],
    ['what its update was given before', link('', `componentDidUpdate(props) { ${sends('props.')} }`)],
  ])('%s', (_, component) => {
    expect(found(component, page('event="sent" properties={{ n: 1 }}'))).toEqual([]);
  });

  it('a component that is given something else', () => {
    expect(found(link(`nv('event', 'opened', { name: this.props.name });`), page('event="sent"'))).toEqual(
      [],
    );
  });

  it('a component of the same name', () => {
    expect(found(link(sends('this.props.')), `const Link = () => null;\n<Link event="sent" />;`)).toEqual([]);
  });

  it('a name that the component chooses among its own', () => {
    const component = link(`nv('event', this.props.open ? 'opened' : 'closed', {});`, '', 'Component');
    expect(sites({ 'link.tsx': component, 'page.tsx': page('open') })).toEqual(['opened|closed {}']);
  });
});
