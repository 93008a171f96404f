/** Decisions of people, as data in git: see README.md beside this file. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { unitKinds } from '../../schema/extraction.ts';
import { NianbaoError } from '../../schema/issues.ts';

const text = z.string().trim().min(1);

const unit = z.strictObject({
  name: text,
  division_code: z.string().regex(/^(?:\d{6}|\d{9})$/, 'is no division code: quote six or nine digits'),
  kind: z.enum(unitKinds).nullable().default(null),
});

const decision = z
  .strictObject({
    match: z
      .strictObject({ url: text, host: text, portal: text, name: text })
      .partial()
      .refine(({ url, host, portal }) => url ?? host ?? portal, 'needs url, host or portal'),
    unit: z.union([z.literal('none'), unit]),
    report_year: z.int().min(2000).max(2100).nullable().default(null),
    reason: text,
    date: z.preprocess(
      value => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
      z.iso.date('is no date: write 2026-03-01'),
    ),
    by: text,
  })
  .refine(({ unit: decided, report_year }) => decided !== 'none' || report_year === null, {
    message: 'sets a year for a document that is no source',
  });

export type Decision = z.infer<typeof decision>;

/**
 * Every decision, by file name and place in the file.
 *
 * @throws NianbaoError `config.decision.invalid`, with every fault found
 */
export function loadDecisions(directory: string = fileURLToPath(new URL('.', import.meta.url))): Decision[] {
  if (!existsSync(directory)) return [];
  const decisions: Decision[] = [];
  const faults: string[] = [];
  for (const file of readdirSync(directory)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()) {
    const path = join(directory, file);
    for (const [index, entry] of entriesOf(path).entries()) {
      const read = decision.safeParse(entry);
      if (read.success) decisions.push(read.data);
      else
        for (const { path: at, message } of read.error.issues)
          faults.push(`${path}, entry ${index + 1}: ${at.join('.')} ${message}`.replace(':  ', ': '));
    }
  }
  if (faults.length > 0) throw new NianbaoError('config.decision.invalid', faults.join('; '));
  return decisions;
}

function entriesOf(path: string): unknown[] {
  try {
    const found: unknown = parse(readFileSync(path, 'utf8'));
    if (Array.isArray(found)) return found;
    if (found === null) return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new NianbaoError('config.decision.invalid', `${path}: ${reason}`);
  }
  throw new NianbaoError('config.decision.invalid', `${path}: a list of decisions was expected`);
}
