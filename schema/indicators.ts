/**
 * Derived indicators as data: sums of printed cells over sums of printed cells. A ratio is NULL where a part is not
 * printed or the denominator is 0. The view `v_indicator`, the table `indicator` and the summaries are made from this.
 */

/** `table.row.column` of one cell, all of it to be added up. */
export type Sum = readonly string[];

export interface Indicator {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly numerator: Sum;
  /** Added up, less what is in `less`. */
  readonly denominator: Sum;
  /**
   * What the denominator leaves out. Where editions print it differently, one list for each way; the first that is
   * printed in full counts.
   */
  readonly less?: readonly Sum[];
}

const all = (...rows: string[]): Sum => rows.map(row => `requests.${row}.all`);
const remedies = (...cells: string[]): Sum => cells.map(cell => `remedies.${cell}`);

const granted = all('req_granted_full', 'req_granted_partial');
const processed = all('req_processed_total');
const denied = all(
  'req_denied_state_secret',
  'req_denied_law_prohibits',
  'req_denied_security_stability',
  'req_denied_third_party',
  'req_denied_internal_affairs',
  'req_denied_deliberative',
  'req_denied_enforcement_file',
  'req_denied_statutory_lookup',
);
const unavailable = all(
  'req_unavailable_not_held',
  'req_unavailable_needs_creation',
  'req_unavailable_unclear',
);
const notProcessed = all(
  'req_np_petition',
  'req_np_duplicate',
  'req_np_publication',
  'req_np_excessive',
  'req_np_confirm_reissue',
);
const otherOf2019 = all('req_other_total');
const otherOf2021 = all('req_other_not_amended', 'req_other_fee_unpaid', 'req_other_misc');

function correction(id: string, zh: string, en: string, rows: readonly string[]): Indicator[] {
  const cells = (column: string): Sum => remedies(...rows.map(row => `${row}.${column}`));
  return [
    {
      id: `${id}_correction_rate`,
      zh: `${zh}纠错率（占总数）`,
      en: `Correction rate, ${en}, of all`,
      meaning: 'Corrected among all, those still pending included.',
      numerator: cells('corrected'),
      denominator: cells('total'),
    },
    {
      id: `${id}_correction_rate_concluded`,
      zh: `${zh}纠错率（占审结数）`,
      en: `Correction rate, ${en}, of those concluded`,
      meaning: 'Corrected among those concluded. Not the same as the rate of all: never mix the two.',
      numerator: cells('corrected'),
      denominator: cells('total'),
      less: [cells('pending')],
    },
  ];
}

export const indicators: readonly Indicator[] = [
  {
    id: 'disclosure_rate',
    zh: '公开率',
    en: 'Disclosure rate',
    meaning:
      'Granted in full or in part, among all requests processed: the definition that bodies use themselves.',
    numerator: granted,
    denominator: processed,
  },
  {
    id: 'substantive_disclosure_rate',
    zh: '实质公开率',
    en: 'Substantive disclosure rate',
    meaning:
      'Granted in full or in part, among requests decided in substance: neither left unprocessed nor closed otherwise.',
    numerator: granted,
    denominator: processed,
    less: [
      [...notProcessed, ...otherOf2019],
      [...notProcessed, ...otherOf2021],
    ],
  },
  {
    id: 'denial_rate',
    zh: '不予公开率',
    en: 'Denial rate',
    meaning: 'Denied on one of the eight grounds, among all processed. Non-existence is not a denial.',
    numerator: denied,
    denominator: processed,
  },
  {
    id: 'unavailable_rate',
    zh: '无法提供率',
    en: 'Unavailable rate',
    meaning: 'Not held, to be created, or unclear, among all processed.',
    numerator: unavailable,
    denominator: processed,
  },
  {
    id: 'not_held_share',
    zh: '未掌握占比',
    en: 'Share not held',
    meaning: 'Not held by the body, among all that could not be provided.',
    numerator: all('req_unavailable_not_held'),
    denominator: unavailable,
  },
  {
    id: 'not_processed_rate',
    zh: '不予处理率',
    en: 'Not-processed rate',
    meaning: 'Petitions, repeats and the like, among all processed.',
    numerator: notProcessed,
    denominator: processed,
  },
  {
    id: 'carry_over_rate',
    zh: '结转率',
    en: 'Carry-over rate',
    meaning: 'Carried out to the next year, among those received and carried in.',
    numerator: all('req_carried_out'),
    denominator: all('req_new_received', 'req_carried_in'),
  },
  {
    id: 'dispute_rate',
    zh: '争议率',
    en: 'Dispute rate',
    meaning:
      'Reviews and direct suits per request processed. Suits after a review are left out: they would count twice.',
    numerator: remedies('rev.total', 'lit_direct.total'),
    denominator: processed,
  },
  {
    id: 'license_penalty_ratio',
    zh: '许可处罚比',
    en: 'Licences per penalty',
    meaning: 'Decisions on licences for each decision on a penalty. All decisions count, published or not.',
    numerator: ['proactive.license.decisions'],
    denominator: ['proactive.penalty.decisions'],
  },
  ...correction('review', '行政复议', 'administrative review', ['rev']),
  ...correction('litigation', '行政诉讼', 'litigation', ['lit_direct', 'lit_after_review']),
  ...(
    [
      ['natural_person', '自然人占比', 'natural persons'],
      ['org_business', '商业企业占比', 'businesses'],
      ['org_research', '科研机构占比', 'research institutes'],
      ['org_public_interest', '社会公益组织占比', 'public-interest organisations'],
      ['org_legal_services', '法律服务机构占比', 'legal services'],
      ['org_other', '其他组织占比', 'other organisations'],
    ] as const
  ).map(([column, zh, en]) => ({
    id: `applicant_share_${column}`,
    zh,
    en: `Applicants: share of ${en}`,
    meaning: 'Of the requests newly received.',
    numerator: [`requests.req_new_received.${column}`],
    denominator: all('req_new_received'),
  })),
];

/** In words: for the table `indicator`. */
export function describeSum(sum: Sum, less: readonly Sum[] = []): string {
  const added = sum.join(' + ');
  return less.length === 0 ? added : `${added} - (${less.map(each => each.join(' + ')).join(' | ')})`;
}
