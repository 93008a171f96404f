import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { attributeNames } from './html-names.ts';
import { type AnyNode, mayHide, treeOf } from './html-tree.ts';

interface Reference {
  readonly name: string;
  readonly attribs: Record<string, string>;
  readonly children: (Reference | { data: string })[];
}

/** The tree that htmlparser2 makes, with what reading asks for. */
function reference(html: string): string {
  const root: Reference['children'] = [];
  const above: Reference['children'][] = [];
  let children = root;
  let text: { data: string } | null = null;
  let attribs: Record<string, string> = {};
  const seen = new Set<string>();
  const parser = new Parser({
    onopentagname(name) {
      const element: Reference = { name, attribs: {}, children: [] };
      children.push(element);
      above.push(children);
      children = element.children;
      attribs = element.attribs;
      seen.clear();
      text = null;
    },
    onattribute(name, value) {
      if (
        !seen.has(name) &&
        attributeNames.some(kept => kept === name) &&
        (name !== 'style' || mayHide.test(value))
      )
        attribs[name] = value;
      seen.add(name);
    },
    onclosetag() {
      children = above.pop() ?? root;
      text = null;
    },
    ontext(data) {
      if (text) text.data += data;
      else {
        text = { data };
        children.push(text);
      }
    },
    oncomment() {
      text = null;
    },
  });
  parser.end(html);
  return JSON.stringify(root);
}

const shown = (nodes: readonly AnyNode[]): unknown[] =>
  nodes.map(node =>
    node.type === 'text'
      ? { data: node.data }
      : { name: node.name, attribs: node.attribs, children: shown(node.children) },
  );

const sorted = (json: string): unknown => JSON.parse(json);

const names =
  'p div table tr td th tbody thead span a b br img input meta script style textarea svg path math mi li ul option select o:p h1 X-Y P TD font body html head tfoot dd dt col link';
const name = fc.constantFrom(...names.split(' '));
const attribute = fc
  .tuple(
    fc.constantFrom('style', 'hidden', 'name', 'Href', 'colspan', 'class', 'STYLE', '=x', 'value', 'x"y'),
    fc.constantFrom('', '=', ' = '),
    fc.constantFrom(
      '',
      '"v"',
      "'v'",
      'v',
      '"display:none"',
      '"color:red"',
      '"a&amp;b&c=1&d"',
      '"x>y"',
      "'a\"b'",
    ),
  )
  .map(parts => parts.join(''));
const tag = fc
  .tuple(name, fc.array(attribute, { maxLength: 3 }), fc.constantFrom('>', ' >', '/>', ' / >', ''))
  .map(([element, attributes, end]) => `<${[element, ...attributes].join(' ')}${end}`);
const odd = fc.constantFrom(
  ...[
    '<',
    '>',
    '</',
    '<!',
    '<!-',
    '<!--',
    '-->',
    '<!-->',
    '<!--->',
    '<![CDATA[',
    ']]>',
    '<?',
    '<?--',
    '<?[CDATA[',
    '"',
    "'",
    '=',
  ],
  ...[
    ' ',
    '\n',
    '&',
    '&amp;',
    '&nbsp',
    '&#123;',
    '&#x4e2d;',
    '&lt',
    '&notit;',
    '&copy=1',
    '&#',
    '&;',
    '中文',
  ],
  ...['<p', 'x</>y', '< b', '</1>', '</ p>', '</p >', '</td/>', '<!doctype html>'],
);
const markup = fc
  .array(
    fc.oneof(
      tag,
      tag,
      name.map(element => `</${element}>`),
      odd,
    ),
    { maxLength: 14 },
  )
  // A page that ends in the middle of a mark is cut off there.
  .map(parts => `${parts.join('')}<i>.</i>`);

test('elements nest, end and are named as htmlparser2 has them', () => {
  fc.assert(
    fc.property(markup, html => {
      expect(shown(treeOf(html).nodes)).toEqual(sorted(reference(html)));
    }),
    { numRuns: 1500 },
  );
});

test('a title holds text with references, a script and a text area hold text as it stands', () => {
  const html =
    '<title>a &amp; <b>b</b></title ><script>if (a</b/) "&amp;"</scripty></SCRIPT\n><textarea><p>&lt;</textarea>.';
  expect(shown(treeOf(html).nodes)).toEqual(sorted(reference(html)));
});

test('markup nested too deep is cut, and said to be', () => {
  expect(treeOf('<div>'.repeat(1999)).isCut).toBe(false);
  const { nodes, isCut } = treeOf(`<p>x</p>${'<div>'.repeat(100_000)}`);
  expect(isCut).toBe(true);
  expect(shown(nodes.slice(0, 1))).toEqual([{ name: 'p', attribs: {}, children: [{ data: 'x' }] }]);
});

test.each(['<a ', '<a b="', '&', '&#', '<', '</', '<!--', '<script>', '<title>', '<x a=', '<![CDATA['])(
  'what goes on for ever is read in time: %s',
  part => {
    expect(treeOf(part.repeat(100_000)).nodes.length).toBeGreaterThanOrEqual(0);
  },
);
