/** `portals`: what the registry holds, and what a site would be in it. */

import { Option } from 'commander';
import type { CrawlOptions } from '../../crawlers/crawl.ts';
import type { Probe } from '../../crawlers/probe.ts';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { Portal } from '../../schema/portal.ts';
import { type CommandDefinition, provinceOf, seconds } from '../command.ts';
import type { Session } from '../session.ts';
import { openRegistry } from '../stages.ts';
import { counted, tableLines } from '../terminal/table.ts';
import { packageVersion } from '../versions.ts';
import { contactOption } from './crawl.ts';

interface PortalsCommandOptions {
  readonly portals: string;
  readonly province?: string;
  readonly platform?: string;
  readonly delay?: number;
  readonly browser: 'auto' | 'never';
  readonly allowPrivateHosts?: boolean;
  readonly contact?: string;
}

export const portals: CommandDefinition<PortalsCommandOptions> = {
  options: [
    new Option('--portals <FILE_OR_DIR>', 'registry of portals: a YAML file, or a directory of them').default(
      'data/portals',
    ),
    new Option('--province <CODE>', 'list: only portals of this province, 33 or 330000').argParser(
      provinceOf,
    ),
    new Option('--platform <NAME>', 'list: only portals whose entry names this platform'),
    new Option('--delay <SECONDS>', 'probe: pause between two requests (default: 1)').argParser(seconds),
    new Option('--browser <WHEN>', 'probe: let an installed Chromium open pages that need one')
      .choices(['auto', 'never'])
      .default('auto'),
    new Option('--allow-private-hosts', 'allow loopback and private addresses, for test portals'),
    contactOption(),
  ],
  examples: [
    ['portals list --province 33 --json', 'the entries of one province'],
    ['portals probe http://www.ninghai.gov.cn/', 'platform, annual-report column, and a proposed entry'],
  ],
  async run(session, [action, ...given], options) {
    if (action === 'list' && given.length === 0) return list(session, options);
    if (action === 'probe' && given.length > 0) return probeAll(session, given, options);
    throw new NianbaoError(
      'config.option.invalid',
      action === 'probe'
        ? 'portals probe: the address of a site is missing'
        : `portals ${[action, ...given].join(' ')}: what is known is \`portals list\` and \`portals probe URL\``,
    );
  },
};

async function list(session: Session, options: PortalsCommandOptions): Promise<number> {
  const registry = await openRegistry(options.portals, {
    allowPrivateHosts: options.allowPrivateHosts ?? false,
    ids: [],
  });
  session.logIssues(registry.issues);
  const chosen = registry.portals.filter(
    ({ division_code, platform }) =>
      (options.province === undefined || division_code.startsWith(options.province)) &&
      (options.platform === undefined || platform === options.platform),
  );
  for (const portal of chosen) session.emit(portal);
  session.print([
    ...tableLines(
      [
        { heading: 'id' },
        { heading: 'name' },
        { heading: 'code' },
        { heading: 'platform' },
        { heading: 'home' },
      ],
      chosen.map(({ id, name, division_code, platform, home }: Portal) => [
        id,
        name,
        division_code,
        platform ?? '',
        home,
      ]),
    ),
    `${counted(chosen.length, 'portal')}.`,
  ]);
  return registry.issues.length > 0 ? exitCodes.usage : exitCodes.done;
}

async function probeAll(
  session: Session,
  addresses: readonly string[],
  options: PortalsCommandOptions,
): Promise<number> {
  for (const address of addresses)
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
      throw new NianbaoError(
        'config.option.invalid',
        `portals probe: ${address} is no http or https address`,
      );
  const { probe } = await import('../../crawlers/probe.ts');
  const divisions = loadDivisions();
  const crawlOptions: CrawlOptions = {
    ...(options.delay === undefined ? {} : { delaySeconds: options.delay }),
    ...(options.contact === undefined ? {} : { contact: options.contact }),
    browser: options.browser,
    allowPrivateHosts: options.allowPrivateHosts ?? false,
    version: packageVersion(),
  };
  let exitCode: number = exitCodes.done;
  for (const url of addresses) {
    const found = await probe({ url, divisions, options: crawlOptions, signal: session.signal });
    session.emit(found);
    session.print(probeLines(found));
    session.logIssues(found.issues);
    if (found.columns.length === 0) exitCode = exitCodes.shortfall;
  }
  return exitCode;
}

function probeLines(found: Probe): string[] {
  const columns = found.columns.map(({ url, title }) => `  ${url}${title === '' ? '' : `  ${title}`}`);
  return [
    found.url,
    `platform: ${found.platform ?? 'not known'}`,
    `division: ${found.division_code ?? 'not told by the page'} (SiteName ${found.site_name ?? '–'}, SiteIDCode ${found.site_id_code ?? '–'})`,
    ...(columns.length === 0
      ? [`no annual-report column was found: ${found.state}`]
      : ['columns:', ...columns]),
    `${counted(found.reports, 'report')} named by its lists`,
    ...(found.yaml === null ? [] : ['', ...found.yaml.trimEnd().split('\n')]),
    '',
  ];
}
