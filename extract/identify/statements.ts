/** What the text says of itself: sentences that name the report, its unit and its year. */

import { cut, type Line, type Span } from './lines.ts';
import {
  breadcrumb,
  foreignDocument,
  introductions,
  isSectionHeading,
  reportPhrase,
  reportWord,
} from './vocabulary.ts';

/** One place in running text that names the report. */
export interface Statement {
  /** Clause in front of the report's name, quoted foreign documents taken out. */
  readonly before: Span;
  /** Where in `before` a name may begin: behind each introducing word, the last one first. */
  readonly starts: readonly number[];
  /** What stands in front of the first introducing word: 某某局 in 某某局现公布2023年…. */
  readonly subject: Span | null;
  readonly introduced: boolean;
  readonly paragraph: number;
}

const paragraphLimit = 400;
/** Links to the documents before and behind in the list. */
const neighbour = /^(?:上|下|前|后)一?(?:篇|条|页|则)(?:文章|信息|新闻)?:/;
const endsSentence = /[。:;!?)》|]$/;
const startsItem = /^(?:[一二三四五六七八九十]{1,2}[、.]|\(|第[一二三四五六七八九十]|\d{1,2}[、.]|[●•■★])/;

/**
 * Paragraphs of the lines, lines broken by the layout joined again, blanks gone. Lines that give particulars of the
 * page (发布机构：…) are no text of the report, whatever body they name.
 */
export function paragraphsOf(
  lines: readonly Line[],
  particulars: ReadonlySet<number> = new Set(),
): readonly Span[] {
  const paragraphs: Span[] = [];
  let wrapped = false;
  for (const [index, line] of lines.entries()) {
    const span = line.dense;
    if ((particulars.has(index) && !span.folded.includes('。')) || neighbour.test(span.folded)) {
      wrapped = false;
      continue;
    }
    const previous = paragraphs.at(-1);
    if (
      previous &&
      wrapped &&
      !line.fromTable &&
      !startsItem.test(span.folded) &&
      previous.text.length < 3000
    ) {
      paragraphs[paragraphs.length - 1] = {
        text: previous.text + span.text,
        folded: previous.folded + span.folded,
      };
    } else {
      if (paragraphs.length >= paragraphLimit) break;
      paragraphs.push(span);
    }
    wrapped =
      !line.fromTable &&
      span.text.length >= 26 &&
      !endsSentence.test(span.folded) &&
      !breadcrumb.test(span.folded) &&
      !/报告$/.test(span.folded);
  }
  return paragraphs;
}

/** The paragraph with quoted 通知, 条例 … blanked out: the bodies and years in them are not the report's. */
export function withoutForeignDocuments(paragraph: Span): Span {
  if (!/[《(]/.test(paragraph.folded)) return paragraph;
  const known = blanked.get(paragraph);
  if (known) return known;
  const span = blankedOut(paragraph);
  blanked.set(paragraph, span);
  return span;
}

/** Type, year, unit and scope each ask for the same paragraphs. */
const blanked = new WeakMap<Span, Span>();

function blankedOut(paragraph: Span): Span {
  let folded = paragraph.folded;
  for (let pass = 0; pass < 2; pass += 1) {
    folded = folded.replace(/《[^《》]{1,160}》/g, quoted =>
      foreignDocument.test(quoted.slice(1, -1)) ? '□'.repeat(quoted.length) : quoted,
    );
  }
  folded = folded.replace(
    /\((?:以下|下称|简称|国务院令|[^()]{0,12}[〔[(（]?20\d\d[〕\])）]?\d{1,4}号)[^()]{0,60}\)/g,
    aside => '□'.repeat(aside.length),
  );
  return { text: paragraph.text, folded };
}

export function statementsIn(paragraphs: readonly Span[]): readonly Statement[] {
  const statements: Statement[] = [];
  paragraphs.forEach((original, paragraph) => {
    if (!reportWord.test(original.folded) || isSectionHeading(original.folded)) return;
    // The names of columns in a breadcrumb state nothing.
    if (breadcrumb.test(original.folded) && !/[,。]/.test(original.folded)) return;
    const span = withoutForeignDocuments(original);
    for (const found of span.folded.matchAll(reportPhrase)) {
      const after = span.folded.slice(found.index + found[0].length, found.index + found[0].length + 30);
      if (/^[^,。;]{0,22}(?:通知|格式|要求|精神|考核|编制工作)/.test(after)) continue;
      const clauseStart = startOfClause(span.folded, found.index);
      const before = cut(span, clauseStart, found.index);
      if (/关于(?:做好|印发|报送|开展|编制|进一步|切实)/.test(before.folded)) continue;
      // What the law asks of every body is no report of one.
      if (/各级|应当|应该|应于|每年|均应|须在/.test(before.folded)) continue;
      // Nor is what is named beside guide and catalogue, as what every body has to draw up.
      if (/(?:指南|目录|制度)》?[、和及与]+(?:本机关|本单位|本级)?$/.test(before.folded)) continue;
      const words = [...before.folded.matchAll(introductions)];
      const starts = words.map(word => word.index + word[0].length).reverse();
      const introduced =
        /(?:公布|公开|发布|公告|现将|现就|编制|编写|撰写|报告|形成|将(?!乐)|汇总|综合(?!行政|执法|服务|管理|保税|治理|交通|事务|实验|试验|改革))/.test(
          before.folded,
        );
      const first = words[0]?.index ?? 0;
      const subject = first > 2 ? cut(before, 0, first) : null;
      statements.push({ before, starts: [...starts, 0], subject, introduced, paragraph });
    }
  });
  return statements;
}

const clauseEnds = new Set([...',。;:!?|'].map(sign => sign.charCodeAt(0)));

/** Start of the clause that ends at a position; a clause is at most 80 characters. */
export function startOfClause(text: string, end: number): number {
  const earliest = Math.max(0, end - 80);
  for (let index = end - 1; index >= earliest; index -= 1) {
    if (clauseEnds.has(text.charCodeAt(index))) return index + 1;
  }
  return earliest;
}
