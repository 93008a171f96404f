import type { Document } from '../document.ts';
import type { Survey } from './anchors.ts';
import { hostBrand, isPortalPath } from './hosts.ts';
import type { Surroundings } from './judge.ts';
import type { Line } from './lines.ts';
import { wordKinds } from './words.ts';

interface Evidence extends Surroundings {
  readonly survey: Survey;
  readonly notes: boolean;
}

/** Share of traditional characters from which a text counts as set in traditional script. */
const traditionalShare = 0.04;
/** Expressions of mainland administration in plain form; Hong Kong, Macau and Taiwan say it otherwise. */
const mainland =
  /政务公开|政务服务|市委|县委|区委|党委|党工委|人民政府|街道办|国务院|政府信息公开|依申请公开|主动公开|规范性(?:文件|档案)|公安机关|开发区|习近平|党中央|全省|全市|全县|省政府|社会主义|扫黄打非/gu;
const ownVoice =
  /政府信息公开(?:工作)?年度报告|我局|我镇|我委|我办|我街道|本机关|人民政府办公室|信息公开工作|发布机构|索引号|主动公开|市委|县委|支队|市人民政府|县人民政府|区人民政府|本行政区|人民政府/gu;

export interface Trust {
  readonly reject: boolean;
  readonly reasons: string[];
}

/** Whether host and script are those of an official page, and whether the page is anything but an advertisement. */
export function trustOf(
  lines: readonly Line[],
  document: Document,
  url: string | null,
  host: string | null,
  evidence: Evidence,
): Trust {
  const reasons: string[] = [];
  const { han, traditional, oddMarks } = evidence.survey;
  const foreign = evidence.foreignHost;
  const suspicious = foreign || host === null;
  if (evidence.notes) reasons.push('pinyin_notes');
  if (oddMarks && isLossy(lines)) reasons.push('lossy_conversion');
  const converted = han > 0 && traditional / han >= traditionalShare;
  if (!suspicious && reasons.length === 0) return { reject: false, reasons };
  if (!converted && !foreign && evidence.survey.anchors.length === 0) return { reject: false, reasons };
  const text = lines
    .map(line => line.folded)
    .join('\n')
    .slice(0, 40_000);
  if (converted && suspicious && distinct(text, mainland) > 0 && !isRegional(text))
    reasons.push('converted_script');
  const voice = distinct(text, ownVoice);
  const reject = suspicious && isAdvertisement(lines, document, host, voice, evidence);
  if (reject) reasons.push('nothing_official');
  if (foreign && host !== null && voice > 0 && (isPortalPath(url) || hostBrand(host) !== null || voice > 2)) {
    reasons.push('foreign_host');
  }
  return { reject, reasons };
}

function distinct(text: string, pattern: RegExp): number {
  return new Set([...text.matchAll(pattern)].map(match => match[0])).size;
}

/** Texts of Hong Kong, Macau and Taiwan are set in traditional by right. */
function isRegional(text: string): boolean {
  const regional =
    /特区政府|行政法务司|审计署|立法会|行政会|行政长官|立法院|行政院|中华民国|特首|澳门元|港元|民政总署/u;
  return regional.test(text) && !/政府信息公开|政务公开|县委|区委/u.test(text);
}

const lossy =
  /\?[。！，．!.][\u3105-\u312f\u0400-\u04ff\u4e00-\u9fff]|[。，]\?[\u3105-\u312f]|\u3105|[\u3105-\u312f][\u3105-\u312f]|\?[!！][\u4e00-\u9fff.]/gu;

function isLossy(lines: readonly Line[]): boolean {
  let found = 0;
  for (const line of lines) {
    for (const _ of line.text.matchAll(lossy)) {
      if (++found > 1) return true;
    }
  }
  return false;
}

/** A page of keywords and nothing else: its title or opening advertises, and no organ speaks in it. */
function isAdvertisement(
  lines: readonly Line[],
  document: Document,
  host: string | null,
  voice: number,
  { tables, foreignHost }: Evidence,
): boolean {
  if (document.blocks.some(block => block.kind === 'table' && block.rows.length > 3)) return false;
  const opening = lines
    .slice(0, 6)
    .map(line => line.folded.slice(0, 200))
    .join('\n');
  const inOpening = countKinds(opening, tables);
  const whole = countKinds(
    lines
      .map(line => line.folded.slice(0, 2000))
      .join('\n')
      .slice(0, 8000),
    tables,
  );
  const branded = host !== null && foreignHost && hostBrand(host) !== null;
  if (voice > 1) return false;
  if (whole.enforcement > 4 && whole.tips === 0) return false;
  if (inOpening.tips > 1 || (inOpening.tips > 0 && /澳门|香港|新澳|新奥|彩/u.test(opening)))
    return foreignHost || whole.tips > 2;
  if (whole.tips > 2 && voice === 0) return true;
  if (voice === 0 && foreignHost && whole.gambling > 3 && whole.enforcement < 2) return true;
  if (voice === 0 && whole.brands + whole.gambling + whole.porn > 5 && whole.enforcement < 2) return true;
  return branded && voice === 0 && whole.enforcement < 2 && whole.official < 30;
}

interface Kinds {
  tips: number;
  brands: number;
  gambling: number;
  porn: number;
  enforcement: number;
  official: number;
}

function countKinds(text: string, tables: Surroundings['tables']): Kinds {
  const counts: Kinds = { tips: 0, brands: 0, gambling: 0, porn: 0, enforcement: 0, official: 0 };
  for (let index = 0; index < text.length; index++) {
    const found = tables.all.at(text, index);
    if (!found) continue;
    if ((found.kinds & wordKinds.tip) !== 0) counts.tips++;
    if ((found.kinds & wordKinds.brand) !== 0) counts.brands++;
    if ((found.kinds & wordKinds.gambling) !== 0) counts.gambling++;
    if ((found.kinds & wordKinds.porn) !== 0) counts.porn++;
    if ((found.kinds & wordKinds.enforcement) !== 0) counts.enforcement++;
    if ((found.kinds & (wordKinds.official | wordKinds.organ)) !== 0) counts.official++;
    index += found.length - 1;
  }
  return counts;
}
