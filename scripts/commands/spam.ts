/** `spam`: what was injected into the pages of which host, and when; with `--host` as a list to send to its keepers. */

import { Option } from 'commander';
import { storePaths } from '../../data/store.ts';
import { type HostSpam, spamByHost } from '../../load/spam.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { CommandDefinition } from '../command.ts';
import { spamLetter } from '../terminal/spam-letter.ts';
import { tableLines } from '../terminal/table.ts';
import { fitted } from '../terminal/width.ts';

export interface SpamOptions {
  readonly host?: string;
}

/** Phrases of one host that the table for all hosts shows; `--host` and `--json` show all. */
const phrasesShown = 5;

export const spam: CommandDefinition<SpamOptions> = {
  needsStore: true,
  options: [new Option('--host <HOST>', 'one host, as a list that can be sent to those who keep the site')],
  examples: [
    ['spam', 'by host and phrase: pages, times, first and last seen'],
    ['spam --host www.example.gov.cn', 'a list to send, with every address'],
    ['spam --json', 'one host a line'],
  ],
  async run(session, _given, { host }) {
    const found = spamByHost(storePaths(session.store).database, host?.toLowerCase() ?? null);
    for (const each of found) session.emit(each);
    if (found.length === 0)
      session.print([host === undefined ? 'No injected text was found.' : `Nothing was found on ${host}.`]);
    else if (host === undefined) session.print(overview(found));
    else session.print(found.flatMap(spamLetter));
    return exitCodes.done;
  },
};

function overview(hosts: readonly HostSpam[]): string[] {
  const right = { align: 'right' } as const;
  const rows = hosts.flatMap(({ host, pages, verdicts, first_seen, last_seen, phrases }) => [
    [host, verdictText(verdicts), pages, '', first_seen.slice(0, 10), last_seen.slice(0, 10), ''],
    ...phrases
      .slice(0, phrasesShown)
      .map(phrase => [
        '',
        `  ${fitted(phrase.text.replace(/\s+/gu, ' '), 48)} (${phrase.kind})`,
        phrase.pages,
        phrase.count,
        phrase.first_seen.slice(0, 10),
        phrase.last_seen.slice(0, 10),
        phrase.examples[0] ?? '',
      ]),
    ...(phrases.length > phrasesShown
      ? [['', `  and ${phrases.length - phrasesShown} more`, '', '', '', '', '']]
      : []),
  ]);
  return tableLines(
    [
      { heading: 'host' },
      { heading: 'verdicts and phrases' },
      { heading: 'pages', ...right },
      { heading: 'times', ...right },
      { heading: 'first seen' },
      { heading: 'last seen' },
      { heading: 'example' },
    ],
    rows,
  );
}

const verdictText = (verdicts: HostSpam['verdicts']): string =>
  Object.entries(verdicts)
    .map(([verdict, pages]) => `${pages} ${verdict}`)
    .join(', ');
