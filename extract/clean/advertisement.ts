/**
 * Pages with no report in them: keyword pages dressed as disclosure, essays around a betting brand, parked domains.
 * Signs are counted against an organ speaking of its own affairs; no sign is enough alone.
 */

import type { Document } from '../document.ts';
import { hostBrand } from './hosts.ts';
import type { Surroundings } from './judge.ts';
import type { Line } from './lines.ts';
import { wordKinds } from './words.ts';

export interface PageFacts {
  readonly url: string | null;
  readonly host: string | null;
  /** Different expressions by which an organ speaks of itself. */
  readonly voice: number;
}

/** Idioms of machine-written pages around a keyword, and the scaffolding of the blogs that carry them. */
const filler =
  /释义|诠释|揭秘|解释与?落实|解答落实|落实实施|全面解析|深度解析|精准|大全|权威解|导读|潜在|知识化|一览表|最新版|免费/gu;
const scaffolding = /本文目录|文章目录|目录导读|admin|次浏览|\d个评论|发表评论|上一篇|下一篇|\\n/gu;
/** How an essay speaks of itself and heads its parts; reports and notices do neither. */
const essay =
  /本文(?:将|围绕|旨在|对|带来|从)|(?:^|\n)[ •\d、.]*(?:引言|前言|结语|总结|背景与(?:目的|意义)|政策背景(?:与目的)?|适用范围)[ :]*(?=\n|$)|的(?:背景|起源|重要性|意义)与(?:意义|发展|影响|定位)|详细解读和解释|(?:解答|解读)与?实施/gu;
/** A place of gambling glued to a number, as lottery farms name themselves: 澳门118, 资料490491, 7777788888王中王. */
const numbered =
  /(?:澳门|香港|奥门)[\u4e00-\u9fff]{0,6}\d{3,}|(?<!\d)\d{3}期|\d\d(?:-\d\d){5}|[“《"][\u4e00-\u9fff]{0,8}\d{5,}[\u4e00-\u9fffa-z]/u;
const playground = /澳门|香港|奥门/gu;
/** What newspapers and offices of Hong Kong and Macau print. */
const regionalPress = /本报讯|记者|司长|行政长官|议员|立法会|澳门元|港元|博监局|一国两制|特首|施政报告/u;
const parked =
  /域名(?:正在|可能)?(?:出售|转让|停放|待售)|该域名|this domain (?:is|may be) for sale|buy this domain|domain (?:name )?for sale|domain parking/iu;
const blogPath = /\/(?:post|page|article|news)\/\d+\.html?$/u;
/** 某某·(中国)官网 - 登录入口: the front of a betting app. */
const appFront =
  /([\u4e00-\u9fff a-z\d]{2,8}?)[·(（]{0,2}(?:\(中国\)|中国)?[)）]?(?:官网|官方网站|app)[^\n]{0,12}(?:登录|入口|下载|注册)/u;

/** Whether nothing on the page is an office's. */
export function isAdvertisement(
  lines: readonly Line[],
  document: Document,
  { url, host, voice }: PageFacts,
  { tables, foreignHost }: Surroundings,
): boolean {
  if (voice > 1 || document.blocks.some(block => block.kind === 'table' && block.rows.length > 3))
    return false;
  const opening = foldedStart(lines, 6, 400);
  const body = foldedStart(lines, 60, 8000);
  if (parked.test(body) && voice === 0 && body.length < 1500) return true;
  const first = countKinds(opening, tables);
  const whole = countKinds(body, tables);
  const policed = whole.enforcement > 2;
  const brandHost = host !== null && foreignHost && hostBrand(host) !== null && !policed;
  const places = [...body.matchAll(playground)].length;
  const inOpening = new RegExp(playground.source, 'u').test(opening);
  const regional = regionalPress.test(body);
  const fillers = distinct(body, filler);
  const essays = distinct(body, essay);
  const named = numbered.test(opening) || numbered.test(body.slice(0, 1200));
  const app = foreignHost && voice === 0 && frontsApp(opening, body);
  let score = 0;
  score += Math.min(2, first.tips) + (whole.tips > 2 ? 1 : 0);
  score += named ? 2 : 0;
  score += inOpening && (first.tips > 0 || first.gambling > 0 || named || fillers > 1) ? 1 : 0;
  score += Math.min(2, fillers) + Math.min(2, distinct(body, scaffolding)) + Math.min(2, essays);
  score += places > 2 && foreignHost && !regional && fillers + essays > 0 ? 1 : 0;
  score += whole.gambling + whole.brands > 2 && !policed ? 1 : 0;
  score += whole.brands + whole.gambling + whole.porn > 8 && !policed ? 3 : 0;
  score += brandHost || app ? 3 : 0;
  score += foreignHost && url !== null && blogPath.test(url.toLowerCase()) && score > 0 ? 1 : 0;
  score -= regional ? 2 : 0;
  const lexical = whole.tips + whole.brands + whole.gambling + whole.porn;
  const subject = inOpening || lexical > 2 || score > 4;
  if (!subject && !brandHost && !app) return false;
  return score - 2 * voice >= (foreignHost ? 3 : 4);
}

/** A brand's front in the opening, and its name glued into the text below again and again. */
function frontsApp(opening: string, body: string): boolean {
  const name =
    appFront
      .exec(opening)?.[1]
      ?.replace(/^(?:欢迎)?(?:您好)?(?:欢迎)?进入|^您好/u, '')
      .trim() ?? '';
  return name.length > 1 && body.split(name).length > 4;
}

export function distinct(text: string, pattern: RegExp): number {
  return new Set([...text.matchAll(pattern)].map(match => match[0])).size;
}

function foldedStart(lines: readonly Line[], count: number, length: number): string {
  return lines
    .slice(0, count)
    .map(line => line.folded.slice(0, length))
    .join('\n')
    .slice(0, length);
}

interface Kinds {
  tips: number;
  brands: number;
  gambling: number;
  porn: number;
  enforcement: number;
}

function countKinds(text: string, tables: Surroundings['tables']): Kinds {
  const counts: Kinds = { tips: 0, brands: 0, gambling: 0, porn: 0, enforcement: 0 };
  for (let index = 0; index < text.length; index++) {
    const found = tables.all.at(text, index);
    if (!found) continue;
    if ((found.kinds & wordKinds.tip) !== 0) counts.tips++;
    if ((found.kinds & wordKinds.brand) !== 0) counts.brands++;
    if ((found.kinds & wordKinds.gambling) !== 0) counts.gambling++;
    if ((found.kinds & wordKinds.porn) !== 0) counts.porn++;
    if ((found.kinds & wordKinds.enforcement) !== 0) counts.enforcement++;
    index += found.length - 1;
  }
  return counts;
}
