/** `inspect`: what one document says, without a store. */

import { loadCharacterMaps } from '../../data/character-maps.ts';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { createExtractor, unread } from '../../extract/index.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { type Issue, issueDefinitions } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';
import { failureLine, inputsNamed } from '../inputs.ts';
import { portalsKnown } from '../known-portals.ts';
import { extractionPage } from '../terminal/extraction-page.ts';
import { loadOcr } from '../tesseract.ts';

export const inspect: CommandDefinition<object> = {
  examples: [
    ['inspect report.html', 'a page to read'],
    ['inspect *.html --json', 'one extraction per line'],
    ['inspect 0b0c7f2e-… --store data/store', 'an archived document, by the id of its capture'],
  ],
  async run(session, names) {
    const extractor = createExtractor({
      divisions: loadDivisions(),
      characterMaps: loadCharacterMaps(),
      ocr: loadOcr(),
    });
    let exitCode: number = exitCodes.done;
    for await (const input of inputsNamed(names, session.store, () => portalsKnown(session.store))) {
      if (session.signal.aborted) break;
      const { name } = input;
      const extraction =
        'trouble' in input
          ? unread('application/octet-stream', input.trouble)
          : await extractor.extract(input.bytes, input.context);
      session.emit({ file: name, ...extraction });
      const failure = extraction.issues.find(isFailure);
      if (failure) session.complain(failureLine(name, failure));
      if (!failure || extraction.title !== null)
        session.print(extractionPage(name, extraction, session.paint));
      if (failure) exitCode = Math.max(exitCode, exitCodeOf(failure));
    }
    return exitCode;
  },
};

const isFailure = ({ code }: Issue): boolean => issueDefinitions[code].severity === 'error';

const exitCodeOf = ({ code }: Issue): number =>
  code.startsWith('config.') ? exitCodes.usage : exitCodes.unexpected;
