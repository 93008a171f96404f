/** Documents that stand in the columns of annual reports and are none: about reports, beside them, of half a year. */

import type { DocumentType } from '../../schema/extraction.ts';
import { type Places, randomBody } from './opening-bodies.ts';
import { furniture, type Ground, particulars } from './opening-sentences.ts';
import type { Opening } from './openings.ts';
import type { Random } from './random.ts';

interface Made {
  readonly lines: readonly string[];
  /** Whether a year belongs to it. */
  readonly hasYear: boolean;
}

type Maker = (ground: Ground) => Made;
const of = (lines: readonly string[], hasYear = false): Made => ({ lines, hasYear });
const law = '《中华人民共和国政府信息公开条例》';
const parts = ['上半年', '下半年', '第一季度', '第三季度', '1-6月', '前三季度'];
const statistics = ['统计指标', '单位', '统计数', '一、主动公开情况', '（一）主动公开政府信息数', '条', '17'];

const makers: readonly (readonly [DocumentType, string, Maker])[] = [
  [
    'notice',
    'on compiling the report',
    ({ body, year }) =>
      of([
        `${body.superior}办公室关于做好${year}年政府信息公开工作年度报告编制和发布工作的通知`,
        '各镇人民政府、各街道办事处，各部门、各单位：',
        `根据${law}，现就年度报告编制发布有关事项通知如下：`,
        '一、认真总结。按照总体情况、主动公开政府信息情况等六个部分编制。',
      ]),
  ],
  [
    'notice',
    'its title on three lines',
    ({ body, year }) =>
      of([
        `${body.superior}办公室`,
        `关于做好${year}年政府信息公开工作年度报告`,
        '编制和发布工作的通知',
        `${body.level}政府各部门、各直属单位，各镇人民政府：`,
        '现将有关事项通知如下：',
      ]),
  ],
  [
    'notice',
    'on the site’s yearly table',
    ({ body, year }) =>
      of([
        `${body.superior}办公室关于做好${year}年政府网站年度报表发布工作的通知`,
        '各部门、各单位：',
        '请于1月31日前发布年度报表。',
      ]),
  ],
  [
    'notice',
    'how others did',
    ({ body, year }) =>
      of([
        `关于${year}年政府信息公开工作年度报告发布情况的通报`,
        '各有关单位：',
        `${body.others[0]}、${body.others[1]}未按时发布年度报告。`,
      ]),
  ],
  [
    'interpretation',
    'of the report',
    ({ body, year, report }) =>
      of(
        [
          `《${body.name}${year}年${report}》解读`,
          `一、背景。根据${law}，每年公布年度报告。`,
          '二、主要内容',
        ],
        true,
      ),
  ],
  [
    'interpretation',
    'in a picture',
    ({ body, year, report, random }) =>
      of([`${random.pick(['一图读懂', '图解', '图说'])}：${body.name}${year}年${report}`], true),
  ],
  [
    'rule_of_law_report',
    'of the year',
    ({ body, year, random }) =>
      of(
        [
          `${body.name}${year}年${random.pick(['度法治政府建设情况报告', '法治政府建设年度报告', '法治政府建设工作总结'])}`,
          `${year}年，${body.name}深入推进依法行政，主动公开行政执法信息。`,
          '一、主要举措和成效',
        ],
        true,
      ),
  ],
  [
    'website_report',
    'of the year',
    ({ body, year }) =>
      of(
        [
          '政府网站工作年度报表',
          `（${year}年度）`,
          `填报单位：${body.name}`,
          '网站名称',
          '信息发布总数',
          '主办单位',
        ],
        true,
      ),
  ],
  [
    'website_report',
    'its title with the body',
    ({ body, year }) => of([`${body.name}${year}年政府网站工作年度报表`, '网站名称', '首页网址'], true),
  ],
  [
    'interim_statistics',
    'with the period ahead',
    ({ body, year, random }) =>
      of([`${year}年${random.pick(parts)}${body.name}政府信息公开情况统计表`, ...statistics], true),
  ],
  [
    'interim_statistics',
    'with the body ahead',
    ({ body, year, random }) =>
      of([`${body.name}${year}年${random.pick(parts)}政府信息公开工作统计报表`, ...statistics], true),
  ],
  [
    'interim_statistics',
    'with the period below',
    ({ body, year, random }) =>
      of(
        [
          '政府信息公开情况统计表',
          `（${year}年${random.pick(parts)}）`,
          `填报单位：${body.name}`,
          ...statistics,
        ],
        true,
      ),
  ],
  [
    'interim_statistics',
    'in words',
    ({ body, year }) =>
      of(
        [
          `${body.name}${year}年上半年政务公开工作总结`,
          `${year}年上半年，${body.name}主动公开信息60条。`,
          '一、主动公开情况',
        ],
        true,
      ),
  ],
  [
    'other',
    'guide',
    ({ body }) =>
      of([
        `${body.name}政府信息公开指南`,
        `根据${law}，编制本指南。`,
        '一、主动公开',
        '二、依申请公开',
        `受理机构：${body.office}`,
      ]),
  ],
  [
    'other',
    'catalogue',
    ({ body }) =>
      of([`${body.name}政府信息公开目录`, '序号', '公开事项', '公开内容', '公开时限', '20个工作日内']),
  ],
  [
    'other',
    'budget',
    ({ body, year }) =>
      of([`${body.name}${year}年部门预算`, '一、部门职责', '二、预算收支情况', '“三公”经费公开表']),
  ],
  [
    'other',
    'accounts',
    ({ body, year }) =>
      of([`${body.name}${year}年度部门决算公开说明`, '第一部分 部门概况', '收入支出决算总表']),
  ],
  [
    'other',
    'plan',
    ({ body, year }) =>
      of([`${body.name}${year}年政务公开工作要点`, '一、加强重点领域信息公开', '二、做好政策解读']),
  ],
  [
    'other',
    'scheme',
    ({ body, year }) =>
      of([
        `${body.name}${year}年政务公开工作实施方案`,
        `为贯彻${law}，制定本方案。`,
        '一、总体要求',
        '二、主要任务',
      ]),
  ],
  [
    'other',
    'rules',
    ({ body }) =>
      of([
        `${body.name}政府信息公开工作年度报告制度`,
        `第一条 根据${law}，制定本制度。`,
        '第二条 年度报告于每年1月31日前公布。',
      ]),
  ],
  [
    'other',
    'list of reports',
    ({ body, year, report }) =>
      of([
        '政府信息公开年报',
        ...[0, 1, 2, 3].map(back => `${body.name}${year - back}年${report} ${year - back + 1}-01-20`),
        '共4条 尾页',
      ]),
  ],
  [
    'other',
    'government’s report on its work',
    ({ body, year }) =>
      of([`${year}年政府工作报告`, `各位代表：现在，我代表${body.superior}向大会报告工作。`]),
  ],
  [
    'other',
    'government’s report, its salutation on a line',
    ({ body, year }) =>
      of([
        '政府工作报告',
        `——${year}年2月2日在人民代表大会会议上`,
        '各位代表：',
        `现在，我代表${body.superior}向大会报告工作。`,
      ]),
  ],
  [
    'other',
    'a pattern to write a report by',
    ({ body, random }) => {
      const year = random.pick(['20XX年', 'xxxx年', '20**年']);
      return of([
        `${body.level}政务公开工作报告`,
        `${year}，在上级的正确领导下，严格按照${law}公开信息。现将${year}工作情况总结如下：`,
        '一、总体情况',
        '二、存在的主要问题及改进情况',
      ]);
    },
  ],
  [
    'other',
    'the entry of a document library',
    ({ year, random }) =>
      of([
        `${year}年度政府信息公开情况统计表`,
        ...random.pick([
          ['- 格式:doc', '- 大小:70.00 KB', '- 文档页数:7'],
          ['文档类型：DOC', '页数：22 大小：33KB', '由会员分享，可在线阅读'],
        ]),
        '统计表用于收集和整理工作情况。',
      ]),
  ],
  [
    'other',
    'articles of a law',
    ({ random }) =>
      of([
        random.pick(['信息公开制度', '法律依据']),
        '第四条各级人民政府及其部门应当建立健全本机关的工作制度，指定机构负责日常工作。具体职能是：',
        '（一）办理本机关的政府信息公开事宜；',
        '（二）组织编制政府信息公开指南、政府信息公开目录和政府信息公开工作年度报告；',
      ]),
  ],
  [
    'other',
    'an article about reports',
    ({ year }) =>
      of([
        '年报里看公开',
        `每年年初，各级行政机关都应当公布上一年度的政府信息公开工作年度报告。${year}年的年报有何不同？`,
        '首先，发布更加及时。',
      ]),
  ],
];

const reporting: ReadonlySet<DocumentType> = new Set([
  'interpretation',
  'rule_of_law_report',
  'website_report',
  'interim_statistics',
]);

/** A document that is no annual report, below the furniture of a portal; whose it is does not matter. */
export function randomOtherDocument(places: Places, random: Random): Opening {
  const body = randomBody(places, random);
  const ground: Ground = { body, year: 2015 + random.below(10), report: '政府信息公开工作年度报告', random };
  const [document_type, pattern, make] = random.pick(makers);
  const { lines, hasYear } = make(ground);
  const isList = pattern === 'list of reports';
  const above = isList ? [] : random.pick(furniture)(ground);
  const [title = '', ...rest] = lines;
  return {
    head: random.chance(0.3) && !isList ? `${title}_${body.superior}` : null,
    lines: [
      ...above,
      title,
      ...(lines.length > 3 && !isList ? [] : random.pick(particulars)(ground)),
      ...rest,
    ],
    bodyKind: body.kind,
    pattern: `${document_type}: ${pattern}`,
    document_type,
    report_year: hasYear ? ground.year : null,
    units: reporting.has(document_type) ? [body.name, ...body.also] : [],
  };
}
