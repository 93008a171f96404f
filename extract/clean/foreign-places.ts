/** Names in the place of a city's or county's that no division bears: shown by the national list, not by any word. */

import type { WordTables } from './anchors.ts';
import type { Line } from './lines.ts';
import type { KnownPhrase } from './phrases.ts';
import { wordKinds } from './words.ts';

/** Whether a division of the national list has this name, or this short form. */
export type IsPlaceName = (name: string) => boolean;

/** The issuer of a report or the source of a page: only a Chinese division stands here. */
const issuer =
  /(?:^|\n|来源: ?|发布机构: ?)\s*(?:20\d\d年度?)?([\u4e00-\u9fff]{3,8}?)([市县])(?=人民政府|[\u4e00-\u9fff]{1,10}[局委])/gu;
const reportLine = /年度报告|年报|信息公开|来源:|发布机构:/u;
/** Two-character names of abolished divisions and of foreign towns are not told from a brand: three are the least. */
const shortestStem = 3;

/**
 * Stems that stand twice or more as the issuer before 市 or 县 though no division is called so: 凯旺鑫隆市水利局.
 * A stem that begins or ends with a known place, or holds an official word, is a longer name of that place.
 */
export function foreignPlaces(
  lines: readonly Line[],
  tables: WordTables,
  isPlaceName: IsPlaceName,
): KnownPhrase[] {
  const counts = new Map<string, number>();
  for (const line of lines.slice(0, 200)) {
    if (line.text.length > 400 || !reportLine.test(line.folded)) continue;
    for (const [, stem = '', letter = ''] of line.folded.matchAll(issuer))
      if (isForeign(stem, letter, tables, isPlaceName)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return [...counts].flatMap(([folded, count]) => (count > 1 ? [{ folded, evidence: 'no_such_place' }] : []));
}

function isForeign(stem: string, letter: string, tables: WordTables, isPlaceName: IsPlaceName): boolean {
  if (stem.length < shortestStem || /自治|[省市县区州盟旗]/u.test(stem)) return false;
  for (let index = 0; index < stem.length; index++) {
    const kinds = tables.all.at(stem, index)?.kinds ?? 0;
    if ((kinds & (wordKinds.official | wordKinds.joiner | wordKinds.label)) !== 0) return false;
  }
  for (let length = 1; length <= stem.length; length++) {
    const tail = stem.slice(-length);
    if (isPlaceName(tail + letter)) return false;
    if (length > 1 && (isPlaceName(tail) || isPlaceName(stem.slice(0, length)))) return false;
  }
  return true;
}
