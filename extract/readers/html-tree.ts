/**
 * Markup to a tree, in one pass. Elements nest and end as htmlparser2 has them, which a property shows; in two things
 * this differs: only the attributes that reading asks for are kept, and of styles only those that hide something.
 * Word gives every cell, paragraph and span of a table a long style, so that this takes a third of the time.
 */

import { type AttributeName, attributeAt, type ElementKind, isAt, kindAt } from './html-names.ts';
import { decodedText, decodedValue } from './html-references.ts';

export interface Text {
  readonly type: 'text';
  data: string;
}

/** Those that reading asks for. */
export type Attributes = Readonly<Partial<Record<AttributeName, string>>>;

export interface Element {
  readonly type: 'tag';
  /** Lower case. */
  readonly name: string;
  readonly kind: ElementKind;
  readonly attribs: Attributes;
  readonly children: AnyNode[];
}

export type AnyNode = Text | Element;

export const isText = (node: AnyNode): node is Text => node.type === 'text';
export const isTag = (node: AnyNode): node is Element => node.type === 'tag';

/** What every style that hides or strikes out has in it. */
export const mayHide = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|-\d{3}|line-through/i;

/** Reading goes less deep, and says where it stops. */
const deepest = 2000;

/** The tree, and whether the markup is nested deeper than can be read. */
export function treeOf(html: string): { readonly nodes: readonly AnyNode[]; readonly isCut: boolean } {
  const tree = new Tree(html);
  tree.read();
  return { nodes: tree.nodes, isCut: tree.isCut };
}

export const noAttributes: Attributes = Object.freeze({});

const [tab, newLine, formFeed, carriageReturn, blank] = [9, 10, 12, 13, 32];
const [exclamation, quote, apostrophe, dash, slash, equals, closes, question] = [
  33, 34, 39, 45, 47, 61, 62, 63,
];

const isBlank = (code: number): boolean =>
  code === blank || code === newLine || code === tab || code === carriageReturn || code === formFeed;

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

class Tree {
  readonly nodes: AnyNode[] = [];
  isCut = false;
  private readonly html: string;
  private at = 0;
  private children = this.nodes;
  /** The text that the next text belongs to; null behind a tag or a comment. */
  private text: Text | null = null;
  private readonly open: Element[] = [];
  /** Whether a slash ends an element, as in drawings; the innermost last. */
  private readonly foreign: boolean[] = [];
  /** A page repeats a few styles in every cell. */
  private readonly styles = new Map<string, boolean>();

  constructor(html: string) {
    this.html = html;
  }

  read(): void {
    const { html } = this;
    let textFrom = 0;
    while (!this.isCut) {
      const start = html.indexOf('<', this.at);
      if (start === -1) {
        if (textFrom < html.length) this.addText(textFrom, html.length);
        return;
      }
      const next = html.charCodeAt(start + 1);
      if (isLetter(next)) {
        if (start > textFrom) this.addText(textFrom, start);
        this.readTag(start + 1);
      } else if (next === slash) {
        const name = this.pastBlanks(start + 2);
        // Behind nothing at all comes text.
        if (name >= html.length || html.charCodeAt(name) === closes) {
          if (start > textFrom) this.addText(textFrom, start);
          textFrom = start;
          this.at = name;
          continue;
        }
        if (start > textFrom) this.addText(textFrom, start);
        if (isLetter(html.charCodeAt(name))) this.readEnd(name);
        else {
          this.text = null;
          this.skipPast('>', name);
        }
      } else if (next === exclamation || next === question) {
        if (start > textFrom) this.addText(textFrom, start);
        this.readDeclaration(start, next);
      } else {
        this.at = start + 1;
        continue;
      }
      textFrom = this.at;
    }
  }

  private addText(from: number, to: number): void {
    this.addData(decodedText(this.html.slice(from, to)));
  }

  private addData(data: string): void {
    if (this.text !== null) this.text.data += data;
    else {
      this.text = { type: 'text', data };
      this.children.push(this.text);
    }
  }

  private pastBlanks(from: number): number {
    let at = from;
    while (isBlank(this.html.charCodeAt(at))) at++;
    return at;
  }

  private skipPast(end: string, from: number): void {
    const found = this.html.indexOf(end, from);
    this.at = found === -1 ? this.html.length : found + end.length;
  }

  /** A comment parts the text around it; a declaration does not. */
  private readDeclaration(start: number, mark: number): void {
    const { html } = this;
    if (mark === exclamation && html.startsWith('--', start + 2)) {
      this.text = null;
      // <!--> is a whole comment.
      this.skipPast('-->', start + 2);
    } else if (mark === exclamation && html.startsWith('[CDATA[', start + 2)) {
      this.text = null;
      this.skipPast(']]>', start + 9);
    } else
      this.skipPast(
        '>',
        mark === question ? start + 2 : start + (html.charCodeAt(start + 2) === dash ? 4 : 3),
      );
  }

  /** An element from its name on, up to the end of its tag; the whole of it where its content is no markup. */
  private readTag(from: number): void {
    const { html } = this;
    let at = from;
    while (at < html.length && !endsName(html.charCodeAt(at))) at++;
    // A tag that the page ends in is none.
    if (at === html.length) {
      this.at = at;
      return;
    }
    const kind = kindAt(html, from, at);
    const attribs = this.readAttributes(at);
    this.openElement(kind, attribs ?? noAttributes);
    const closed = this.endsInSlash && this.foreign.at(-1) === true;
    if (kind.isVoid) return;
    if (closed) this.close(this.open.length - 1);
    else if (kind.holdsText && !this.endsInSlash) this.readContent(kind);
  }
  private endsInSlash = false;

  private readAttributes(from: number): Attributes | null {
    const { html } = this;
    const { length } = html;
    let attribs: Partial<Record<AttributeName, string>> | null = null;
    let isStyled = false;
    this.endsInSlash = false;
    let at = from;
    while (at < length) {
      const code = html.charCodeAt(at);
      if (code === closes) {
        this.at = at + 1;
        return attribs;
      }
      if (code === slash) {
        at = this.pastBlanks(at + 1);
        if (html.charCodeAt(at) !== closes) continue;
        this.endsInSlash = true;
        this.at = at + 1;
        return attribs;
      }
      if (isBlank(code)) {
        at++;
        continue;
      }
      const nameFrom = at++;
      while (at < length && !endsAttributeName(html.charCodeAt(at))) at++;
      const name = attributeAt(html, nameFrom, at);
      at = this.pastBlanks(at);
      let value = '';
      if (html.charCodeAt(at) === equals) {
        at = this.pastBlanks(at + 1);
        const mark = html.charCodeAt(at);
        const valueFrom = at;
        if (mark === quote || mark === apostrophe) {
          at = html.indexOf(mark === quote ? '"' : "'", at + 1);
          if (at === -1) break;
          at++;
          if (name !== null) value = this.valueOf(name, valueFrom + 1, at - 1);
        } else {
          while (at < length && !endsBareValue(html.charCodeAt(at))) at++;
          if (name !== null) value = this.valueOf(name, valueFrom, at);
        }
        if (at === length) break;
      }
      if (name === null) continue;
      // The first of two counts, as in a browser.
      if (name === 'style') {
        const counts = !isStyled && value !== '';
        isStyled = true;
        if (!counts) continue;
      }
      attribs ??= {};
      attribs[name] ??= value;
    }
    this.at = length;
    return attribs;
  }

  private valueOf(name: AttributeName, from: number, to: number): string {
    const raw = this.html.slice(from, to);
    if (name !== 'style') return decodedValue(raw);
    let plain = this.styles.get(raw);
    if (plain === undefined) {
      plain = !mayHide.test(decodedValue(raw));
      if (this.styles.size < 200) this.styles.set(raw, plain);
    }
    return plain ? '' : decodedValue(raw);
  }

  private openElement(kind: ElementKind, attribs: Attributes): void {
    const { ends } = kind;
    if (ends !== null)
      while (this.open.length > 0 && ends.has(this.open.at(-1)?.name ?? '')) this.close(this.open.length - 1);
    this.text = null;
    const element: Element = { type: 'tag', name: kind.name, kind, attribs, children: [] };
    this.children.push(element);
    if (this.open.length >= deepest) this.isCut = true;
    if (kind.isVoid) return;
    this.open.push(element);
    this.children = element.children;
    if (kind.foreign !== null) this.foreign.push(kind.foreign);
  }

  /** Closes an open element and all in it. */
  private close(index: number): void {
    while (this.open.length > index) this.open.pop();
    this.children = this.open[index - 1]?.children ?? this.nodes;
    this.text = null;
  }

  private readEnd(from: number): void {
    const { html } = this;
    let at = from;
    while (at < html.length && html.charCodeAt(at) !== closes && !isBlank(html.charCodeAt(at))) at++;
    this.skipPast('>', at);
    if (at < html.length) this.end(kindAt(html, from, at));
  }

  private end(kind: ElementKind): void {
    if (kind.foreign !== null) this.foreign.pop();
    if (kind.isVoid) {
      // What ends a line break is one.
      if (kind.name === 'br') this.openElement(kind, noAttributes);
      return;
    }
    let index = this.open.length - 1;
    while (index >= 0 && this.open[index]?.name !== kind.name) index--;
    if (index !== -1) this.close(index);
    else if (kind.name === 'p') {
      this.openElement(kind, noAttributes);
      this.close(this.open.length - 1);
    }
  }

  /** Scripts, styles, titles and text areas hold text up to their own end. */
  private readContent(kind: ElementKind): void {
    const { html } = this;
    const { name } = kind;
    let end = html.indexOf('</', this.at);
    while (
      end !== -1 &&
      !(isAt(html, end + 2, name) && endsBareValue(html.charCodeAt(end + 2 + name.length)))
    )
      end = html.indexOf('</', end + 2);
    const to = end === -1 ? html.length : end;
    if (to > this.at) {
      const data = html.slice(this.at, to);
      this.addData(name === 'title' ? decodedText(data) : data);
    }
    this.skipPast('>', to);
    if (end !== -1) this.end(kind);
  }
}

const endsName = (code: number): boolean => code === closes || code === slash || isBlank(code);
const endsAttributeName = (code: number): boolean => code === equals || endsName(code);
const endsBareValue = (code: number): boolean => code === closes || isBlank(code);
