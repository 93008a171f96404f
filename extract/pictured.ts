/** Tables that a page shows as pictures: which picture stands where which table should, and at which address. */

import type { TableReading } from '../schema/extraction.ts';
import { type Issue, issue } from '../schema/issues.ts';
import type { Block, Document } from './document.ts';
import { headingOf, mayHoldHeading } from './section-headings.ts';

/** Sections of the form that have a table, and its key. */
const tableOfSection: ReadonlyMap<number, string> = new Map([
  [2, 'proactive'],
  [3, 'requests'],
  [4, 'remedies'],
]);

/** A report has three tables, on a few pages each. */
const mostPictures = 20;

/** What every page of a site shows: its arms, its buttons, its codes. */
const ornament =
  /logo|icon|ico[_.-]|banner|qrcode|erweima|weixin|weibo|wechat|print|share|jiucuo|arrow|button|btn|blank|spacer|line\.|dot\.|red\.png|blue\.png/i;

/** One issue for each picture below the heading of a table that is not there. */
export function picturedTables(
  { blocks, pictures = [] }: Document,
  tables: readonly TableReading[],
  url: string | null,
): Issue[] {
  const absent = new Set<string>(
    tables.filter(({ status }) => status === 'absent').map(({ table }) => table),
  );
  if (absent.size === 0 || pictures.length === 0) return [];
  const headings = sectionHeadings(blocks);
  const issues: Issue[] = [];
  for (const { src, before } of pictures) {
    if (ornament.test(src) || issues.length >= mostPictures) continue;
    const section = headings.findLast(({ at }) => at < before)?.section;
    const table = section === undefined ? undefined : tableOfSection.get(section);
    if (table === undefined || !absent.has(table)) continue;
    issues.push(
      issue(
        'extract.tables.pictured',
        `a picture stands where table ${table} should: ${addressOf(src, url)}`,
        table,
      ),
    );
  }
  return issues;
}

function sectionHeadings(blocks: readonly Block[]): { at: number; section: number }[] {
  const found: { at: number; section: number }[] = [];
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'text' || !mayHoldHeading(block.text)) continue;
    for (const line of block.text.split('\n')) {
      const heading = headingOf(line.trim());
      if (heading?.isExact && heading.style !== '（一）' && heading.style !== '1.')
        found.push({ at, section: heading.topic });
    }
  }
  return found;
}

function addressOf(src: string, url: string | null): string {
  if (/^data:/i.test(src)) return `${/^data:[^;,]{0,40}/i.exec(src)?.[0]} inside the page`;
  return url !== null && URL.canParse(src, url) ? new URL(src, url).href : src.slice(0, 300);
}
