/** The tables of `crawl.db`. Times are milliseconds since 1970. */

import type { SqliteFileFormat } from '../data/sqlite-file.ts';

export const frontierFormat: SqliteFileFormat = {
  applicationId: 0x4e_42_46_52,
  version: 1,
  schema: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    -- Every page that the crawl knows of.
    CREATE TABLE page (
      id INTEGER PRIMARY KEY,
      portal TEXT NOT NULL,
      role TEXT NOT NULL,
      -- 0 for page 2 and further of a list.
      leading INTEGER NOT NULL,
      -- Address without scheme; method and form as well where it is no GET.
      key TEXT NOT NULL,
      url TEXT NOT NULL,
      method TEXT NOT NULL,
      body TEXT,
      -- Headers beyond the usual ones, JSON pairs.
      headers TEXT NOT NULL,
      host TEXT NOT NULL,
      depth INTEGER NOT NULL,
      referrer TEXT,
      link_text TEXT,
      -- What the platform needs to read this page of the list, JSON.
      list_state TEXT,
      -- What the link promised: report, or uncertain.
      promise TEXT,
      state TEXT NOT NULL CHECK (state IN ('idle', 'queued', 'leased')),
      rank INTEGER NOT NULL,
      next_due INTEGER NOT NULL,
      lease_until INTEGER,
      etag TEXT,
      last_modified TEXT,
      digest TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      last_outcome TEXT,
      last_status INTEGER,
      last_fetched INTEGER,
      streak INTEGER NOT NULL DEFAULT 0,
      found_run INTEGER NOT NULL,
      visited_run INTEGER NOT NULL DEFAULT 0,
      UNIQUE (portal, key)
    );
    CREATE INDEX page_queue ON page (host, rank, id) WHERE state = 'queued';
    CREATE INDEX page_leased ON page (id) WHERE state = 'leased';
    CREATE INDEX page_due ON page (next_due);
    CREATE TABLE host (
      host TEXT PRIMARY KEY,
      address TEXT,
      left_alone_until INTEGER NOT NULL DEFAULT 0,
      refusals INTEGER NOT NULL DEFAULT 0,
      rests INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE robots (
      origin TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      text TEXT NOT NULL,
      fetched_at INTEGER NOT NULL
    ) WITHOUT ROWID;
  `,
};

/** Tables that stores of earlier versions may lack: made on opening. */
export const frontierAdditions = `
  -- Hosts that gave no answer: since when, in how many runs, how many tries in all. A row goes with the first answer.
  CREATE TABLE IF NOT EXISTS silence (
    host TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    last_run INTEGER NOT NULL,
    tries INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cookie (
    host TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    path TEXT NOT NULL,
    secure INTEGER NOT NULL,
    expires INTEGER,
    PRIMARY KEY (host, name)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS robots_validator (
    origin TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT
  ) WITHOUT ROWID;
  -- Pages that say nothing until their scripts have run.
  CREATE TABLE IF NOT EXISTS scripted (page INTEGER PRIMARY KEY);
`;
