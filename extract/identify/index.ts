/**
 * What a document is, whose, of which year, published when, and what its figures cover.
 *
 * Looks at the beginning and the end of the document only, and never at its address: folders and parameters
 * of an address name other years and other bodies often enough. Works on cleaned documents; pure.
 */

import type { DocumentType, Scope, SourceContext, UnitReading } from '../../schema/extraction.ts';
import type { Issue } from '../../schema/issues.ts';
import { issue } from '../../schema/issues.ts';
import type { Document } from '../document.ts';
import { isReportLike, readDocumentType } from './document-type.ts';
import { readFields } from './fields.ts';
import type { Gazetteer } from './gazetteer.ts';
import { readPage, type Span } from './lines.ts';
import { readLink } from './link.ts';
import { readPublishedDate } from './published.ts';
import { readScope } from './scope.ts';
import { paragraphsOf, statementsIn } from './statements.ts';
import { bodyStart, findTitle } from './title.ts';
import { readUnit } from './unit.ts';
import { readYear, type YearReading } from './year.ts';

export interface Identity {
  readonly document_type: DocumentType;
  readonly title: string | null;
  readonly unit: UnitReading | null;
  readonly report_year: number | null;
  readonly year_evidence: string | null;
  readonly published_date: string | null;
  readonly scope: Scope;
  readonly scope_evidence: string | null;
  readonly issues: readonly Issue[];
}

const signatureLines = 60;

export function identify(document: Document, context: SourceContext, gazetteer: Gazetteer): Identity {
  const page = readPage(document);
  const fields = readFields(page.lines.slice(0, 600));
  const start = bodyStart(page.lines);
  const title = findTitle(page, fields, start, gazetteer);
  const paragraphs = paragraphsOf(page.lines, new Set(fields.map(field => field.line)));
  const statements = statementsIn(paragraphs);
  const read = readDocumentType({ title: title?.span ?? null, lines: page.lines, statements, paragraphs });
  const published = readPublishedDate(page, fields);
  const isReport = read === 'annual_report';
  const year =
    read === 'notice' || (read === 'other' && title !== null)
      ? { report_year: null, year_evidence: null, issues: [] }
      : readYear({
          title: title?.span ?? null,
          subtitle: title === null ? null : (page.lines[title.to]?.dense ?? null),
          statements,
          paragraphs,
          published,
          byDate: isReport,
        });
  const ownYear = read === 'other' && !saysOutright(year, paragraphs) ? null : year.report_year;
  // Statistics of no year are the blank form, issued to be filled in.
  const type = read === 'interim_statistics' && ownYear === null ? 'other' : read;
  const lastLines = [...page.lines, ...page.tail].slice(-signatureLines);
  const { unit: ownUnit, rival } = isReportLike(type)
    ? readUnit(
        { page, fields, title, bodyStart: start, statements, paragraphs, lastLines },
        context,
        gazetteer,
      )
    : { unit: null, rival: null };
  const link = isReport && (ownUnit === null || ownYear === null) ? readLink(context, gazetteer) : null;
  // A link that names another year than the document is to something else.
  const fits = link !== null && (ownYear === null || link.year === null || link.year === ownYear);
  const unit = ownUnit ?? (fits ? link.unit : null);
  const report_year = ownYear ?? (fits ? link.year : null);
  const scope = isReport
    ? readScope(paragraphs, title?.span ?? null)
    : { scope: 'unstated' as const, scope_evidence: null };
  const printed = title?.span.text ?? '';
  return {
    document_type: type,
    title: printed === '' ? null : printed,
    unit,
    report_year,
    year_evidence: report_year === null ? null : ownYear === null ? 'link' : year.year_evidence,
    published_date: published,
    ...scope,
    issues: [...year.issues, ...(isReport ? [...conflict(unit, rival), ...missing(unit, report_year)] : [])],
  };
}

/** What is no report has a year only where a period or the first words of a paragraph on disclosure give it. */
function saysOutright({ report_year, year_evidence }: YearReading, paragraphs: readonly Span[]): boolean {
  if (year_evidence === 'period') return true;
  const begins = (text: string): boolean =>
    text.startsWith(`${report_year}年`) && /信息公开|政务公开/.test(text);
  return paragraphs.slice(0, 20).some(({ folded }) => begins(folded));
}

function conflict(unit: UnitReading | null, rival: string | null): Issue[] {
  if (unit === null || rival === null) return [];
  const message = `the title names ${unit.name}, the text ${rival}; ${unit.name} was taken`;
  return [issue('extract.unit.conflict', message)];
}

function missing(unit: UnitReading | null, year: number | null): Issue[] {
  const issues: Issue[] = [];
  if (unit === null)
    issues.push(issue('extract.unit.unknown', 'no text of the document names the body that reports'));
  if (year === null)
    issues.push(issue('extract.year.unknown', 'no text of the document shows the year of the report'));
  return issues;
}
