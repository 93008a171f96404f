/**
 * Which cells stand for a concept in each edition, and how far the series may be joined: facts about the forms, so that
 * no one has to find out again that 对外公开总数量 is not 现行有效件数.
 */

import type { FormId } from './forms/form.ts';

export type ComparabilityGrade = 'exact' | 'approximate' | 'none';

export interface ConcordanceEntry {
  readonly concept: string;
  readonly form: FormId;
  /** `table.row.column`; several are added up. */
  readonly cells: readonly string[];
  /** How far its figures may be set beside those of the edition of 2021. */
  readonly grade: ComparabilityGrade;
  readonly note: string | null;
}

const entry = (
  concept: string,
  form: FormId,
  cells: readonly string[],
  grade: ComparabilityGrade = 'exact',
  note: string | null = null,
): ConcordanceEntry => ({ concept, form, cells, grade, note });

const local = (row: string): string[] => [`statistics.${row}.annual`];
const single = (...rows: string[]): string[] => rows.map(row => `statistics.${row}.count`);
const all = (...rows: string[]): string[] => rows.map(row => `requests.${row}.all`);
const denied = [
  'req_denied_state_secret',
  'req_denied_law_prohibits',
  'req_denied_security_stability',
  'req_denied_third_party',
  'req_denied_internal_affairs',
  'req_denied_deliberative',
  'req_denied_enforcement_file',
  'req_denied_statutory_lookup',
];
const suits = (column: string): string[] => [
  `remedies.lit_direct.${column}`,
  `remedies.lit_after_review.${column}`,
];

/** A cell that the editions of 2019 and 2021 have alike. */
const alike = (concept: string, cells: readonly string[]): ConcordanceEntry[] => [
  entry(concept, '2019', cells),
  entry(concept, '2021', cells),
];

export const concordance: readonly ConcordanceEntry[] = [
  entry(
    'req_new_received',
    '2004',
    local('req_new_received'),
    'approximate',
    'Counted in 条, and often of the whole area.',
  ),
  entry(
    'req_new_received',
    '2014',
    single('req_new_received'),
    'approximate',
    'Mind the scope: 本级 or 汇总.',
  ),
  ...alike('req_new_received', all('req_new_received')),
  ...alike('req_carried_in', all('req_carried_in')),
  ...alike('req_carried_out', all('req_carried_out')),
  entry(
    'req_processed_total',
    '2004',
    local('req_answered_total'),
    'approximate',
    'Answers, not requests closed.',
  ),
  entry(
    'req_processed_total',
    '2014',
    single('req_answered_total'),
    'approximate',
    '申请答复数, and not 申请办结数.',
  ),
  ...alike('req_processed_total', all('req_processed_total')),
  entry('req_granted_full', '2004', local('req_granted_full'), 'approximate'),
  entry(
    'req_granted_full',
    '2014',
    single('req_ans_already_public', 'req_granted_full'),
    'approximate',
    'What was public already had a row of its own; where it went after 2018 no notice says.',
  ),
  ...alike('req_granted_full', all('req_granted_full')),
  entry('req_granted_partial', '2004', local('req_granted_partial'), 'approximate'),
  entry('req_granted_partial', '2014', single('req_granted_partial'), 'approximate'),
  ...alike('req_granted_partial', all('req_granted_partial')),
  entry(
    'req_denied_total',
    '2004',
    local('req_refused_total_local'),
    'none',
    'Holds what does not exist or is not held, too.',
  ),
  entry(
    'req_denied_total',
    '2014',
    single('req_refused_total_t2014'),
    'none',
    'Holds what is no government information, too.',
  ),
  ...alike('req_denied_total', all(...denied)),
  entry(
    'req_unavailable_not_held',
    '2004',
    [...local('req_ref_nonexistent'), ...local('req_ref_not_this_agency')],
    'approximate',
  ),
  entry(
    'req_unavailable_not_held',
    '2014',
    single('req_ref_not_this_agency', 'req_ref_nonexistent'),
    'approximate',
  ),
  ...alike('req_unavailable_not_held', all('req_unavailable_not_held')),
  entry('req_unavailable_unclear', '2004', local('req_ref_unclear'), 'none', 'A refusal there.'),
  entry(
    'req_unavailable_unclear',
    '2014',
    single('req_ans_asked_to_amend'),
    'none',
    'A step of procedure there.',
  ),
  ...alike('req_unavailable_unclear', all('req_unavailable_unclear')),
  entry('req_other_total', '2004', local('req_ref_other_reason'), 'none'),
  entry('req_other_total', '2019', all('req_other_total')),
  entry(
    'req_other_total',
    '2021',
    all('req_other_not_amended', 'req_other_fee_unpaid', 'req_other_misc'),
    'exact',
    'Not printed: the sum of three rows.',
  ),
  entry('rev_total', '2004', local('rev_total'), 'approximate'),
  entry('rev_total', '2014', single('rev_total'), 'approximate', 'No pending cases are told apart.'),
  ...alike('rev_total', ['remedies.rev.total']),
  entry('rev_corrected', '2014', single('rev_corrected'), 'approximate', 'No pending cases are told apart.'),
  ...alike('rev_corrected', ['remedies.rev.corrected']),
  entry('lit_total', '2004', local('lit_total'), 'approximate'),
  entry('lit_total', '2014', single('lit_total'), 'approximate'),
  ...alike('lit_total', suits('total')),
  entry('lit_corrected', '2014', single('lit_corrected'), 'approximate'),
  ...alike('lit_corrected', suits('corrected')),
  entry('normdocs_issued', '2004', local('pa_normative_docs_new'), 'approximate'),
  entry('normdocs_issued', '2014', single('pa_normative_docs_issued'), 'approximate'),
  entry('normdocs_issued', '2019', ['proactive.normdocs.created'], 'approximate', '制作, not 制发.'),
  entry('normdocs_issued', '2021', ['proactive.normdocs.issued']),
  entry(
    'normdocs_in_force',
    '2019',
    ['proactive.normdocs.published_stock'],
    'none',
    'The stock that is public, not the stock in force.',
  ),
  entry('normdocs_in_force', '2021', ['proactive.normdocs.in_force']),
  ...alike('license_decisions', ['proactive.license.decisions']),
  ...alike('penalty_decisions', ['proactive.penalty.decisions']),
  ...alike('coercion_decisions', ['proactive.coercion.decisions']),
  entry('fee_amount', '2019', ['proactive.fee.items_prev_year'], 'none', 'A number of items, and no money.'),
  entry('fee_amount', '2021', ['proactive.fee.amount']),
];
