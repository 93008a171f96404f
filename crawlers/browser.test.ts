import { afterEach, describe, expect, it, vi } from 'vitest';
import { findChromium } from './browser.ts';
import { newBench, portalOf } from './testing/crawl-bench.ts';
import { startServer } from './testing/loopback-server.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the browser', () => {
  it('is the one that is named, else one that is installed, else none', () => {
    expect(findChromium({ NIANBAO_CHROMIUM: process.execPath }, ['/bin/sh'])).toBe(process.execPath);
    expect(findChromium({ NIANBAO_CHROMIUM: '/nowhere/chromium' }, ['/nowhere/else', '/bin/sh'])).toBe(
      '/bin/sh',
    );
    expect(findChromium({}, ['/nowhere/else'])).toBeNull();
  });

  it('that does not start leaves the portal blocked', async () => {
    vi.stubEnv('NIANBAO_CHROMIUM', '/bin/false');
    const server = await startServer(({ path }) =>
      path === '/nb/' ? { status: 521, body: '<script>' } : undefined,
    );
    const bench = newBench();
    const portal = portalOf(server.origin, { columns: [`${server.origin}/nb/`] });
    const { outcomes } = await bench.run([portal], { browser: 'auto' });
    expect(outcomes[0]?.state).toBe('blocked');
    bench.remove();
    await server.close();
  });
});
