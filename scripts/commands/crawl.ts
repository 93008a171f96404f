/** `crawl`: fetches what is new or due into the archive. */

import { InvalidArgumentError, Option } from 'commander';
import { type AskingHours, readAskingHours } from '../../crawlers/asking-hours.ts';
import type { CrawlOptions, PlannedPortal } from '../../crawlers/crawl.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { PortalOutcome, PortalState } from '../../schema/portal.ts';
import { type CommandDefinition, collected, provinceOf, seconds, wholeNumber } from '../command.ts';
import type { Session } from '../session.ts';
import { crawlPortals, openRegistry, type Registry } from '../stages.ts';
import { inStore } from '../store-run.ts';
import type { Paint } from '../terminal/paint.ts';
import { byteSize, counted, tableLines } from '../terminal/table.ts';

export interface CrawlCommandOptions {
  readonly portals: string;
  readonly portal?: readonly string[];
  readonly province?: string;
  readonly since?: number;
  readonly concurrency?: number;
  readonly delay?: number;
  readonly hours?: AskingHours;
  readonly browser: 'auto' | 'never';
  readonly allowPrivateHosts?: boolean;
  readonly limit?: number;
  readonly revisitAll?: boolean;
  readonly dryRun?: boolean;
  readonly contact?: string;
}

/** Whoever looks after a portal can see from the User-Agent whom to write to. */
export const contactOption = (): Option =>
  new Option(
    '--contact <URL_OR_EMAIL>',
    'whom portals can write to, told in the User-Agent; NIANBAO_CONTACT does the same',
  )
    .env('NIANBAO_CONTACT')
    .argParser(given => {
      if (!/^(https?:\/\/[!-~]+|mailto:[!-~]+@[!-~]+|[!-~]+@[!-~]+)$/.test(given) || /[()<>]/.test(given))
        throw new InvalidArgumentError('A web address or an e-mail address is expected.');
      return given;
    });

/** Options that `nightly` has too. */
export const crawlOptions = (): Option[] => [
  new Option('--portals <FILE_OR_DIR>', 'registry of portals: a YAML file, or a directory of them').default(
    'data/portals',
  ),
  new Option('--portal <ID>', 'only this portal; may be given several times').argParser(collected),
  new Option('--province <CODE>', 'only portals of this province: 33 or 330000').argParser(provinceOf),
  new Option('--since <YEAR>', 'leave out reports of earlier years').argParser(wholeNumber(2008, 2100)),
  new Option('--concurrency <N>', 'hosts asked at the same time (default: 32)').argParser(
    wholeNumber(1, 1000),
  ),
  new Option('--delay <SECONDS>', 'pause between two requests to one host (default: 1)').argParser(seconds),
  new Option('--hours <FROM-TO>', 'ask portals in these hours of China only, as 22-6').argParser(given => {
    const hours = readAskingHours(given);
    if (hours === null) throw new InvalidArgumentError('Two hours of the day are expected, as 22-6.');
    return hours;
  }),
  new Option('--browser <WHEN>', 'let an installed Chromium open pages that need one')
    .choices(['auto', 'never'])
    .default('auto'),
  new Option('--allow-private-hosts', 'allow loopback and private addresses, for test portals'),
  new Option('--limit <N>', 'documents per portal, at most').argParser(wholeNumber(1)),
  new Option('--revisit-all', 'look at every known page again, due or not'),
  contactOption(),
  new Option('--dry-run', 'say what would be visited; fetch and keep nothing'),
];

export const crawl: CommandDefinition<CrawlCommandOptions> = {
  options: crawlOptions(),
  examples: [
    ['crawl', 'every portal of data/portals that is due'],
    ['crawl --province 33 --since 2020', 'one province, reports from 2020 on'],
    ['crawl --portal nbnh --limit 20 --dry-run', 'what a visit of one portal would ask for'],
  ],
  async run(session, _given, options) {
    const registry = await registryOf(options);
    return inStore(session, 'crawl', async run => {
      session.logIssues(registry.issues);
      const { outcomes, issues, plan } = await crawlPortals(session, run, registry, crawlOptionsOf(options));
      session.logIssues(issues);
      if (plan) {
        for (const planned of plan) session.emit(planned);
        session.summarise(planLines(plan));
        return crawlExitCode(registry, []);
      }
      emitOutcomes(session, outcomes);
      session.summarise(outcomeLines(outcomes, session.paint));
      return crawlExitCode(registry, outcomes);
    });
  },
};

export const registryOf = (options: CrawlCommandOptions): Promise<Registry> =>
  openRegistry(options.portals, {
    allowPrivateHosts: options.allowPrivateHosts ?? false,
    ids: options.portal ?? [],
  });

export function crawlOptionsOf(options: CrawlCommandOptions): CrawlOptions {
  return {
    portals: options.portal ?? [],
    provinces: options.province === undefined ? [] : [options.province],
    since: options.since ?? null,
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    ...(options.delay === undefined ? {} : { delaySeconds: options.delay }),
    ...(options.hours === undefined ? {} : { hours: options.hours }),
    browser: options.browser,
    allowPrivateHosts: options.allowPrivateHosts ?? false,
    limit: options.limit ?? null,
    revisitAll: options.revisitAll ?? false,
    dryRun: options.dryRun ?? false,
    ...(options.contact === undefined ? {} : { contact: options.contact }),
  };
}

const shortfalls: ReadonlySet<PortalState> = new Set(['too_few', 'blocked', 'unreachable']);

export const isShortfall = ({ state }: PortalOutcome): boolean => shortfalls.has(state);

/** An entry that was refused weighs more than a portal that fell short: nothing was tried for it. */
export function crawlExitCode(registry: Registry, outcomes: readonly PortalOutcome[]): number {
  if (registry.issues.length > 0) return exitCodes.usage;
  return outcomes.some(isShortfall) ? exitCodes.shortfall : exitCodes.done;
}

export function emitOutcomes(session: Session, outcomes: readonly PortalOutcome[]): void {
  for (const outcome of outcomes) session.emit(outcome);
}

/** Shown one by one up to this many; above it, only those with trouble. */
const shown = 25;

export function outcomeLines(outcomes: readonly PortalOutcome[], paint: Paint): string[] {
  const right = { align: 'right' } as const;
  const all = outcomes.length <= shown;
  const listed = all ? outcomes : outcomes.filter(isShortfall).slice(0, shown);
  const sum = (count: (outcome: PortalOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const troubled = outcomes.filter(isShortfall).length;
  const rows = listed.map(outcome => [
    outcome.portal,
    isShortfall(outcome) ? paint('red', outcome.state) : outcome.state,
    promise(outcome),
    outcome.new,
    outcome.changed,
    outcome.unchanged,
    outcome.failed,
    outcome.requests,
    byteSize(outcome.bytes),
  ]);
  return [
    ...(rows.length === 0
      ? []
      : tableLines(
          [
            { heading: 'portal' },
            { heading: 'state' },
            { heading: 'found', ...right },
            { heading: 'new', ...right },
            { heading: 'changed', ...right },
            { heading: 'unchanged', ...right },
            { heading: 'failed', ...right },
            { heading: 'requests', ...right },
            { heading: 'bytes', ...right },
          ],
          rows,
          { heading: text => paint('dim', text) },
        )),
    `${counted(outcomes.length, 'portal')}, ${troubled} in trouble: ${counted(
      sum(({ new: fresh }) => fresh),
      'new document',
    )}, ${sum(({ changed }) => changed)} changed, ${counted(
      sum(({ requests }) => requests),
      'request',
    )}, ${byteSize(sum(({ bytes }) => bytes))}.`,
    ...notTaken(outcomes),
  ];
}

/** Every link that was not taken, counted by its reason: nothing is dropped in silence. */
function notTaken(outcomes: readonly PortalOutcome[]): string[] {
  const counts = new Map<string, number>();
  for (const { skipped } of outcomes)
    for (const [reason, count] of Object.entries(skipped))
      counts.set(reason, (counts.get(reason) ?? 0) + count);
  const reasons = [...counts].filter(([, count]) => count > 0).sort(([, left], [, right]) => right - left);
  if (reasons.length === 0) return [];
  return [`Not taken: ${reasons.map(([reason, count]) => `${count} ${reason}`).join(', ')}.`];
}

const promise = ({ found, expected_min, expected_max }: PortalOutcome): string =>
  expected_min === null ? String(found) : `${found} of ${expected_min}–${expected_max}`;

function planLines(plan: readonly PlannedPortal[]): string[] {
  const lines = tableLines(
    [{ heading: 'portal' }, { heading: 'due' }],
    plan.map(({ portal, due }) => [
      portal,
      Object.entries(due)
        .map(([role, count]) => counted(count, role))
        .join(', ') || 'nothing',
    ]),
  );
  return [...lines, 'A dry run: nothing was fetched or kept.'];
}
