/** What the editions of 2019 and 2021 share to the letter: section headings, applicant columns, remedies, identities. */

import type { FormCheck, FormColumn, FormRow, FormSection, FormTable, Group, Term } from './form.ts';

export const sections: readonly FormSection[] = [
  { number: 1, title: '总体情况', also: ['概述', '总体概况', '基本情况', '政府信息公开工作总体情况'] },
  {
    number: 2,
    title: '主动公开政府信息情况',
    also: ['主动公开政府信息的情况', '行政机关主动公开政府信息情况', '主动公开情况'],
  },
  {
    number: 3,
    title: '收到和处理政府信息公开申请情况',
    also: ['收到和处理政府信息公开申请的情况', '依申请公开情况'],
  },
  {
    number: 4,
    title: '政府信息公开行政复议、行政诉讼情况',
    also: [
      '政府信息公开行政复议、行政诉讼的情况',
      '政府信息公开行政复议行政诉讼情况',
      '政府信息公开行政复议和行政诉讼情况',
      '因政府信息公开工作被申请行政复议、提起行政诉讼情况',
      '因政府信息公开工作被申请行政复议和提起行政诉讼情况',
    ],
  },
  {
    number: 5,
    title: '存在的主要问题及改进情况',
    also: [
      '存在问题及改进情况',
      '存在的问题及改进情况',
      '政府信息公开工作存在的主要问题及改进情况',
      '存在的主要问题及改进措施',
    ],
  },
  {
    number: 6,
    title: '其他需要报告的事项',
    also: ['其他需要报告事项', '其它需要报告的事项', '需要报告的其他事项'],
  },
];

const applicant = (
  key: string,
  text: string,
  under: readonly string[],
  also: readonly string[] = [],
): FormColumn => ({
  key,
  text,
  also,
  under: ['applicants', ...under],
  type: 'count',
  unit: '件',
});

export const applicantGroups: readonly Group[] = [
  { id: 'applicants', text: '申请人情况' },
  { id: 'organisations', text: '法人或其他组织', also: ['法人或者其他组织', '法人及其他组织'] },
];

export const applicantColumns: readonly FormColumn[] = [
  applicant('natural_person', '自然人', []),
  applicant('org_business', '商业企业', ['organisations']),
  applicant('org_research', '科研机构', ['organisations']),
  applicant('org_public_interest', '社会公益组织', ['organisations'], ['社会公益机构']),
  applicant('org_legal_services', '法律服务机构', ['organisations'], ['法律服务组织']),
  applicant('org_other', '其他', ['organisations'], ['其它']),
  applicant('all', '总计', [], ['合计']),
];

export const applicantKeys: readonly string[] = applicantColumns.map(column => column.key);

/** One row of section 三: a cell for every applicant column. */
export const requestRow = (
  key: string,
  text: string,
  under: readonly string[] = [],
  also: readonly string[] = [],
): FormRow => ({ key, text, also, under, columns: applicantKeys });

export const requestGroups: readonly Group[] = [
  { id: 'results', text: '三、本年度办理结果', also: ['三、本年度办理情况'] },
  { id: 'denied', text: '（三）不予公开' },
  { id: 'unavailable', text: '（四）无法提供' },
  { id: 'not_processed', text: '（五）不予处理' },
];

/** Section 三 up to （五）不予处理, the same in both editions. */
export const requestRowsToFive: readonly FormRow[] = [
  requestRow('req_new_received', '一、本年新收政府信息公开申请数量'),
  requestRow('req_carried_in', '二、上年结转政府信息公开申请数量'),
  requestRow('req_granted_full', '（一）予以公开', ['results']),
  requestRow(
    'req_granted_partial',
    '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    ['results'],
    ['（二）部分公开'],
  ),
  requestRow('req_denied_state_secret', '1.属于国家秘密', ['results', 'denied']),
  // 镇坪县 2019 prints it without 行政.
  requestRow(
    'req_denied_law_prohibits',
    '2.其他法律行政法规禁止公开',
    ['results', 'denied'],
    ['2.其他法律法规禁止公开'],
  ),
  requestRow('req_denied_security_stability', '3.危及“三安全一稳定”', ['results', 'denied']),
  requestRow('req_denied_third_party', '4.保护第三方合法权益', ['results', 'denied']),
  requestRow('req_denied_internal_affairs', '5.属于三类内部事务信息', ['results', 'denied']),
  requestRow('req_denied_deliberative', '6.属于四类过程性信息', ['results', 'denied']),
  requestRow('req_denied_enforcement_file', '7.属于行政执法案卷', ['results', 'denied']),
  requestRow('req_denied_statutory_lookup', '8.属于行政查询事项', ['results', 'denied']),
  requestRow('req_unavailable_not_held', '1.本机关不掌握相关政府信息', ['results', 'unavailable']),
  requestRow('req_unavailable_needs_creation', '2.没有现成信息需要另行制作', ['results', 'unavailable']),
  requestRow('req_unavailable_unclear', '3.补正后申请内容仍不明确', ['results', 'unavailable']),
  requestRow('req_np_petition', '1.信访举报投诉类申请', ['results', 'not_processed']),
  requestRow('req_np_duplicate', '2.重复申请', ['results', 'not_processed']),
  requestRow('req_np_publication', '3.要求提供公开出版物', ['results', 'not_processed']),
  requestRow('req_np_excessive', '4.无正当理由大量反复申请', ['results', 'not_processed']),
  requestRow('req_np_confirm_reissue', '5.要求行政机关确认或重新出具已获取信息', [
    'results',
    'not_processed',
  ]),
];

export const processedTotalRow = requestRow('req_processed_total', '（七）总计', ['results'], ['（七）合计']);
export const carriedOutRow = requestRow(
  'req_carried_out',
  '四、结转下年度继续办理',
  [],
  ['四、结转下一年继续办理'],
);

/** The corner of section 三, which states E1 in words. */
export const requestAnchors = [
  { text: '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）' },
];

const remedyColumn = (key: string, text: string, also: readonly string[] = []): FormColumn => ({
  key,
  text,
  also,
  under: [],
  type: 'count',
  unit: '件',
});
const remedyKeys = ['upheld', 'corrected', 'other', 'pending', 'total'] as const;

/** Section 四: the rows' labels stand side by side above their columns, and one row of numbers follows. */
export const remedies: FormTable = {
  id: 'remedies',
  section: 4,
  layout: 'single_row',
  anchors: [],
  rowGroups: [{ id: 'litigation', text: '行政诉讼' }],
  columnGroups: [],
  rows: [
    { key: 'rev', text: '行政复议', under: [], columns: remedyKeys },
    { key: 'lit_direct', text: '未经复议直接起诉', under: ['litigation'], columns: remedyKeys },
    { key: 'lit_after_review', text: '复议后起诉', under: ['litigation'], columns: remedyKeys },
  ],
  columns: [
    remedyColumn('upheld', '结果维持', ['维持结果']),
    remedyColumn('corrected', '结果纠正', ['纠正结果']),
    remedyColumn('other', '其他结果', ['其它结果']),
    remedyColumn('pending', '尚未审结'),
    remedyColumn('total', '总计', ['合计']),
  ],
};

const cells = (rows: readonly string[], column: string): Term[] => rows.map(row => ({ row, column }));

const promised = { relation: 'equal', strength: 'hard' } as const;

/** E1–E4 for a section 三 with these rows. `*` stands for the subject. */
export function identities(requests: FormTable): readonly FormCheck[] {
  const parts = requests.rows
    .filter(row => row.under.includes('results') && row.key !== 'req_processed_total')
    .map(row => row.key);
  return [
    {
      id: 'E1',
      table: 'requests',
      ...promised,
      along: 'columns',
      subjects: applicantKeys,
      left: cells(['req_new_received', 'req_carried_in'], '*'),
      right: cells(['req_processed_total', 'req_carried_out'], '*'),
      meaning: 'New requests and those carried in are the requests processed and those carried out.',
    },
    {
      id: 'E2',
      table: 'requests',
      ...promised,
      along: 'columns',
      subjects: applicantKeys,
      left: cells(['req_processed_total'], '*'),
      right: cells(parts, '*'),
      meaning: 'The total processed is the sum of all results.',
    },
    {
      id: 'E3',
      table: 'requests',
      ...promised,
      along: 'rows',
      subjects: requests.rows.map(row => row.key),
      left: [{ row: '*', column: 'all' }],
      right: applicantKeys.filter(key => key !== 'all').map(column => ({ row: '*', column })),
      meaning: 'The total of a row is the sum of its applicants.',
    },
    {
      id: 'E4',
      table: 'remedies',
      ...promised,
      along: 'rows',
      subjects: remedies.rows.map(row => row.key),
      left: [{ row: '*', column: 'total' }],
      right: remedyKeys.filter(key => key !== 'total').map(column => ({ row: '*', column })),
      meaning: 'The total of a block is the sum of its four outcomes.',
    },
  ];
}
