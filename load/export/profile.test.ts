/** `datapackage.json` against the rules of Data Package 2.0, and those rules against packages that break them. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { directoryForAll } from '../../data/temporary-directory.ts';
import { load } from '../load.ts';
import { inputOf, syntheticDocuments } from '../synthetic-input.ts';
import { exportDatabase } from './export.ts';

const name = z.string().regex(/^[-a-z0-9._/]+$/);
/** Relative, POSIX, and never out of the package; a URL is allowed by the profile and of no use to us. */
const path = z.string().regex(/^(?!\/|~)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\:]+$/);
const keys = z.union([z.string(), z.array(z.string()).min(1)]);
const missingValues = z.union([
  z.array(z.string()),
  z.array(z.strictObject({ value: z.string(), label: z.string().optional() })),
]);
const types = [
  ...['string', 'number', 'integer', 'boolean', 'object', 'array', 'list', 'datetime', 'date', 'time'],
  ...['year', 'yearmonth', 'duration', 'geopoint', 'geojson', 'any'],
] as const;
const field = z.object({
  name: z.string().min(1),
  type: z.enum(types),
  title: z.string().min(1),
  description: z.string().min(1),
  missingValues: missingValues.optional(),
  categories: z.array(z.object({ value: z.string(), label: z.string().optional() })).optional(),
});
const tableSchema = z
  .object({
    fields: z.array(field).min(1),
    primaryKey: keys.optional(),
    foreignKeys: z
      .array(
        z.object({ fields: keys, reference: z.object({ resource: z.string().optional(), fields: keys }) }),
      )
      .optional(),
  })
  .superRefine(({ fields, primaryKey = [], foreignKeys = [] }, context) => {
    const names = fields.map(each => each.name);
    const complain = (message: string): void => context.addIssue({ code: 'custom', message });
    if (new Set(names).size < names.length) complain('a field is there twice');
    for (const key of [primaryKey, ...foreignKeys.map(each => each.fields)].flat())
      if (!names.includes(key)) complain(`${key} is no field`);
    for (const key of foreignKeys)
      if ([key.fields].flat().length !== [key.reference.fields].flat().length)
        complain('keys of unlike length');
  });
const resource = z.object({
  name,
  path: z.union([path, z.array(path).min(1)]),
  type: z.literal('table'),
  format: z.literal('csv'),
  mediatype: z.literal('text/csv'),
  encoding: z.literal('utf-8'),
  bytes: z.int().positive(),
  hash: z
    .string()
    .regex(/^[^:]+:[a-fA-F0-9]+$/)
    .optional(),
  dialect: z.object({
    delimiter: z.string().length(1),
    quoteChar: z.string().length(1),
    header: z.boolean(),
  }),
  schema: tableSchema,
});
const profile = z
  .object({
    $schema: z.literal('https://datapackage.org/profiles/2.0/datapackage.json'),
    name,
    title: z.string().min(1),
    description: z.string().min(1),
    version: z.string().min(1),
    created: z.iso.datetime(),
    licenses: z.array(z.object({ name: z.string().optional(), path: z.url().optional() })).min(1),
    resources: z.array(resource).min(1),
  })
  .superRefine(({ resources }, context) => {
    const fieldsOf = new Map(resources.map(each => [each.name, each.schema.fields.map(own => own.name)]));
    if (fieldsOf.size < resources.length)
      context.addIssue({ code: 'custom', message: 'a name is there twice' });
    for (const { name: own, schema } of resources)
      for (const { reference } of schema.foreignKeys ?? [])
        for (const key of [reference.fields].flat())
          if (!fieldsOf.get(reference.resource || own)?.includes(key))
            context.addIssue({
              code: 'custom',
              message: `${own}: ${reference.resource}.${key} is not there`,
            });
  });

const directory = directoryForAll();
const out = join(directory, 'package');
type Package = z.infer<typeof profile>;
const read = (): Package => JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as Package;

beforeAll(() => {
  const databaseFile = join(directory, 'nianbao.db');
  load(inputOf([...syntheticDocuments(6)], databaseFile));
  exportDatabase({ databaseFile, out, format: 'datapackage' });
});

test('the package keeps to the profile, and every path is a file of it', () => {
  expect(profile.safeParse(read()).error?.issues ?? []).toEqual([]);
  for (const { path: paths } of read().resources)
    for (const file of [paths].flat()) expect(existsSync(join(out, file)), file).toBe(true);
});

test('missing values are labelled, and so is every status', () => {
  const fields = read().resources.flatMap(({ schema }) => schema.fields);
  const labelled = fields.filter(({ missingValues: given }) => given !== undefined);
  expect(labelled.length).toBeGreaterThan(100);
  expect(
    labelled.every(({ missingValues: given }) =>
      given?.every(each => typeof each === 'object' && each.label),
    ),
  ).toBe(true);
  expect(
    fields.some(({ categories }) => categories?.some(({ value, label }) => value === 'blank' && label)),
  ).toBe(true);
});

test.each<[string, (broken: Package) => unknown]>([
  [
    'a path out of the package',
    broken => Object.assign(broken.resources[0] ?? {}, { path: '../readings.csv' }),
  ],
  [
    'an unknown type',
    broken => Object.assign(broken.resources[0]?.schema.fields[0] ?? {}, { type: 'count' }),
  ],
  [
    'a key that is no field',
    broken => Object.assign(broken.resources[0]?.schema ?? {}, { primaryKey: ['no'] }),
  ],
  [
    'a field twice',
    broken => broken.resources[0]?.schema.fields.push(...(broken.resources[0]?.schema.fields ?? [])),
  ],
  ['a resource twice', broken => broken.resources.push(...broken.resources)],
])('the rules refuse %s', (_what, spoil) => {
  const broken = structuredClone(read());
  spoil(broken);
  expect(profile.safeParse(broken).success).toBe(false);
});
