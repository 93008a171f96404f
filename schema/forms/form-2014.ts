/**
 * The 《政府信息公开情况统计表》 of 2014 to 2018: 58 rows, each with its unit and one number. Provinces, cities and
 * counties give two: of their own level (本级) and of all bodies in their area (汇总).
 */

import type { CellType, Form, FormCheck, FormColumn, FormRow, FormTable, Term } from './form.ts';
import { inEachColumn, listCheck } from './list-check.ts';

const columnKeys = ['count', 'own_level', 'jurisdiction'] as const;

const column = (key: (typeof columnKeys)[number], text: string, also: readonly string[]): FormColumn => ({
  key,
  text,
  also,
  under: [],
  type: 'count',
  unit: null,
});

const columns: readonly FormColumn[] = [
  column('count', '统计数', [
    '统计数量',
    '统计数据',
    '统计数值',
    '统计结果',
    '统计情况',
    '数量',
    '数值',
    '数据',
    '数目',
    '本年度统计数',
    '年度统计数',
    '全年统计数',
    '本年度数据',
  ]),
  column('own_level', '本级', [
    '本级统计数',
    '本级数据',
    '本级数',
    '省本级',
    '市本级',
    '县本级',
    '区本级',
    '省级本级',
    '市级本级',
    '本级（包括本级政府及其部门数据）',
    '本级政府及其部门',
  ]),
  column('jurisdiction', '汇总', [
    '汇总数',
    '汇总统计数',
    '汇总数据',
    '本行政区域',
    '本行政区域汇总',
    '本行政区域汇总数',
    '本行政区域统计数',
    '全省汇总',
    '全市汇总',
    '全县汇总',
    '全区汇总',
  ]),
];

interface RowOptions {
  readonly type?: CellType;
  readonly also?: readonly string[];
}

const row = (
  key: string,
  text: string,
  unit: string,
  under: readonly string[],
  { type, also = [] }: RowOptions = {},
): FormRow => ({
  key,
  text,
  also,
  under,
  columns: columnKeys,
  unit,
  ...(type === undefined ? {} : { type }),
});

const disclosure = ['disclosure'];
const channels = ['disclosure', 'disclosure_channels'];
const response = ['response'];
const responseChannels = ['response', 'response_channels'];
const received = ['requests', 'received'];
const closed = ['requests', 'closed'];
const answered = ['requests', 'answered'];
const refused = ['requests', 'answered', 'refused'];
const capacity = ['capacity'];
const staff = ['capacity', 'staff'];
const meetings = ['meetings'];
const amount = { type: 'amount' } as const;

const rows: readonly FormRow[] = [
  row('pa_items_published', '（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）', '条', disclosure, {
    also: ['（一）主动公开政府信息数', '主动公开政府信息总数', '主动公开政府信息数量'],
  }),
  row('pa_normative_docs_published', '其中：主动公开规范性文件数', '条', disclosure, {
    also: ['主动公开规范性文件总数', '主动公开规范性文件数量'],
  }),
  row('pa_normative_docs_issued', '制发规范性文件总数', '件', disclosure, {
    also: ['制发规范性文件数', '制发规范性文件数量', '制发规范性文件总数量'],
  }),
  row('pa_channel_gazette', '1.政府公报公开政府信息数', '条', channels, { also: ['政府公报公开信息数'] }),
  row('pa_channel_website', '2.政府网站公开政府信息数', '条', channels, { also: ['政府网站公开信息数'] }),
  row('pa_channel_weibo', '3.政务微博公开政府信息数', '条', channels, {
    also: ['政务微博公开信息数', '政府微博公开政府信息数'],
  }),
  row('pa_channel_wechat', '4.政务微信公开政府信息数', '条', channels, {
    also: ['政务微信公开信息数', '政府微信公开政府信息数'],
  }),
  row('pa_channel_other', '5.其他方式公开政府信息数', '条', channels, {
    also: ['其它方式公开政府信息数', '其他方式公开信息数'],
  }),
  row(
    'resp_hot_issues',
    '（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）',
    '次',
    response,
    { also: ['（一）回应公众关注热点或重大舆情数', '回应公众关注热点和重大舆情数'] },
  ),
  row('resp_press_conferences', '1.参加或举办新闻发布会总次数', '次', responseChannels, {
    also: ['参加或举办新闻发布会次数', '参加或者举办新闻发布会总次数', '参加和举办新闻发布会总次数'],
  }),
  row('resp_press_conferences_principal', '其中：主要负责同志参加新闻发布会次数', '次', responseChannels, {
    also: ['主要负责人参加新闻发布会次数'],
  }),
  row('resp_online_interviews', '2.政府网站在线访谈次数', '次', responseChannels, {
    also: ['政府网站在线访谈总次数'],
  }),
  row(
    'resp_online_interviews_principal',
    '其中：主要负责同志参加政府网站在线访谈次数',
    '次',
    responseChannels,
    { also: ['主要负责人参加政府网站在线访谈次数'] },
  ),
  row('resp_policy_explanations', '3.政策解读稿件发布数', '篇', responseChannels, {
    also: ['政策解读稿件发布数量', '政策解读稿件发布篇数'],
  }),
  row('resp_weibo_wechat', '4.微博微信回应事件数', '次', responseChannels, {
    also: ['微博、微信回应事件数', '政务微博微信回应事件数'],
  }),
  row('resp_other', '5.其他方式回应事件数', '次', responseChannels, { also: ['其它方式回应事件数'] }),
  row('req_new_received', '（一）收到申请数', '件', ['requests'], { also: ['收到申请总数', '收到申请数量'] }),
  row('req_channel_in_person', '1.当面申请数', '件', received, { also: ['当面申请数量'] }),
  row('req_channel_fax', '2.传真申请数', '件', received, { also: ['传真申请数量'] }),
  row('req_channel_web', '3.网络申请数', '件', received, { also: ['网上申请数', '网络申请数量'] }),
  row('req_channel_letter', '4.信函申请数', '件', received, { also: ['信函申请数量'] }),
  row('req_closed_total', '（二）申请办结数', '件', ['requests'], { also: ['申请办结总数', '申请办结数量'] }),
  row('req_closed_on_time', '1.按时办结数', '件', closed, { also: ['按期办结数'] }),
  row('req_closed_extended', '2.延期办结数', '件', closed),
  row('req_answered_total', '（三）申请答复数', '件', ['requests'], {
    also: ['申请答复总数', '申请答复数量'],
  }),
  row('req_ans_already_public', '1.属于已主动公开范围数', '件', answered, { also: ['属于主动公开范围数'] }),
  row('req_granted_full', '2.同意公开答复数', '件', answered),
  row('req_granted_partial', '3.同意部分公开答复数', '件', answered),
  row('req_refused_total_t2014', '4.不同意公开答复数', '件', answered),
  row('req_denied_state_secret', '其中：涉及国家秘密', '件', refused, { also: ['涉及国家秘密数'] }),
  row('req_denied_trade_secret', '涉及商业秘密', '件', refused, { also: ['涉及商业秘密数'] }),
  row('req_denied_privacy', '涉及个人隐私', '件', refused, { also: ['涉及个人隐私数'] }),
  row('req_denied_security_stability', '危及国家安全、公共安全、经济安全和社会稳定', '件', refused, {
    also: ['危及国家安全、公共安全、经济安全及社会稳定', '危及国家安全、公共安全、经济安全和社会稳定数'],
  }),
  row('req_ref_not_government_info', '不是《条例》所指政府信息', '件', refused, {
    also: ['不是《条例》所指政府信息数', '不属于《条例》所指政府信息'],
  }),
  row('req_denied_other_law', '法律法规规定的其他情形', '件', refused, {
    also: ['法律法规规定的其它情形', '法律、法规规定的其他情形数'],
  }),
  row('req_ref_not_this_agency', '5.不属于本行政机关公开数', '件', answered, {
    also: ['不属于本机关公开数', '不属于本行政机关公开范围数'],
  }),
  row('req_ref_nonexistent', '6.申请信息不存在数', '件', answered, { also: ['申请的信息不存在数'] }),
  row('req_ans_asked_to_amend', '7.告知作出更改补充数', '件', answered, {
    also: ['告知作出更改、补充数', '告知做出更改补充数'],
  }),
  row('req_ans_redirected', '8.告知通过其他途径办理数', '件', answered, {
    also: ['告知通过其它途径办理数'],
  }),
  row('rev_total', '四、行政复议数量', '件', [], { also: ['行政复议数', '行政复议总数'] }),
  row('rev_upheld', '（一）维持具体行政行为数', '件', ['review'], { also: ['维持具体行政行为数量'] }),
  row('rev_corrected', '（二）被依法纠错数', '件', ['review'], { also: ['被依法纠错数量'] }),
  row('rev_other', '（三）其他情形数', '件', ['review'], { also: ['其它情形数', '其他情形数量'] }),
  row('lit_total', '五、行政诉讼数量', '件', [], { also: ['行政诉讼数', '行政诉讼总数'] }),
  row('lit_upheld', '（一）维持具体行政行为或者驳回原告诉讼请求数', '件', ['litigation'], {
    also: ['维持具体行政行为或驳回原告诉讼请求数', '维持具体行政行为和驳回原告诉讼请求数'],
  }),
  row('lit_corrected', '（二）被依法纠错数', '件', ['litigation'], { also: ['被依法纠错数量'] }),
  row('lit_other', '（三）其他情形数', '件', ['litigation'], { also: ['其它情形数', '其他情形数量'] }),
  row('complaint_total', '六、举报投诉数量', '件', [], { also: ['举报投诉数', '举报投诉总数'] }),
  row('req_fees_collected', '七、依申请公开信息收取的费用', '万元', [], {
    ...amount,
    also: ['依申请公开信息收取费用', '依申请公开收取的费用', '依申请公开政府信息收取的费用'],
  }),
  row('org_ogi_offices', '（一）政府信息公开工作专门机构数', '个', capacity, {
    also: ['政府信息公开专门机构数', '政府信息公开工作专门机构数量'],
  }),
  row('org_reading_points', '（二）设置政府信息公开查阅点数', '个', capacity, {
    also: ['政府信息公开查阅点数', '设置政府信息公开查阅点数量', '设置政府信息公开查阅点'],
  }),
  row('org_staff_total', '（三）从事政府信息公开工作人员数', '人', capacity, {
    also: ['从事政府信息公开工作人员总数', '从事政府信息公开工作的人员数'],
  }),
  row('org_staff_full_time', '1.专职人员数（不包括政府公报及政府网站工作人员数）', '人', staff, {
    also: ['1.专职人员数'],
  }),
  row('org_staff_part_time', '2.兼职人员数', '人', staff),
  row(
    'org_budget',
    '（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）',
    '万元',
    capacity,
    { ...amount, also: ['（四）政府信息公开专项经费', '政府信息公开工作专项经费'] },
  ),
  row('org_meetings', '（一）召开政府信息公开工作会议或专题会议数', '次', meetings, {
    also: ['召开政府信息公开工作会议或专题会议次数', '召开政府信息公开工作会议或者专题会议数'],
  }),
  row('org_trainings', '（二）举办各类培训班数', '次', meetings, {
    also: ['举办各类培训班次数', '举办各类培训班期数'],
  }),
  row('org_trained_persons', '（三）接受培训人员数', '人次', meetings, {
    also: ['接受培训人员次数', '接受培训人次数', '接受培训人数'],
  }),
];

const statistics: FormTable = {
  id: 'statistics',
  section: null,
  layout: 'list',
  anchors: [
    { text: '统计指标', also: ['指标', '指标名称', '统计项目', '统计内容'] },
    { text: '政府信息公开情况统计表', also: ['政府信息公开工作情况统计表', '政府信息公开情况统计汇总表'] },
  ],
  rowGroups: [
    { id: 'disclosure', text: '一、主动公开情况' },
    { id: 'disclosure_channels', text: '（二）通过不同渠道和方式公开政府信息的情况' },
    { id: 'response', text: '二、回应解读情况' },
    { id: 'response_channels', text: '（二）通过不同渠道和方式回应解读的情况' },
    { id: 'requests', text: '三、依申请公开情况' },
    { id: 'received', text: '（一）收到申请数' },
    { id: 'closed', text: '（二）申请办结数' },
    { id: 'answered', text: '（三）申请答复数' },
    { id: 'refused', text: '4.不同意公开答复数' },
    { id: 'review', text: '四、行政复议数量' },
    { id: 'litigation', text: '五、行政诉讼数量' },
    { id: 'capacity', text: '八、机构建设和保障经费情况' },
    { id: 'staff', text: '（三）从事政府信息公开工作人员数' },
    { id: 'meetings', text: '九、政府信息公开会议和培训情况' },
  ],
  columnGroups: [],
  rows,
  columns,
};

const each = (...keys: readonly string[]): Term[] => inEachColumn(keys);
const under = (group: string): string[] =>
  rows.filter(candidate => candidate.under.at(-1) === group).map(candidate => candidate.key);

const check = listCheck(columnKeys);

/** There is no identity of requests received and closed: this form carries nothing over from year to year. */
const checks: readonly FormCheck[] = [
  check(
    'S1',
    'equal',
    each('req_new_received'),
    each(...under('received')),
    'Requests received are the sum of the ways they came.',
  ),
  check(
    'S2',
    'equal',
    each('req_closed_total'),
    each(...under('closed')),
    'Requests closed were closed on time or after an extension.',
  ),
  check(
    'S3',
    'equal',
    each('req_answered_total'),
    each(...under('answered')),
    'Requests answered are the sum of the eight answers.',
  ),
  check(
    'S4',
    'equal',
    each('req_refused_total_t2014'),
    each(...under('refused')),
    'Refusals are the sum of their six grounds.',
  ),
  check('S5', 'equal', each('rev_total'), each(...under('review')), 'Reviews are the sum of their outcomes.'),
  check(
    'S6',
    'equal',
    each('lit_total'),
    each(...under('litigation')),
    'Lawsuits are the sum of their outcomes.',
  ),
  check(
    'S7',
    'equal',
    each('org_staff_total'),
    each(...under('staff')),
    'Staff are those who work full time and part time.',
  ),
  check(
    'S8',
    'at_most',
    each('resp_press_conferences_principal'),
    each('resp_press_conferences'),
    'Press conferences with the principal are among all press conferences.',
  ),
  check(
    'S9',
    'at_most',
    each('resp_online_interviews_principal'),
    each('resp_online_interviews'),
    'Online interviews with the principal are among all online interviews.',
  ),
  check(
    'S10',
    'at_most',
    each('pa_items_published'),
    each(...under('disclosure_channels')),
    'An item counts once in the total and once for each channel that it was published by.',
  ),
];

export const form2014: Form = {
  id: '2014',
  title: '政府信息公开情况统计表',
  authority: '国办发〔2014〕32号',
  years: { from: 2014, to: 2018 },
  nationwide: true,
  sections: [],
  tables: [statistics],
  checks,
};
