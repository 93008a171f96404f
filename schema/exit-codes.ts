/** Exit codes of every command; documented in the README, which a test compares with this table. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  shortfall: 3,
  assertion: 6,
  interrupted: 130,
} as const;

export const exitCodeMeanings: Readonly<Record<number, string>> = {
  0: 'done',
  1: 'unexpected failure, or an input that could not be read',
  2: 'usage or configuration: unknown option, missing file, invalid registry entry',
  3: 'some portals failed or fell short of what they promise',
  6: 'an assertion failed; the old database was kept',
  130: 'interrupted (while it loads, SIGTERM gives 143); state is kept, the next run goes on',
};
