import type { Document } from '../document.ts';
import { distinct, isAdvertisement } from './advertisement.ts';
import type { Survey } from './anchors.ts';
import { hostBrand, isColumnPath, isPlainPortalPath, isPortalPath } from './hosts.ts';
import type { Surroundings } from './judge.ts';
import type { Line } from './lines.ts';
import { isScript, redirectsEngines } from './scripts.ts';

interface Evidence extends Surroundings {
  readonly survey: Survey;
  readonly notes: boolean;
}

/** Share of traditional characters from which a text counts as set in traditional script. */
const traditionalShare = 0.04;
/** Expressions of mainland administration in plain form; Hong Kong, Macau and Taiwan say it otherwise. */
const mainland =
  /政务公开|政务服务|市委|县委|区委|党委|党工委|人民政府|街道办|国务院|政府信息公开|依申请公开|主动公开|规范性(?:文件|档案)|公安机关|开发区|习近平|党中央|全省|全市|全县|省政府|社会主义|扫黄打非|我[县市区镇]|[县市]长|县级|街道|镇政府|县政府|市政府|政府信息依申请公开|我国|行政区划|国家政权|人民网|公安部|扫黑除恶|村委会|居委会|乡镇|县域/gu;
const ownVoice =
  /政府信息公开(?:工作)?年度报告|我局|我镇|我委|我办|我街道|本机关|人民政府办公室|信息公开工作|发布机构|索引号|主动公开|市委|县委|支队|市人民政府|县人民政府|区人民政府|本行政区|人民政府/gu;

/** A line that is an organ's name and nothing else: the signature of a notice. */
const signature = /^[\u4e00-\u9fff]{2,9}[市县区镇乡][\u4e00-\u9fff]{2,9}[局委厅]$/mu;

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
  if (document.hidden.some(hidden => isScript(hidden) && redirectsEngines(hidden.text)))
    reasons.push('redirecting_script');
  if (oddMarks && isLossy(lines)) reasons.push('lossy_conversion');
  const converted = han > 0 && traditional / han >= traditionalShare && evidence.script !== 'simplified';
  if (!suspicious && reasons.length === 0) return { reject: false, reasons };
  if (!converted && !foreign && evidence.survey.lexicalWords < 3) return { reject: false, reasons };
  const text = lines
    .map(line => line.folded)
    .join('\n')
    .slice(0, 40_000);
  if (converted && suspicious && distinct(text, mainland) > 0 && !isRegional(text))
    reasons.push('converted_script');
  const voice = distinct(text, ownVoice) + (signature.test(text) ? 1 : 0);
  const reject = suspicious && isAdvertisement(lines, document, { url, host, voice }, evidence);
  if (reject) reasons.push('nothing_official');
  if (foreign && host !== null) {
    const administration = distinct(text, mainland);
    const portal = voice > 0 ? isPortalPath(url) || hostBrand(host) !== null || voice > 2 : false;
    const column = isPlainPortalPath(url) ? administration > 0 : isColumnPath(url) && administration > 1;
    if (portal || column) reasons.push('foreign_host');
  }
  return { reject, reasons };
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
