/** The portal registry: YAML files → entries that were checked one by one. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import type { Portal } from '../schema/portal.ts';
import { readAskingHours } from './asking-hours.ts';

export interface RegistryOptions {
  /** Allows hosts outside .gov.cn, addresses and ports without a stated reason. */
  readonly allowPrivateHosts: boolean;
  /** Six-digit codes that exist; `000000` stands for central bodies and always does. */
  readonly divisionCodes: ReadonlySet<string>;
}

export interface Registry {
  readonly portals: Portal[];
  readonly issues: Issue[];
}

const required = 'is missing';
const text = z
  .string({ error: ({ input }) => (input === undefined ? required : 'must be text') })
  .trim()
  .min(1, required);
const webAddress = text.refine(isWebAddress, 'must be an http or https address');

const entrySchema = z.strictObject({
  id: text.regex(/^[a-z0-9][a-z0-9._-]*$/, 'must consist of a–z, 0–9, dot, dash and underscore'),
  name: text,
  // Written without quotes, a code is a number.
  division_code: z.preprocess(
    code => (typeof code === 'number' && Number.isInteger(code) ? String(code).padStart(6, '0') : code),
    text.regex(/^\d{6}$/, 'must be six digits'),
  ),
  home: webAddress,
  columns: z.array(webAddress).nullish(),
  platform: text.nullish(),
  expects: z
    .strictObject({ min: z.int().nonnegative(), max: z.int().nonnegative() })
    .refine(({ min, max }) => min <= max, 'min exceeds max')
    .nullish(),
  delay_seconds: z.number().nonnegative().max(3600).nullish(),
  hours: text
    .refine(hours => readAskingHours(hours) !== null, 'must be hours of the day such as 22-6')
    .transform(readAskingHours)
    .nullish(),
  hosts: z.array(text).nullish(),
  part_of: text.nullish(),
  reason: text.nullish(),
  note: text.nullish(),
});
const knownKeys = Object.keys(entrySchema.shape);

/**
 * Reads one file, or every .yml and .yaml file of a directory in order of name. An invalid entry is left out with
 * an issue that names file, line and reason.
 * @throws NianbaoError `config.path.missing` when the path cannot be read
 */
export function loadRegistry(path: string, options: RegistryOptions): Registry {
  const portals = new Map<string, Portal>();
  const issues: Issue[] = [];
  for (const file of registryFiles(path)) readFile(file, options, portals, issues);
  for (const { id, part_of, origin } of [...portals.values()]) {
    if (part_of === null || part_of === undefined || portals.has(part_of)) continue;
    issues.push(
      issue('config.registry.invalid', `${origin}: part_of names ${part_of}, which is no entry`, origin),
    );
    portals.delete(id);
  }
  return { portals: [...portals.values()], issues };
}

function registryFiles(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path)
      .filter(name => /\.ya?ml$/.test(name))
      .sort()
      .map(name => join(path, name));
  } catch (error) {
    throw new NianbaoError(
      'config.path.missing',
      `${path}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function readFile(
  file: string,
  options: RegistryOptions,
  portals: Map<string, Portal>,
  issues: Issue[],
): void {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    throw new NianbaoError(
      'config.path.missing',
      `${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const refuse = (offset: number, reason: string): void => {
    const origin = `${file}:${lines.linePos(offset).line}`;
    issues.push(issue('config.registry.invalid', `${origin}: ${reason}`, origin));
  };
  // A document with syntax errors has no entries that could be trusted.
  for (const { pos, message } of document.errors) refuse(pos[0], message);
  if (document.errors.length > 0 || document.contents === null) return;
  if (!isSeq(document.contents)) {
    refuse(0, 'a registry is a list of entries, each beginning with a dash');
    return;
  }
  for (const node of document.contents.items) {
    const offset = offsetOf(node) ?? 0;
    if (!isMap(node)) {
      refuse(offset, 'an entry is a mapping with id, name, division_code and home');
      continue;
    }
    const checked = checkEntry(node, `${file}:${lines.linePos(offset).line}`, options);
    for (const { at, reason } of checked.problems) refuse(at, reason);
    if (checked.portal === null) continue;
    const earlier = portals.get(checked.portal.id);
    if (earlier === undefined) portals.set(checked.portal.id, checked.portal);
    else refuse(offset, `id ${checked.portal.id} is taken by the entry at ${earlier.origin}`);
  }
}

interface Problem {
  readonly at: number;
  readonly reason: string;
}

function checkEntry(
  node: YAMLMap,
  origin: string,
  options: RegistryOptions,
): { portal: Portal | null; problems: Problem[] } {
  const start = offsetOf(node) ?? 0;
  const offsetAt = (key: PropertyKey | undefined): number => {
    const pair = node.items.find(item => keyOf(item.key) === key);
    return offsetOf(pair?.key) ?? start;
  };
  const parsed = entrySchema.safeParse(node.toJSON());
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap(({ code, path, message, ...rest }): Problem[] => {
      if (code === 'unrecognized_keys' && 'keys' in rest) {
        return (rest.keys as string[]).map(key => ({
          at: offsetAt(path[0] ?? key),
          reason: unknownKey(key),
        }));
      }
      return [{ at: offsetAt(path[0]), reason: `${path.join('.')} ${message}` }];
    });
    return { portal: null, problems };
  }
  const entry = parsed.data;
  const problems: Problem[] = [];
  if (entry.division_code !== '000000' && !options.divisionCodes.has(entry.division_code)) {
    problems.push({
      at: offsetAt('division_code'),
      reason: `division_code ${entry.division_code} does not exist`,
    });
  }
  const mayBeElsewhere = options.allowPrivateHosts || (entry.reason ?? null) !== null;
  const named: [string, string | null][] = [
    ['home', hostNameOf(entry.home)],
    ...(entry.columns ?? []).map((column): [string, string | null] => ['columns', hostNameOf(column)]),
    ...(entry.hosts ?? []).map((host): [string, string | null] => ['hosts', hostNameOf(`http://${host}/`)]),
  ];
  for (const [key, host] of named) {
    if (host === null) problems.push({ at: offsetAt(key), reason: `${key} has no valid host name` });
    else if (!mayBeElsewhere && host !== 'gov.cn' && !host.endsWith('.gov.cn')) {
      problems.push({
        at: offsetAt(key),
        reason: `${key} is on ${host}, outside .gov.cn; an entry that is trusted all the same says why under reason`,
      });
    }
  }
  if (problems.length > 0) return { portal: null, problems };
  const portal: Portal = {
    id: entry.id,
    name: entry.name,
    division_code: entry.division_code,
    home: new URL(entry.home).href,
    columns: (entry.columns ?? []).map(column => new URL(column).href),
    platform: entry.platform ?? null,
    expects: entry.expects ?? null,
    delay_seconds: entry.delay_seconds ?? null,
    ...(entry.hours ? { hours: entry.hours } : {}),
    hosts: (entry.hosts ?? []).map(host => host.toLowerCase()),
    ...(entry.part_of ? { part_of: entry.part_of } : {}),
    reason: entry.reason ?? null,
    note: entry.note ?? null,
    origin,
  };
  return { portal, problems };
}

function unknownKey(key: string): string {
  const near = knownKeys.find(known => isNear(key.toLowerCase(), known));
  const hint = near === undefined ? `known are ${knownKeys.join(', ')}` : `did you mean ${near}?`;
  return `unknown key ${key}; ${hint}`;
}

/** Same letters without separators and plural, or one edit apart. */
function isNear(given: string, known: string): boolean {
  const plain = (word: string) => word.replace(/[-_\s]/g, '').replace(/s$/, '');
  if (plain(given) === plain(known)) return true;
  const [shorter, longer] = given.length < known.length ? [given, known] : [known, given];
  if (longer.length - shorter.length > 1 || shorter.length < 3) return false;
  let at = 0;
  while (at < shorter.length && shorter[at] === longer[at]) at += 1;
  const rest = longer.slice(at + 1);
  return shorter.slice(longer.length === shorter.length ? at + 1 : at) === rest;
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

function hostNameOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : null;
}

function keyOf(key: unknown): unknown {
  return key !== null && typeof key === 'object' && 'value' in key ? key.value : key;
}

function offsetOf(node: unknown): number | undefined {
  if (node === null || typeof node !== 'object' || !('range' in node) || !Array.isArray(node.range))
    return undefined;
  return typeof node.range[0] === 'number' ? node.range[0] : undefined;
}
