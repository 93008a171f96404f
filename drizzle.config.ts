import { defineConfig } from 'drizzle-kit';

// `npx drizzle-kit generate` compares the tables with schema/migrations/meta and writes the difference as SQL.
// Then, by hand: STRICT on every table, WITHOUT ROWID on those that schema/tables/index.ts names.
export default defineConfig({
  dialect: 'sqlite',
  schema: './schema/tables/index.ts',
  out: './schema/migrations',
});
