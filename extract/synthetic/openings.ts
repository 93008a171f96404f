/**
 * Beginnings of documents as portals show them, with what they are known to be: whose, of which year, of which kind.
 * A body's name stands in one or several of the places where reports print it, between names of other bodies: of the
 * superior whose notice is quoted, of the office that compiled it, of the site, of the bodies beside it.
 */

import type { DocumentType } from '../../schema/extraction.ts';
import { type Places, randomBody } from './opening-bodies.ts';
import {
  contacts,
  deeds,
  feet,
  furniture,
  type Ground,
  openings,
  particulars,
  silentDeeds,
  silentOpenings,
  titles,
} from './opening-sentences.ts';
import type { Random } from './random.ts';

export interface Opening {
  /** What the head of the document says that its title is. */
  readonly head: string | null;
  readonly lines: readonly string[];
  /** How it was made, for tallies. */
  readonly bodyKind: string;
  readonly pattern: string;
  readonly document_type: DocumentType;
  readonly report_year: number | null;
  /** Every printed form of the body's name that is right; empty where the text names none. */
  readonly units: readonly string[];
}

const reportNames = [
  '政府信息公开工作年度报告',
  '政府信息公开年度报告',
  '政府信息公开工作报告',
  '信息公开工作年度报告',
  '政务公开工作年度报告',
  '政府信息公开年报',
];

const headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况'];

type Choice = Readonly<Record<string, (ground: Ground) => string | readonly string[]>>;

/** One of the choices, made, with its name; none where it is not wanted. */
function chosen(wanted: boolean, what: string, choices: Choice, ground: Ground) {
  const [name, make] = ground.random.pick(Object.entries(choices));
  return wanted ? { made: [make(ground)].flat(), name, pattern: `${what}: ${name}` } : null;
}

/** One annual report's beginning; in about one of ten no text names its body. */
export function randomOpening(places: Places, random: Random): Opening {
  const body = randomBody(places, random);
  const { pick } = random;
  const ground: Ground = { body, year: 2008 + random.below(17), report: pick(reportNames), random };
  const { year, report } = ground;
  const roll = random.below(10);
  const silent = roll === 9;
  const title = chosen(roll < 5, 'title', titles, ground);
  const opening = chosen(roll >= 3 && roll < 7, 'opening', openings, ground);
  const deed = chosen(roll === 4 || roll === 7, 'deed', deeds, ground);
  const signed = roll === 8;
  const contact = !silent && random.chance(0.3) ? pick(contacts)(ground) : '';
  const above = silent
    ? pick([[], [`${year}年${report}`]])
    : [
        ...pick(furniture)(ground),
        ...(title?.made ?? pick([[], [`${year}年${report}`]])),
        ...pick(particulars)(ground),
      ];
  const lines = [
    ...above,
    (opening?.made.join('') ?? pick(silentOpenings)(ground)) + contact,
    headings[0] ?? '',
    deed?.made.join('') ?? pick(silentDeeds)(ground),
    headings[1] ?? '',
    '本年度公开信息30条，发布于政府网站。',
    headings[2] ?? '',
    ...(signed ? [body.name, `${year + 1}年1月15日`] : []),
    ...(silent ? [] : pick(feet)(ground)),
  ];
  const made = [title, opening, deed].flatMap(part => part?.pattern ?? []);
  const byOffice = opening?.name === 'compiled by its office';
  return {
    head: title && random.chance(0.3) ? `${title.made.join('')}_${body.superior}` : null,
    lines,
    bodyKind: body.kind,
    pattern: [...made, ...(signed ? ['signature'] : []), ...(silent ? ['silent'] : [])].join(', '),
    document_type: 'annual_report',
    report_year: year,
    units: silent ? [] : [body.name, ...body.also, ...(byOffice ? writers(body) : [])],
  };
}

/** Which of both reports, the office that compiled it alone does not show. */
const writers = ({ name, office, superior }: Ground['body']): readonly string[] => [
  `${name}办公室`,
  office,
  ...(/政府办公[室厅]$/.test(name) ? [superior] : []),
];
