/** What is a body's name and what is not, of which kind it is, and when two names are of one body. */

import type { UnitKind } from '../../schema/extraction.ts';
import type { Gazetteer } from './gazetteer.ts';
import { cut, type Span, squeeze } from './lines.ts';
import { yearToken } from './vocabulary.ts';

const bodyEnd =
  /(?:政府|公署|局|厅|委|委员会|办|办公室|部|署|处|室|院|中心|站|所|队|社|馆|大学|学校|学院|中学|小学|幼儿园|公司|集团|银行|会|残联|妇联|文联|街道|办事处|街办|镇|乡|苏木|农场|林场|牧场|团|师|区|市|县|省|州|盟|旗|海关|园|司|基地|支行|分行|机关)$/;
const placeEnd = /(?:区|市|县|省|州|盟|旗|镇|乡|苏木|街道)$/;
/** Buttons of a site: 登录个人中心, 政务微信. */
const siteFunction = /登录|登陆|注册|微信|微博|客户端/;
/** Whether a line is short and ends like a body's name, be it one or not (档案馆): what lists of links are made of. */
export const looksLikeBody = (line: string): boolean =>
  !siteFunction.test(line) &&
  /^[\u3400-\u9fff]{2,24}(?:局|厅|部|署|委|委员会|办|办公室|馆|中心|院|社|会|镇|乡|街道|政府)$/.test(line);
/** Words with the ending of a body that name none in particular. */
const commonNoun =
  /^(?:.{0,6}(?:党委|党组|党工委|县委|市委|区委|省委|州委|旗委|纪委|党中央|国务院|人民群众)|(?:(?:各|全|本|该|省|市|区|县|州|旗|镇|乡|街道|乡镇|人民|上级|地方)?(?:人民)?政府)|.{0,4}(?:辖区|园区|社区|片区|地区|市区|城区|景区|专区|灾区|小区|库区|新区|乡镇|城镇|村镇|城乡|行政机关|国家机关|各机关|机关|社会|工作会|常务会|部门|内部|单位|小组|班子|工作室|接待室|阅览室|机构|渠道|频道|大会|会议)|办公室|办公厅|综合办公室|综合办|党政办|党政办公室|政务公开办公室|信息公开办公室|政府信息公开办公室|信息中心|管委会|管理委员会|委员会|办事处|街道办事处|街道|中心|.{0,12}网站|.{0,4}公安机关|本级|公安部门|图书馆|档案馆|政务大厅|服务中心|政务服务中心|便民服务中心|(?:开发区|园区|高新区|经开区|度假区|管理区|示范区)(?:管委会|管理委员会)?(?:党政|综合)?(?:办公室|办)?)$/;
/** Words that no body's name holds; text around a name came with it. */
const notInName =
  /的|了|召开|主持|汇总|(?<!安)全(?:镇|乡|市|县|区|省|旗|街道)(?!南|州|椒)|收到|受理|发生|针对|结合|根据|按照|依据|进行|开展|负责|通过|关于|以及|提高|情况|存在|公布|报告|要求|年度|本年|现将|领导下|如下|有关政府|全部|所需|费用|列支|各(?!族)|系统|请与|请联系|联系|^(?:度|由)|我/;
const selfReference =
  /^(?:我(?:局|委|办|厅|镇|乡|街道|县|市|区|省|州|旗|院|中心|单位|部|处|关|机关|公司|所|站|会|校|社|大队|支队|场|团|分局|室|盟|府|园区|管委会)|本(?:局|委|办|厅|镇|乡|街道|县|市|区|省|单位|机关|部门|级|年|报告|行政|院|中心|部|处)|(?:全|各|该|其|贵|有关|相关|上级|下级|我们|所有|每个)(?!椒|南县|州县))/;
/** What may stand in front of a place in a body's name. */
const abovePlace = /^(?:国家|国网|中国|中华人民共和国|中共|第.{1,2}师|新疆生产建设兵团|兵团)/;
const junkAhead =
  /^.*(?:官方网站|官网|网址|官方|赌场|博彩|平台|app|(?<!互联|国|电)网(?![络信格点])|[a-zA-Z_@#|<>=/\\*?!~·…〔〕→»›\-:;])/;
const leadingWord =
  /^(?:请?与|请|关于|有关|以下简称|下称|现将|现就|特将|即|对(?!外)|的|是|和|及|《|"|“|”|'|‘|’|〈|<|\(|\)|:|,|、|。|\.|-|—|·|\*|附件\d?|学年度?|政府信息公开|政务公开|[一二三四五六七八九十]、)/;
const partOfYear = /^(?:[上下]半年|前?[第一二三四1-4]+季度|\d{1,2}月?[-至—]\d{1,2}月)/;
const trailingWords =
  /(?:关于|关区|本级|本年度|年度|的|\((?:以下|下称|简称|本级|机关|本机关|单位|含|原|包括|下同)[^()]*\)?|[《〈<"“(:,、。.\-—·*\s]|20\d\d(?:年度?)?|结合|全年|部门信息|本单位|开展)+$/;
const internalOffice =
  /(?:(?:政府)?信息公开(?:申请|工作)?(?:受理|工作|办理)?(?:机构|窗口|部门|点)|(?:学校|校长|院长)办公室|(?<=大学|学校|学院|医院)[校院]办(?:公室)?|(?:政务公开[和与、]?)?政府信息公开(?:工作)?(?:领导小组)?(?:办公室|中心|办|科|处|组)?|信息公开(?:工作)?(?:领导小组)?(?:办公室|中心|办|科|处|组)|政务公开(?:工作)?(?:领导小组)?(?:办公室|办|科|处|股|组|与.{2,10}科)?|(?:党政|综合|行政|秘书|政务|党建)*(?:办公室|办公厅|办)|(?:综合(?!行政|执法)|秘书|行政(?!公署|审批|执法|服务)|法规|法制|信息|宣传|政工|人事|文秘|办公|综合业务|政策法规|综合协调)[^区县市镇乡]{0,6}(?:科|处|股|室|中心|组|部))$/;

/** Years in or beside a unit's name part the text; each part may be the name. */
export function partsBetweenYears(span: Span): readonly Span[] {
  const parts: Span[] = [];
  let start = 0;
  for (const year of span.folded.matchAll(yearToken)) {
    parts.push(cut(span, start, year.index));
    start = year.index + year[0].length;
  }
  return [...parts, cut(span, start)];
}

/** The body's name in a piece of text that should be one, or null; blanks, years and wrapping words come off. */
export function bodyNameOf(raw: Span, gazetteer: Gazetteer): Span | null {
  let span = squeeze(raw);
  if (span.text.length > 90) span = cut(span, span.text.length - 90);
  const bare = /^(.*?)\((?:本级机关|机关本级|本级|机关)\)$/.exec(span.folded);
  if (bare) span = cut(span, 0, (bare[1] ?? '').length);
  for (let pass = 0; pass < 4; pass += 1) {
    const before = span.text;
    if (!startsWithPlace(span, gazetteer)) {
      const part = partOfYear.exec(span.folded)?.[0].length ?? 0;
      const junk = part > 0 ? '' : (junkAhead.exec(span.folded)?.[0] ?? '');
      span = cut(span, part + junk.length);
      // Advertising set in the place's stead runs into the name: Bet体育城市管理综合执法局.
      if (/[a-z]$/i.test(junk) && !startsWithPlace(span, gazetteer)) return null;
      if (part === 0) span = cut(span, leadOf(span, gazetteer));
      span = cut(span, /^20\d\d(?:年度?)?(?=[\u3400-\u9fff])/.exec(span.folded)?.[0].length ?? 0);
    }
    span = cut(span, 0, span.text.length - (trailingWords.exec(span.folded)?.[0].length ?? 0));
    if (span.text === before) break;
  }
  return isBodyName(span.folded, gazetteer) ? span : null;
}

/** How long the words in front of the name are; 和 in front of 和田地区 is none of them. */
function leadOf(span: Span, gazetteer: Gazetteer): number {
  let at = 0;
  for (let length = 1; length > 0 && !startsWithPlace(cut(span, at), gazetteer); at += length)
    length = leadingWord.exec(span.folded.slice(at))?.[0].length ?? 0;
  return at;
}

/** The body whose internal office is named: 巨源镇党政办公室 → 巨源镇. */
export function withoutInternalOffice(span: Span, gazetteer: Gazetteer): Span | null {
  const name = bodyNameOf(span, gazetteer);
  const text = name?.folded ?? squeeze(span).folded;
  const whole = name ?? squeeze(span);
  const office = internalOffice.exec(text);
  if (!office || office.index === 0) return name;
  const owner = bodyNameOf(cut(whole, 0, office.index), gazetteer);
  if (owner === null) return name;
  // A government's office reports itself; the office for disclosure within it does not.
  if (/公开/.test(office[0]) && /政府(?:办公室|办公厅|办)$/.test(owner.folded)) return owner;
  return withoutInternalOffice(owner, gazetteer) ?? owner;
}

function startsWithPlace(span: Span, gazetteer: Gazetteer): boolean {
  return gazetteer.leadingPlaces(span.folded).names.length > 0;
}

export function isBodyName(name: string, gazetteer: Gazetteer): boolean {
  const core = name.replace(/\([^()]*(?:局|委|办|厅|中心|院|室|队|站|所|会|部)\)$/, '');
  if (/\((?:含|原|包括|以下)/.test(name)) return false;
  if (core.length < 2 || core.length > 36 || !/^[\u3400-\u9fff〇·、()]+$/.test(core)) return false;
  // 村镇 is a common noun, 唐村镇 a town, and so is whatever the list has within another place.
  const { names, rest } = gazetteer.leadingPlaces(core);
  const isTown =
    core.length > 2 && rest === '' && (names.length > 1 || (names.length === 1 && /[镇乡道]$/.test(core)));
  // 工业园区 is a common noun, 轮台工业园区 a zone.
  const isZone = names.length > 0 && rest.length > 2 && zoneEnd.test(rest) && !zoneEnd.test(names[0] ?? '');
  if (commonNoun.test(core) && !isTown && !isZone) return false;
  // 全区 is a word, 万全区 a place.
  if (siteFunction.test(core) || notInName.test(names.length > 0 ? rest : core)) return false;
  if (!bodyEnd.test(core) && !isStreet(core, gazetteer)) return false;
  // Nor is half of a bracket part of a name: 规范性文件(行政机关, of a label with its definition behind it.
  if (/[、()]/.test(core.replace(/\([^()]*\)/g, ''))) return false;
  if (/(?:室|厅|局|委|办)政府$/.test(core)) return false;
  if (names.length > 0) return rest === '' || bodyEnd.test(rest) || isStreet(core, gazetteer);
  if (selfReference.test(core)) return false;
  // A place further in shows that words of the sentence came along: 民警承担盐津县公安局.
  if (!abovePlace.test(core) && gazetteer.placesIn(core).some(place => isFurtherIn(place, core)))
    return false;
  if (/政府$/.test(core) && !/[镇乡县区市省州旗盟](?:人民)?政府$/.test(core)) return false;
  return placeEnd.test(core) ? core.length <= 14 : core.length >= 3;
}

/** 白云街, as some cities call their 白云街道; any other 街 is a road. */
const isStreet = (name: string, gazetteer: Gazetteer): boolean =>
  name.length > 2 && name.endsWith('街') && gazetteer.leadingPlaces(`${name}道`).rest === '';

/**
 * Whether nothing but a body is called so: with a place or a level, or by an ending that buttons and columns do not have,
 * as 个人中心 and 新闻中心 do.
 */
export const isPlainlyBody = (name: string, gazetteer: Gazetteer): boolean => {
  const { places, bareLevel } = nameParts(name, gazetteer);
  return (
    places.length > 0 ||
    bareLevel !== null ||
    abovePlace.test(name) ||
    ministries.test(name) ||
    /(?:局|委|厅|办|署|镇|乡|街道|街办|政府|委员会|办事处|大学|学院|公司)(?:\([^()]*\))?$/.test(name)
  );
};

const branchEnd = /^(?:分局|支局|分行|支行|分公司|分中心|管理部|调查队|大队|支队|办事处)$/;

/** 丰县 in 禄丰县水务局 is none: a county gone from the list may end like another. */
const isFurtherIn = (place: string, name: string): boolean => {
  const at = name.indexOf(place);
  // 公安局万州分局 names the place that the branch is of.
  if (branchEnd.test(name.slice(at + place.length))) return false;
  return at > 1 || (at === 1 && '在向到从为以与和及由对经请是将就'.includes(name.charAt(0)));
};

const clauseVerbs =
  /^(?:充分|发挥|坚持|围绕|认真|积极|主动|及时|切实|严格|全力|大力|进一步|做好|设立|成立|协助|配合|指导|督促|组织|参加|接受|邀请|联合|转载|报送|上报|提交|承担|落实|执行|调整|完善|加强|推进|抓好|建立|明确|安排|选派|监督|检查|代表|充实|协调|提请|服从|会同|依托|转发|响应|制定|编制|修订|印发|出台|下发|开设|开通|健全|规范|优化|强化|拓展|利用|借助|梳理|更新|服务(?=[省市县区]))/;

/**
 * Whether words of a sentence came along with a name: 设立市发改委. A place that no list knows makes the same shape as a
 * verb in front of a level, so it has to be named again elsewhere in the text.
 */
export function isCaughtUp(name: string, text: readonly Span[], gazetteer: Gazetteer): boolean {
  if (gazetteer.leadingPlaces(name).names.length > 0 || abovePlace.test(name)) return false;
  if (clauseVerbs.test(name)) return true;
  if (isAlsoNamedWithout(name.charAt(0), name.slice(1), text)) return true;
  const { places, bareLevel } = nameParts(name, gazetteer);
  const [place] = places;
  if (bareLevel !== null || place === undefined || !/[省市县区州旗盟]$/.test(place)) return false;
  // 禄丰县 has become 禄丰市.
  if (gazetteer.named(place.slice(0, -1)).length > 0) return false;
  const times = text.reduce((sum, { folded }) => sum + folded.split(place).length - 1, 0);
  return times < 2;
}

/** A slip of the pen in front of 县教育局, which the text names elsewhere without it. */
const isAlsoNamedWithout = (ahead: string, name: string, text: readonly Span[]): boolean =>
  /^[省市县区州旗盟](?=...)/.test(name) &&
  text.some(({ folded }) => {
    const at = folded.indexOf(name);
    return at === 0 || (at > 0 && folded[at - 1] !== ahead && !/[\u3400-\u9fff]/.test(folded[at - 1] ?? ''));
  });

const ministries =
  /^(?:中华人民共和国)?(?:外交|国防|发展和改革|教育|科学技术|科技|工业和信息化|国家民族事务|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|国土资源|生态环境|环境保护|住房和城乡建设|交通运输|交通|铁道|水利|农业|农业农村|商务|文化|文化和旅游|卫生|退役军人事务|应急管理|监察)部$|^国务院.{2,20}$|^(?:中华人民共和国)?(?:海关总署|审计署|中国人民银行|国家税务总局|国家市场监督管理总局|国家广播电视总局|国家体育总局|国家新闻出版广电总局|国家质量监督检验检疫总局|国家工商行政管理总局|国家安全生产监督管理总局)$|^国家(?!税务|统计局.*队)[^省市县区州]{2,14}(?:局|委|委员会|总局)$|^中国(?:气象局|地震局|民用航空局|证监会|银保监会|银监会|保监会|证券监督管理委员会|科学院|工程院)$/;
const verticalBody =
  /税务局|国税局|地税局|税务分局|税务所|气象局|海关$|海事局|烟草专卖局|邮政管理局|通信管理局|证监局|银监局|保监局|银监分局|银保监|监管局$(?<!市场监管局)|金融监督管理总局.+|外汇管理局|调查队|调查总队|地震局|煤矿安全|矿山安全|检验检疫局|人民银行|消防.*(?:支队|总队|大队)|边防|边检|出入境边防|民用航空|民航.*局|铁路.*局|能源监管|专员办|特派员办事处|储备局/;
const zoneEnd =
  /(?:开发区|高新区|新区|保税区|保税港区|园区|工业园|产业园|科技园|示范区|度假区|风景区|风景名胜区|试验区|自贸区|合作区|管理区|经开区|景区|集聚区|旅游区|功能区)(?:党工委)?(?:管理委员会|管委会|管理局|办事处)?$|(?:管理委员会|管委会)$/;
const organisationEnd =
  /(?:中心|公司|集团|学院|大学|学校|中学|小学|幼儿园|医院|银行|支行|分行|馆|站|联合会|协会|学会|供销社|联合社|公积金.*|基金会|红十字会|研究院|农场|林场)(?:\([^()]*\))?$/;

/** Kind of a body by its name alone; null where the name is a place that no list knows. */
export function kindOf(name: string, gazetteer: Gazetteer): UnitKind | null {
  if (ministries.test(name)) return 'ministry';
  if (verticalBody.test(name)) return 'vertical_body';
  const { names, divisions, rest } = gazetteer.leadingPlaces(name);
  const body = rest === '' ? name : rest;
  if (/(?:街|街道|街道办|街道办事处|街办|地区办事处)$/.test(name)) return 'subdistrict';
  if (/(?:镇|乡|苏木)(?:人民政府|政府)?$/.test(name)) return 'township';
  if (rest === '' && divisions.some(({ level }) => level !== 'township') && !zoneEnd.test(name))
    return 'government';
  if (zoneEnd.test(name)) return 'zone';
  if (/^(?:人民政府|政府|行政公署|公署|行署)$/.test(rest)) {
    if (divisions.every(({ level }) => level === 'township')) return 'township';
    return 'government';
  }
  if (organisationEnd.test(body)) return 'authorised_organisation';
  if (/(?:省|市|县|区|州|盟|旗)(?:人民政府|政府)?$/.test(name)) return 'government';
  if (rest === '' && names.length > 0) return 'township';
  return bodyEnd.test(body) ? 'department' : null;
}

/** Place chain, a bare level word (市卫生局) and what remains of a name. */
export interface NameParts {
  readonly places: readonly string[];
  readonly bareLevel: string | null;
  readonly body: string;
}

export function nameParts(printed: string, gazetteer: Gazetteer): NameParts {
  const name = isStreet(printed, gazetteer) ? `${printed}道` : printed;
  const { names, rest } = gazetteer.leadingPlaces(name);
  if (names.length > 0) return { places: names, bareLevel: null, body: rest };
  const bare =
    /^(?:省|市(?!场|容|民(?![政族宗办]))|县|区(?!块)|州|旗|盟|自治区)(?=..)/.exec(name)?.[0] ?? null;
  if (bare) return { places: [], bareLevel: bare.slice(-1), body: name.slice(bare.length) };
  const unknown = /^.{2,6}?(?:省|(?<!城)市(?!场)|县|区|州|旗|盟|镇|乡|街道)(?=$|..)/.exec(name)?.[0] ?? null;
  return { places: unknown ? [unknown] : [], bareLevel: null, body: name.slice(unknown?.length ?? 0) };
}

const plainBody = (body: string): string =>
  body
    .replace('人民政府', '政府')
    .replace('委员会', '委')
    .replace(/^政府$|^办事处$|^政府(?=.{3,}$)/, '')
    .replace(/\([^()]*\)$/, '');

/** Whether two printed names can be of one body: 省政府研究室 and 湖北省人民政府研究室. */
export function isSameBody(one: string, other: string, gazetteer: Gazetteer): boolean {
  const first = nameParts(one, gazetteer);
  const second = nameParts(other, gazetteer);
  return samePlace(first, second) && sameTail(plainBody(first.body), plainBody(second.body));
}

function samePlace(one: NameParts, other: NameParts): boolean {
  const [first, second] = [one.places.at(-1), other.places.at(-1)];
  if (first !== undefined && second !== undefined) return first === second;
  if (first !== undefined) return other.bareLevel === null || first.endsWith(other.bareLevel);
  if (second !== undefined) return one.bareLevel === null || second.endsWith(one.bareLevel);
  return one.bareLevel === null || other.bareLevel === null || one.bareLevel === other.bareLevel;
}

function sameTail(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < 3 || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let matched = 0;
  for (const character of long) if (character === short[matched]) matched += 1;
  return matched === short.length;
}

const bodyWithOwnOffice = /(?:办公室|办公厅)$/;

/** Whether a body may call itself so (我局, 我镇 …); true where the word leaves it open. */
export function fitsSelfReference(name: string, self: string): boolean {
  const folded = name.replace(/\([^()]*\)$/, '');
  switch (self) {
    case '镇':
    case '乡':
      return /(?:镇|乡|苏木)(?:人民政府|政府)?$/.test(folded);
    case '街道':
      return /街道|街办|办事处|街$/.test(folded);
    case '局':
      return /(?:局|办|队|分局|署)$/.test(folded) && !bodyWithOwnOffice.test(folded);
    case '厅':
      return /厅$/.test(folded);
    case '委':
      return /(?:委|委员会|管委会|办)$/.test(folded) || zoneEnd.test(folded);
    default:
      return true;
  }
}
