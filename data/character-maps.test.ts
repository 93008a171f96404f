import { describe, expect, test } from 'vitest';
import { loadCharacterMaps } from './character-maps.ts';

describe('character maps', () => {
  const maps = loadCharacterMaps();

  test.each(['UniGB-UCS2-H', 'GBK-EUC-H', 'GBKp-EUC-H', 'Adobe-GB1-UCS2', 'GB-EUC-V'])(
    '%s is there',
    async name => {
      expect((await maps(name))?.length).toBeGreaterThan(50);
    },
  );

  test.each(['Unknown-H', '../package', '/etc/passwd', ''])('%j is none', async name => {
    expect(await maps(name)).toBeNull();
  });
});
