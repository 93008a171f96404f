/** Markup to a tree. Its parse is most of what a page costs, and the styles that Word writes are most of the parse. */

import { Parser } from 'htmlparser2';

export interface Text {
  readonly type: 'text';
  data: string;
}

export interface Element {
  readonly type: 'tag';
  /** Lower case. */
  readonly name: string;
  attribs: Readonly<Record<string, string>>;
  readonly children: AnyNode[];
}

export type AnyNode = Text | Element;

export const isText = (node: AnyNode): node is Text => node.type === 'text';
export const isTag = (node: AnyNode): node is Element => node.type === 'tag';

/** What every style that hides or strikes out has in it. */
export const mayHide = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|-\d{3}|line-through/i;

/** The tree, and whether the markup is nested deeper than that. */
export function treeOf(html: string): { readonly nodes: readonly AnyNode[]; readonly isCut: boolean } {
  const tree = new Tree();
  try {
    new Parser(tree, { xmlMode: false, decodeEntities: true }).end(withoutPlainStyles(html));
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { nodes: tree.nodes, isCut: true };
  }
  return { nodes: tree.nodes, isCut: false };
}

/** The parser takes ever longer for elements in elements; reading goes less deep, and says where it stops. */
const deepest = 2000;
class TooDeep extends Error {}

const noAttributes: Readonly<Record<string, string>> = Object.freeze({});

/** Takes the parser's events; a node knows its children and nothing else, which is all that reading needs. */
class Tree {
  readonly nodes: AnyNode[] = [];
  private readonly above: AnyNode[][] = [];
  private children = this.nodes;
  private text: Text | null = null;
  private attribs: Record<string, string> | null = null;
  private element: Element | null = null;

  onopentagname(name: string): void {
    const children: AnyNode[] = [];
    this.element = { type: 'tag', name, attribs: noAttributes, children };
    this.children.push(this.element);
    this.above.push(this.children);
    if (this.above.length > deepest) throw new TooDeep();
    this.children = children;
    this.text = null;
    this.attribs = null;
  }

  onattribute(name: string, value: string): void {
    if (this.attribs === null) {
      this.attribs = {};
      if (this.element) this.element.attribs = this.attribs;
    }
    // The first of two counts, as in a browser.
    if (!Object.hasOwn(this.attribs, name)) this.attribs[name] = value;
  }

  onclosetag(): void {
    this.children = this.above.pop() ?? this.nodes;
    this.text = null;
  }

  ontext(data: string): void {
    if (this.text) this.text.data += data;
    else {
      this.text = { type: 'text', data };
      this.children.push(this.text);
    }
  }

  oncomment(): void {
    this.text = null;
  }
}

const opening = ' style="';
const [opens, closes, quote, apostrophe] = ['<', '>', '"', "'"].map(mark => mark.charCodeAt(0));

/**
 * The markup without the styles that hide nothing: Word gives every cell, paragraph and span of a table a long one.
 * Only whole values inside a tag go; text that looks like one stays. Takes time in proportion to the length.
 */
export function withoutPlainStyles(html: string): string {
  let kept = '';
  const seen = new Map<string, boolean>();
  let from = 0;
  /** Whether `floor` lies inside a tag, outside its quotes. */
  let inTag = false;
  let floor = 0;
  for (let at = html.indexOf(opening); at !== -1; ) {
    const valueFrom = at + opening.length;
    const end = html.indexOf('"', valueFrom);
    if (end === -1) break;
    inTag = isInTag(html, at, floor, inTag);
    if (inTag) {
      const value = html.slice(valueFrom, end);
      if (isPlain(value, seen)) {
        kept += html.slice(from, at);
        from = end + 1;
      }
    }
    floor = inTag ? end + 1 : valueFrom;
    at = html.indexOf(opening, floor);
  }
  return from === 0 ? html : kept + html.slice(from);
}

/** Whether a style can go; a table repeats a few of them in every cell. */
function isPlain(style: string, seen: Map<string, boolean>): boolean {
  let plain = seen.get(style);
  if (plain === undefined) {
    plain = !/[<>]/.test(style) && !mayHide.test(style);
    if (seen.size < 200) seen.set(style, plain);
  }
  return plain;
}

/** Whether a position is behind `<` and a name, with no end of a tag and no open quote between; as at `floor` if nothing is. */
function isInTag(html: string, at: number, floor: number, atFloor: boolean): boolean {
  let quotes = 0;
  let apostrophes = 0;
  for (let index = at - 1; index >= floor; index--) {
    const code = html.charCodeAt(index);
    if (code === quote) quotes++;
    else if (code === apostrophe) apostrophes++;
    else if (code === closes) return false;
    else if (code === opens)
      return quotes % 2 === 0 && apostrophes % 2 === 0 && /[a-z]/i.test(html.charAt(index + 1));
  }
  return atFloor && quotes % 2 === 0 && apostrophes % 2 === 0;
}
