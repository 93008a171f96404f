/**
 * Which unit a document is of, as an identity that is the same for every document and in every release.
 * The rules below are part of the public contract: another rule is another id for the same body.
 *
 * - Division known: its code, and the name without the names of that division and those above it.
 *   So 浙江省宁波市宁海县统计局, 宁海县统计局 and 统计局 are one unit of 330226, and a government is the empty name.
 *   The kind of body is no part of it: documents of one body differ in how much of it they show.
 * - Division unknown: the portal and the whole name; without a portal the host; without a host the document.
 *   The same name elsewhere may be another body (twenty districts have a 区财政局).
 */

import { createHash } from 'node:crypto';
import type { Division, UnitReading } from '../schema/extraction.ts';

export type DivisionsByCode = ReadonlyMap<string, Division>;

/** Where a document came from, as far as it can tell bodies of one name apart. */
export interface Source {
  readonly portal: string | null;
  readonly url: string;
}

export function unitIdentity(unit: UnitReading, source: Source, divisions: DivisionsByCode): string {
  const name = normaliseName(unit.name);
  if (unit.division_code !== null)
    return `${unit.division_code}|${withoutGovernment(withoutDivisions(name, unit.division_code, divisions))}`;
  if (source.portal !== null) return `portal:${source.portal}|${name}`;
  const host = hostOf(source.url);
  return host === null ? `document:${source.url}|${name}` : `host:${host}|${name}`;
}

export function unitId(identity: string): string {
  return `u${shortDigest(identity)}`;
}

/** The report of a unit and year, or of one address where either is unknown. */
export function reportId(unit: string | null, year: number | null, url: string): string {
  return unit !== null && year !== null ? `${unit}-${year}` : `d${shortDigest(url)}`;
}

/** Host of a web address; null for anything else. */
export function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? host : null;
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function normaliseName(name: string): string {
  return name.normalize('NFKC').replace(/[\s\u200b\ufeff]/gu, '');
}

/** Drops the names of the division and of those above it from the front, outermost first, each at most once. */
function withoutDivisions(name: string, code: string, divisions: DivisionsByCode): string {
  const chain: string[] = [];
  for (let division = divisions.get(code); division !== undefined; ) {
    chain.unshift(division.name);
    division = division.parent_code === null ? undefined : divisions.get(division.parent_code);
  }
  let rest = name;
  for (const ancestor of chain) if (rest.startsWith(ancestor)) rest = rest.slice(ancestor.length);
  // 县统计局 stays: 市 begins 市场监督管理局. Before 人民政府 one character of level is safe to drop.
  return rest.replace(/^[省市县区州盟旗镇乡](?=(?:人民)?政府)/u, '').replace(/^政府/u, '人民政府');
}

/** 宁海县 and 宁海县人民政府 are one unit; 宁海县人民政府办公室 is another. A street's 办事处 is its government. */
function withoutGovernment(rest: string): string {
  return rest === '人民政府' || rest === '办事处' || rest === '人民政府办事处' ? '' : rest;
}
