/**
 * HTML to blocks. Tables keep their spans; a table that only lays out the page
 * is read as running text. White space is collapsed as a browser does, no-break and ideographic spaces stay.
 */

import type { Block, Document, HiddenText, Picture, TableBlock, TableCell, TableRow } from '../document.ts';
import { htmlLimits } from './html-limits.ts';
import { holdsTable, isDataTable, picturesIn, rowsOf, span, strayIn, tablesOfOwn } from './html-tables.ts';
import { cellText, collapsed, contains, hiddenReason, textContent, tidy } from './html-text.ts';
import { type AnyNode, type Element, isTag, isText, treeOf } from './html-tree.ts';

/** What a script has in it that shows some visitors another page. */
const rewrites = /referrer|spider|document\.title\s*=|document\.write|fromCharCode|unescape/i;

/** Shorter values of form fields are no document. */
const shortestField = 400;

export interface HtmlDocument extends Document {
  readonly truncated: boolean;
}

/** A page with what its scripts and form fields hold, which a browser runs and does not show. */
export interface HtmlMarkup extends HtmlDocument {
  readonly scripts: readonly string[];
  /** Texts of text areas and values of hidden inputs. */
  readonly fields: readonly string[];
}

export function readHtml(html: string): HtmlDocument {
  const { scripts: _scripts, fields: _fields, ...document } = readMarkup(html);
  return document;
}

export function readMarkup(html: string): HtmlMarkup {
  const walker = new Walker();
  const { nodes, isCut } = treeOf(html);
  for (const node of nodes) walker.walk(node, 0);
  walker.endBlock(null);
  return {
    title: walker.title,
    metas: walker.metas,
    blocks: walker.blocks,
    hidden: walker.hidden,
    links: walker.links,
    pictures: walker.pictures,
    truncated: walker.truncated || isCut,
    scripts: walker.scripts,
    fields: walker.fields,
  };
}

class Walker {
  readonly blocks: Block[] = [];
  readonly metas: { name: string; content: string }[] = [];
  readonly hidden: HiddenText[] = [];
  readonly links: { href: string; text: string }[] = [];
  readonly pictures: Picture[] = [];
  readonly scripts: string[] = [];
  readonly fields: string[] = [];
  private rewriting = 0;
  title: string | null = null;
  truncated = false;
  private pending = '';

  walk(node: AnyNode, depth: number): void {
    if (isText(node)) {
      this.pending += collapsed(node.data);
      return;
    }
    if (!isTag(node)) return;
    if (depth > htmlLimits.depth || this.blocks.length >= htmlLimits.blocks) {
      this.truncated = true;
      return;
    }
    const tag = node.name;
    if (tag === 'title') {
      this.title ??= tidy(textContent(node)) || null;
      return;
    }
    if (tag === 'meta') {
      this.readMeta(node);
      return;
    }
    if (node.kind.isSkipped) {
      this.keepAside(node, tag);
      return;
    }
    if (tag === 'input') {
      const value = node.attribs['type']?.toLowerCase() === 'hidden' ? node.attribs['value'] : undefined;
      if (value !== undefined && value.length >= shortestField) this.fields.push(value);
      return;
    }
    if (tag === 'img') {
      this.readPicture(node);
      return;
    }
    if (tag === 'br') {
      this.pending += '\n';
      return;
    }
    const reason = hiddenReason(node);
    if (reason !== null && !holdsTable(node)) {
      const text = tidy(textContent(node));
      if (text !== '') this.hidden.push({ text, reason });
      return;
    }
    if (tag === 'table' && isDataTable(node)) {
      this.endBlock(null);
      // A caption, and what stands between the cells, a browser shows above the table.
      for (const child of strayIn(node)) this.walk(child, depth + 1);
      this.endBlock(null);
      const holdsMore = contains(node, ({ name }) => name === 'img' || name === 'table');
      if (holdsMore) for (const picture of picturesIn(node)) this.readPicture(picture);
      const within: Element[] = [];
      this.blocks.push(this.table(node, holdsMore ? within : null));
      for (const inner of within) this.walk(inner, depth + 1);
      return;
    }
    if (tag === 'a') this.readLink(node);
    if (!node.kind.isBlock) {
      for (const child of node.children) this.walk(child, depth + 1);
      return;
    }
    this.endBlock(null);
    for (const child of node.children) this.walk(child, depth + 1);
    this.endBlock(tag.length === 2 && /^h[1-6]$/.test(tag) ? Number(tag[1]) : null);
  }

  endBlock(level: number | null): void {
    const text = tidy(this.pending);
    this.pending = '';
    if (/[^\s\u00a0\u3000]/.test(text)) this.blocks.push({ kind: 'text', text, level });
  }

  private keepAside(node: Element, tag: string): void {
    const [content] = node.children;
    if (tag === 'script' && content && isText(content)) {
      this.scripts.push(content.data);
      if (this.rewriting < htmlLimits.rewriting && rewrites.test(content.data)) {
        this.rewriting++;
        this.hidden.push({ text: content.data.slice(0, htmlLimits.rewritingLength), reason: 'script' });
      }
    } else if (tag === 'textarea' && content && isText(content) && content.data.length >= shortestField)
      this.fields.push(content.data);
  }

  /** A row or cell that a browser leaves out of the grid; its text is kept aside. */
  private isTakenOut(node: Element): boolean {
    const reason = hiddenReason(node);
    if (reason !== 'display:none' && reason !== 'hidden attribute') return false;
    const text = tidy(textContent(node));
    if (text !== '') this.hidden.push({ text, reason });
    return true;
  }

  private readMeta(node: Element): void {
    const name = node.attribs['name'] ?? node.attribs['property'] ?? '';
    const content = node.attribs['content'];
    if (name !== '' && content !== undefined) this.metas.push({ name: name.toLowerCase(), content });
  }

  private readLink(node: Element): void {
    const href = node.attribs['href'];
    if (href !== undefined && this.links.length < 5000)
      this.links.push({ href, text: tidy(textContent(node)) });
  }

  private readPicture({ attribs }: Element): void {
    // Pages that load pictures late name them elsewhere.
    const src = attribs['data-original'] ?? attribs['data-src'] ?? attribs['src'];
    if (src === undefined || src.trim() === '' || this.pictures.length >= htmlLimits.pictures) return;
    const isBehindText = tidy(this.pending) !== '';
    this.pictures.push({ src: src.trim(), before: this.blocks.length + (isBehindText ? 1 : 0) });
  }

  /** @param within receives the tables in its cells that are tables of their own: they come behind it; null where there are none. */
  private table(node: Element, within: Element[] | null): TableBlock {
    const rows: TableRow[] = [];
    /** For each grid column, how many rows below are still covered by a cell above. */
    const covered: number[] = [];
    let count = 0;
    const shown = [...rowsOf(node)].filter(tr => !this.isTakenOut(tr));
    for (const [index, tr] of shown.entries()) {
      const cells: TableCell[] = [];
      let gridColumn = 0;
      for (const td of tr.children) {
        if (!isTag(td) || (td.name !== 'td' && td.name !== 'th') || this.isTakenOut(td)) continue;
        while ((covered[gridColumn] ?? 0) > 0) gridColumn++;
        if (++count > htmlLimits.cellsPerTable || gridColumn >= htmlLimits.columns) {
          this.truncated = true;
          break;
        }
        const colSpan = Math.min(span(td.attribs['colspan']), htmlLimits.columns - gridColumn);
        // Zero reaches to the table's end.
        const toEnd = td.attribs['rowspan']?.trim() === '0';
        const rowSpan = toEnd ? Math.min(shown.length - index, htmlLimits.span) : span(td.attribs['rowspan']);
        for (const anchor of td.children) if (isTag(anchor) && anchor.name === 'a') this.readLink(anchor);
        const inner = within === null ? [] : tablesOfOwn(td);
        within?.push(...inner);
        cells.push({
          text: inner.length > 0 ? cellText(td, this.hidden, new Set(inner)) : cellText(td, this.hidden),
          gridColumn,
          colSpan,
          rowSpan,
        });
        for (let column = gridColumn; column < gridColumn + colSpan; column++) covered[column] = rowSpan;
        gridColumn += colSpan;
      }
      for (let column = 0; column < covered.length; column++)
        if ((covered[column] ?? 0) > 0) covered[column] = (covered[column] ?? 1) - 1;
      rows.push({ cells });
    }
    return { kind: 'table', geometry: 'spans', rows, width: covered.length };
  }
}
