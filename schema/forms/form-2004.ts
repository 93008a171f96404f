/**
 * The table of figures that Shanghai made and other places took over, 2004 to 2013: 35 rows with a code, each for the
 * period and summed up. No rule made it for the whole country, so that its absence says nothing.
 */

import type { Form, FormCheck, FormRow, FormTable, Term } from './form.ts';
import { inEachColumn, listCheck } from './list-check.ts';

const columnKeys = ['annual', 'cumulative'] as const;

const row = (
  code: string,
  key: string,
  text: string,
  unit: string,
  under: readonly string[] = [],
  also: readonly string[] = [],
): FormRow => ({ key, text, also, under, columns: columnKeys, unit, code });

const received = ['received'];
const answered = ['answered'];
const refused = ['answered', 'refused'];

/** The six classes of the local rules that need not be disclosed; what each is, only those rules say. */
const exempt = [1, 2, 3, 4, 5, 6].map(number =>
  row(
    String(24 + number),
    `req_ref_exempt_${number}`,
    `（${4 + number}）“免予公开范围${number}”数`,
    '条',
    refused,
    [`免予公开范围${number}`],
  ),
);

const rows: readonly FormRow[] = [
  row('01', 'pa_items_published', '主动公开信息数', '条', [], ['主动公开政府信息数', '主动公开文件信息数']),
  row(
    '02',
    'pa_items_fulltext',
    '其中：全文电子化的主动公开信息数',
    '条',
    [],
    ['全文电子化的主动公开政府信息数', '全文电子化的主动公开文件信息数', '全文电子化信息数'],
  ),
  row('03', 'pa_normative_docs_new', '新增的行政规范性文件数', '条', [], ['新增行政规范性文件数']),
  row('04', 'svc_items', '提供服务类信息数', '条', [], ['提供服务类信息']),
  row(
    '05',
    'svc_web_visits',
    '网站专栏页面访问量',
    '人次',
    [],
    ['网站专栏页面访问数', '政府信息公开专栏页面访问量'],
  ),
  row('06', 'svc_visitors', '现场接待人数', '人次', [], ['现场接待人次', '现场接待人次数']),
  row('07', 'svc_web_enquiries', '网上咨询数', '人次', [], ['网上咨询人次', '网上咨询人次数']),
  row('08', 'svc_phone_enquiries', '咨询电话接听数', '人次', [], ['咨询电话接听人次', '咨询电话数']),
  row('09', 'req_catalogue_items', '依申请公开信息目录数', '条', [], ['依申请公开政府信息目录数']),
  row('10', 'req_new_received', '申请总数', '条', [], ['依申请公开申请总数', '收到申请总数']),
  row('11', 'req_channel_in_person', '其中：1.当面申请数', '条', received),
  row('12', 'req_channel_fax', '2.传真申请数', '条', received),
  row('13', 'req_channel_email', '3.电子邮件申请数', '条', received, ['电子邮件申请总数']),
  row('14', 'req_channel_web', '4.网上申请数', '条', received, ['网络申请数']),
  row('15', 'req_channel_letter', '5.信函申请数', '条', received),
  row('16', 'req_channel_other', '6.其他形式申请数', '条', received, ['其它形式申请数', '其他申请数']),
  row('17', 'req_answered_total', '对申请的答复总数', '条', [], ['对申请的答复数']),
  row('18', 'req_granted_full', '其中：1.同意公开答复数', '条', answered),
  row('19', 'req_granted_partial', '2.同意部分公开答复数', '条', answered),
  row('20', 'req_refused_total_local', '3.否决公开答复总数', '条', answered, ['否决公开答复数']),
  row('21', 'req_ref_not_government_info', '其中：（1）“非《规定》所指政府信息”数', '条', refused, [
    '非《条例》所指政府信息数',
  ]),
  row('22', 'req_ref_nonexistent', '（2）“信息不存在”数', '条', refused),
  row('23', 'req_ref_not_this_agency', '（3）“非本部门掌握”数', '条', refused, [
    '非本机关掌握数',
    '非本部门掌握信息数',
  ]),
  row('24', 'req_ref_unclear', '（4）“申请内容不明确”数', '条', refused),
  ...exempt,
  row('31', 'req_ref_other_reason', '（11）其它原因', '条', refused, [
    '其他原因',
    '其它原因数',
    '其他原因数',
  ]),
  row('32', 'rev_total', '行政复议数', '件', [], ['行政复议总数']),
  row('33', 'lit_total', '行政诉讼数', '件', [], ['行政诉讼总数']),
  row('34', 'complaint_total', '行政申诉数', '件', [], ['行政申诉总数']),
  row(
    '35',
    'complaint_first_handling',
    '其中：对本部门首次处理不满意的行政申诉数',
    '件',
    ['complaints'],
    ['对本机关首次处理不满意的行政申诉数'],
  ),
];

const statistics: FormTable = {
  id: 'statistics',
  section: null,
  layout: 'list',
  anchors: [
    { text: '指标名称', also: ['指标', '统计指标'] },
    { text: '政府信息公开情况统计报表', also: ['政府信息公开指标统计表', '政府信息公开统计报表'] },
  ],
  rowGroups: [
    { id: 'received', text: '申请总数' },
    { id: 'answered', text: '对申请的答复总数' },
    { id: 'refused', text: '3.否决公开答复总数' },
    { id: 'complaints', text: '行政申诉数' },
  ],
  columnGroups: [],
  rows,
  columns: [
    {
      key: 'annual',
      text: '本期实际',
      also: ['本年实际', '本年度', '本年数', '本年度数', '本年新增', '当年数', '本年度实际', '年度数'],
      under: [],
      type: 'count',
      unit: null,
    },
    {
      key: 'cumulative',
      text: '本年累计',
      also: ['累计', '累计数', '历年累计', '历年累计数', '累计总数', '总计累计'],
      under: [],
      type: 'count',
      unit: null,
    },
  ],
};

const each = inEachColumn;
const under = (group: string): Term[] =>
  each(rows.filter(candidate => candidate.under.at(-1) === group).map(candidate => candidate.key));

const check = listCheck(columnKeys);

const checks: readonly FormCheck[] = [
  check(
    'L1',
    'equal',
    each(['req_new_received']),
    under('received'),
    'Requests received are the sum of the ways they came.',
  ),
  check(
    'L2',
    'equal',
    each(['req_answered_total']),
    under('answered'),
    'Requests answered are granted, granted in part or refused.',
  ),
  check(
    'L3',
    'equal',
    each(['req_refused_total_local']),
    under('refused'),
    'Refusals are the sum of their eleven grounds.',
  ),
  check(
    'L4',
    'at_most',
    each(['complaint_first_handling']),
    each(['complaint_total']),
    'Complaints about the first handling are among all complaints.',
  ),
  check(
    'L5',
    'at_most',
    each(['pa_items_fulltext']),
    each(['pa_items_published']),
    'Items in full text are among all items published.',
  ),
];

export const form2004: Form = {
  id: '2004',
  title: '政府信息公开情况统计报表',
  authority: '《上海市政府信息公开规定》',
  years: { from: 2004, to: 2013 },
  nationwide: false,
  sections: [],
  tables: [statistics],
  checks,
};
