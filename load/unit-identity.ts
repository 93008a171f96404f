/**
 * Which unit a name in a division is, as an identity that is the same for every document and in every release.
 * The rules below are part of the public contract: another rule is another id for the same body.
 *
 * - Division known: its lasting code (`DivisionRegister.lastingCode`), and the name without the names of that division
 *   and those above it. So 浙江省宁波市宁海县统计局, 宁海县统计局 and 统计局 are one unit of 330226, 华亭县统计局 and
 *   华亭市统计局 one of 620881, and a government is the empty name.
 *   The kind of body is no part of it: documents of one body differ in how much of it they show.
 * - Division unknown: the portal and the whole name. The same name elsewhere may be another body (twenty districts
 *   have a 区财政局).
 */

import { createHash } from 'node:crypto';
import type { DivisionRegister } from './division-register.ts';

/** Central bodies are of no division. */
export const countryCode = '000000';

/** @param code the division, as coded in any year */
export function unitIdentity(name: string, code: string, register: DivisionRegister): string {
  const lasting = register.lastingCode(code);
  return `${lasting}|${withoutGovernment(withoutDivisions(normaliseName(name), lasting, register))}`;
}

export function portalIdentity(name: string, portal: string): string {
  return `portal:${portal}|${normaliseName(name)}`;
}

/** The division of an identity; null where it is not known. */
export function divisionOf(identity: string): string | null {
  return /^(\d+)\|/.exec(identity)?.[1] ?? null;
}

/** A government: of its division alone, without a name of its own. */
export function isGovernment(identity: string): boolean {
  return /^\d+\|$/.test(identity);
}

/** A government from the county up. */
export function isHighGovernment(identity: string): boolean {
  const code = divisionOf(identity);
  return isGovernment(identity) && code?.length === 6 && code !== countryCode;
}

export function unitId(identity: string): string {
  return `u${shortDigest(identity)}`;
}

/** The report of a unit and year, or of one address (or one text) where either is unknown. */
export function reportId(unit: string | null, year: number | null, otherwise: string): string {
  return unit !== null && year !== null ? `${unit}-${year}` : `d${shortDigest(otherwise)}`;
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

export function normaliseName(name: string): string {
  return name.normalize('NFKC').replace(/[\s\u200b\ufeff]/gu, '');
}

/** Drops the names of the division and of those above it from the front, outermost first, each at most once. */
function withoutDivisions(name: string, code: string, register: DivisionRegister): string {
  const chain: string[] = [];
  for (let division = register.byCode.get(code); division !== undefined; ) {
    chain.unshift(division.code);
    division = division.parent_code === null ? undefined : register.byCode.get(division.parent_code);
  }
  let rest = name;
  for (const ancestor of chain) {
    const found = register.namesOf(ancestor).find(each => rest.startsWith(each));
    if (found !== undefined) rest = rest.slice(found.length);
  }
  // 县统计局 stays: 市 begins 市场监督管理局. Before 人民政府 one character of level is safe to drop.
  return rest.replace(/^[省市县区州盟旗镇乡](?=(?:人民)?政府)/u, '').replace(/^政府/u, '人民政府');
}

/** 宁海县 and 宁海县人民政府 are one unit; 宁海县人民政府办公室 is another. A street's 办事处 is its government. */
function withoutGovernment(rest: string): string {
  return rest === '人民政府' || rest === '办事处' || rest === '人民政府办事处' ? '' : rest;
}
