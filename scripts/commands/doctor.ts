/** `doctor`: whether this machine and this store are ready, item by item. Nothing is changed. */

import { Option } from 'commander';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { CommandDefinition } from '../command.ts';
import { examine, type Finding } from '../examination.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableLines } from '../terminal/table.ts';

interface DoctorOptions {
  readonly deep?: boolean;
  readonly portals: string;
}

export const doctor: CommandDefinition<DoctorOptions> = {
  options: [
    new Option('--deep', 'read the whole archive again and compare every digest').default(false),
    new Option('--portals <FILE_OR_DIR>', 'registry of portals').default('data/portals'),
  ],
  examples: [
    ['doctor', 'before the first night'],
    ['doctor --deep', 'after a disk failure or a restored copy'],
  ],
  async run(session, _given, { deep = false, portals }) {
    const findings: Finding[] = [];
    for await (const finding of examine({ store: session.store, registry: portals, deep })) {
      findings.push(finding);
      session.emit(finding);
    }
    session.print(
      tableLines(
        [{ heading: '' }, { heading: '' }, { heading: '' }],
        findings.flatMap(({ state, subject, detail, remedy }) => [
          [paintState(session.paint, state), subject, detail],
          ...(remedy === null ? [] : [['', '', `→ ${remedy}`]]),
        ]),
      ),
    );
    return findings.some(({ state }) => state === 'failing') ? exitCodes.usage : exitCodes.done;
  },
};

const paintState = (paint: Paint, state: Finding['state']): string =>
  state === 'good'
    ? paint('green', 'good')
    : state === 'warning'
      ? paint('yellow', 'warning')
      : paint('red', 'failing');
