import type { RemovedPlace, RemovedText } from '../../schema/extraction.ts';
import type { Survey } from './anchors.ts';
import type { Line } from './lines.ts';
import { countNotes, withoutNotes } from './notes.ts';
import type { Removal } from './removal.ts';

/** Notes per thousand Han characters from which a simplified page is taken for annotated by a machine. */
const denseNotes = 4;

/** Removes pinyin notes, where there are so many, or on such script, that no writer put them there. */
export function removeNotes(
  lines: readonly Line[],
  { han, traditional }: Survey,
): { removals: Removal[]; annotated: boolean } {
  const { notes, toned } = countNotes(
    (function* texts() {
      for (const line of lines) yield line.text;
    })(),
  );
  const converted = traditional * 50 > han;
  const annotated = toned > 0 && (converted ? notes > 1 : notes > 4 && notes * 1000 > han * denseNotes);
  if (!annotated) return { removals: [], annotated };
  const removals: Removal[] = [];
  for (const line of lines) {
    const { text, removed } = withoutNotes(line.text);
    if (removed.length === 0) continue;
    line.text = text;
    for (const _ of removed) {
      removals.push({
        text: removed[0] ?? '',
        kind: 'annotation',
        where: line.where,
        evidence: ['pinyin_notes'],
      });
    }
  }
  return { removals, annotated };
}

const starRun = /[★☆]{2,}(?=[，。；、,;.！!])|[★☆]+(?=[，。；、,;])/gu;
/** A page that rates hotels has some; one sprinkled by a machine has them before mark after mark. */
const fewestStarRuns = 3;

/** Removes stars sprinkled before punctuation. */
export function removeStarRuns(lines: readonly Line[]): Removal[] {
  const found = lines.flatMap(line =>
    [...line.text.matchAll(starRun)].map(match => ({ line, text: match[0] })),
  );
  if (found.length < fewestStarRuns) return [];
  for (const { line } of found) line.text = line.text.replace(starRun, '');
  return found.map(({ line, text }) => ({
    text,
    kind: 'residue',
    where: line.where,
    evidence: ['sprinkled_marks'],
  }));
}

/** Equal removals as one entry with its count; annotations are one entry together, named by the first. */
export function counted(removals: readonly Removal[]): RemovedText[] {
  interface Group {
    readonly first: Removal;
    count: number;
    readonly where: Set<RemovedPlace>;
    readonly evidence: Set<string>;
  }
  const groups = new Map<string, Group>();
  for (const removal of removals) {
    const key =
      removal.kind === 'annotation'
        ? 'annotation'
        : `${removal.kind}\u0000${removal.text}\u0000${removal.proposal ?? ''}`;
    const group = groups.get(key) ?? { first: removal, count: 0, where: new Set(), evidence: new Set() };
    group.count++;
    group.where.add(removal.where);
    for (const each of removal.evidence) group.evidence.add(each);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, count, where, evidence }) => ({
    text: first.text,
    kind: first.kind,
    count,
    where: [...where],
    evidence: [...evidence],
    ...(first.proposal === undefined ? {} : { proposal: first.proposal }),
  }));
}
