/** Texts of HTML elements as a browser shows them, and what hides an element. */

import type { HiddenText } from '../document.ts';
import { htmlLimits } from './html-limits.ts';
import { type AnyNode, type Element, isTag, isText, mayHide, noAttributes } from './html-tree.ts';

const collapsible = /[ \t\r\n\f]+/g;
const uncollapsed = / {2}|[\t\r\n\f]/;
export const collapsed = (text: string): string =>
  uncollapsed.test(text) ? text.replace(collapsible, ' ') : text;

/** Whether any element below satisfies a condition; iterative, so that depth cannot overflow the stack. */
export function contains(root: Element, condition: (node: Element) => boolean): boolean {
  const stack: AnyNode[] = [...root.children];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue;
    if (condition(node)) return true;
    for (const child of node.children) stack.push(child);
  }
  return false;
}

export function hiddenReason(node: Element): string | null {
  if (node.attribs === noAttributes) return node.kind.isStruck ? 'struck out' : null;
  if (isStruck(node)) return 'struck out';
  if (node.attribs['hidden'] !== undefined) return 'hidden attribute';
  const style = node.attribs['style'];
  if (style === undefined || style.length > 2000 || !mayHide.test(style)) return null;
  const rules = style.toLowerCase().replace(/\s+/g, '');
  if (rules.includes('display:none')) return 'display:none';
  if (rules.includes('visibility:hidden')) return 'visibility:hidden';
  if (/font-size:0(?:px|pt|em|rem|%)?(?:;|$)/.test(rules)) return 'font-size:0';
  if (/(?:text-indent|left|top|margin-left):-\d{3,}/.test(rules)) return 'moved off the page';
  return null;
}

const nothing: ReadonlySet<Element> = new Set();

/**
 * Text of a cell: paragraphs and breaks end lines, other elements do not.
 *
 * @param apart elements in it that are read elsewhere
 */
export function cellText(cell: Element, hidden: HiddenText[], apart: ReadonlySet<Element> = nothing): string {
  let text = '';
  const stack: (AnyNode | string)[] = cell.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === 'string') text += node;
    else if (isText(node)) text += collapsed(node.data);
    else if (isTag(node) && node.name === 'input') text += enteredIn(node);
    else if (isTag(node) && node.name === 'textarea') stack.push(...[...node.children].reverse());
    else if (isTag(node) && !node.kind.isSkipped && !apart.has(node)) {
      if (node.name === 'br') text += '\n';
      const reason = hiddenReason(node);
      if (reason !== null) {
        const unseen = tidy(textContent(node));
        if (unseen !== '') hidden.push({ text: unseen, reason });
        continue;
      }
      // A note's number behind a figure is no digit of it.
      if (node.name === 'sup' || node.name === 'sub') {
        text += ' ';
        stack.push(' ');
      }
      if (node.kind.isBlock) {
        text += '\n';
        stack.push('\n');
      }
      for (let index = node.children.length - 1; index >= 0; index--) {
        const child = node.children[index];
        if (child) stack.push(child);
      }
    }
    if (text.length > htmlLimits.textLength) break;
  }
  return tidy(text);
}

/** What a form field shows. */
function enteredIn({ attribs }: Element): string {
  return /^(?:text|number|tel|)$/i.test(attribs['type'] ?? '') ? (attribs['value'] ?? '') : '';
}

/** Struck out: shown, and not meant. */
const isStruck = ({ kind, attribs: { style } }: Element): boolean =>
  kind.isStruck || (style !== undefined && /line-through/i.test(style));

export function textContent(root: Element): string {
  let text = '';
  const stack: AnyNode[] = root.children.toReversed();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isText(node)) text += node.data;
    else if (isTag(node) && !node.kind.isSkipped)
      for (let index = node.children.length - 1; index >= 0; index--) {
        const child = node.children[index];
        if (child) stack.push(child);
      }
    if (text.length > htmlLimits.textLength) break;
  }
  return text.replace(collapsible, ' ');
}

export function textLength(root: Element, enough: number): number {
  let length = 0;
  const stack: AnyNode[] = [...root.children];
  for (let node = stack.pop(); node && length < enough; node = stack.pop()) {
    if (isText(node)) length += node.data.trim().length;
    else if (isTag(node)) for (const child of node.children) stack.push(child);
  }
  return length;
}

/** Collapses what a browser collapses around line ends; keeps no-break and ideographic spaces. */
export function tidy(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpaceOrBreak(text.charCodeAt(from))) from++;
  while (to > from && isSpaceOrBreak(text.charCodeAt(to - 1))) to--;
  const within = text.slice(from, to);
  return within.includes('\n') ? within.replace(/ *\n[ \n]*/g, '\n') : within;
}

const isSpaceOrBreak = (code: number): boolean => code === 32 || code === 10;
