/** `clean`: a document's text without what was injected into it, and what that was. */

import { loadDivisions } from '../../data/divisions/divisions.ts';
import { cleanDocument, cleanText } from '../../extract/clean/index.ts';
import { decode } from '../../extract/decode.ts';
import { textOf } from '../../extract/document.ts';
import { createGazetteer, type Gazetteer } from '../../extract/identify/gazetteer.ts';
import { mediaTypeOf } from '../../extract/media.ts';
import { openDocument } from '../../extract/readers/open.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { CleanVerdict, Fold, RemovedText } from '../../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';
import { failureLine, type Input, inputsNamed } from '../inputs.ts';
import { portalsKnown } from '../known-portals.ts';
import { fitted } from '../terminal/width.ts';

interface Cleaning {
  readonly clean_text: string;
  readonly removed: readonly RemovedText[];
  readonly verdict: CleanVerdict;
  readonly reasons: readonly string[];
  readonly folds: readonly Fold[];
}

export const clean: CommandDefinition<object> = {
  examples: [
    ['clean page.html', 'the text that stays; what was removed goes to stderr'],
    ['clean *.html --json', 'one line per file'],
    ['clean - --json < page.txt', 'standard input'],
  ],
  async run(session, names) {
    let exitCode: number = exitCodes.done;
    const gazetteer = createGazetteer(loadDivisions());
    for await (const input of inputsNamed(names, session.store, () => portalsKnown(session.store))) {
      if (session.signal.aborted) break;
      const result = await cleaned(input, gazetteer);
      if ('code' in result) {
        session.emit({
          file: input.name,
          clean_text: null,
          removed: [],
          verdict: null,
          reasons: [],
          folds: [],
          issues: [result],
        });
        session.complain(failureLine(input.name, result));
        const isMissing = result.code.startsWith('config.');
        exitCode = Math.max(exitCode, isMissing ? exitCodes.usage : exitCodes.unexpected);
        continue;
      }
      session.emit({ file: input.name, ...result });
      session.print([result.clean_text]);
      if (!session.json) for (const line of removalLines(input.name, result)) session.log(line);
    }
    return exitCode;
  },
};

/** Plain text is kept to the character, line by line; other documents become text first. */
async function cleaned(input: Input, gazetteer: Gazetteer): Promise<Cleaning | Issue> {
  if ('trouble' in input) return input.trouble;
  const { bytes, context } = input;
  const host = context.url === null ? null : new URL(context.url).hostname;
  const division = context.portal === null ? null : gazetteer.get(context.portal.division_code);
  const known = {
    url: context.url,
    host,
    hostTrusted: context.portal !== null,
    placeName: division?.name ?? null,
    isPlaceName: (name: string) => gazetteer.named(name).length > 0,
  };
  try {
    const mediaType = mediaTypeOf(bytes);
    const { document } = await openDocument(bytes, mediaType, context);
    if (mediaType === 'text/plain') return cleanText(decode(bytes, context.contentType).text, known);
    const siteName = document.metas.find(({ name }) => name === 'sitename')?.content ?? null;
    const result = cleanDocument(document, { ...known, siteName });
    const { removed, verdict, reasons, folds } = result;
    return { clean_text: textOf(result.document), removed, verdict, reasons, folds };
  } catch (error) {
    if (error instanceof NianbaoError) return issue(error.code, error.message);
    return issue('extract.unexpected', error instanceof Error ? error.message : String(error));
  }
}

function removalLines(name: string, { removed, verdict, reasons }: Cleaning): string[] {
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  return [
    `${name}: ${verdict}${why}`,
    ...removed.map(
      ({ text, kind, count, where, proposal }) =>
        `  removed ${count}× ${kind} in ${where.join(', ')}: ${fitted(text.replace(/\s+/g, ' '), 60)}${proposal === undefined ? '' : ` (was: ${proposal})`}`,
    ),
  ];
}
