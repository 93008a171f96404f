/**
 * `import.R`: reads the CSV files into data frames. Statuses become factors; where the package haven is installed,
 * numbers that a report does not print become tagged missing values by their status (`tagged_na("b")` blank, …).
 */

import type { CellStatus } from '../../schema/extraction.ts';
import { missingLetters, statusCodes, statusMeanings } from '../../schema/statuses.ts';
import type { ReleaseRow } from '../open-database.ts';
import type { DescribedTable, ExportedColumn } from './exported-tables.ts';
import type { WrittenFile } from './written-file.ts';

const text = (value: string): string => JSON.stringify(value);
const vector = (values: readonly string[]): string => `c(${values.join(', ')})`;

const missing = Object.entries(missingLetters) as [Exclude<CellStatus, 'reported'>, string][];

const preamble = `status_levels <- ${vector((Object.keys(statusCodes) as CellStatus[]).map(text))}
missing_letters <- ${vector(missing.map(([status, letter]) => `${status} = "${letter}"`))}
has_haven <- requireNamespace("haven", quietly = TRUE)

# columns: name, type, label and status column of each, one after the other
read_table <- function(files, columns) {
  columns <- as.data.frame(matrix(columns, ncol = 4, byrow = TRUE,
                                  dimnames = list(NULL, c("name", "type", "label", "status"))))
  parts <- lapply(files, read.csv, colClasses = "character", na.strings = "", check.names = FALSE,
                  encoding = "UTF-8", comment.char = "", strip.white = FALSE)
  data <- do.call(rbind, parts)
  for (i in which(columns$type %in% c("integer", "number"))) {
    value <- as.numeric(data[[columns$name[i]]])
    status <- if (columns$status[i] == "") NULL else data[[columns$status[i]]]
    if (has_haven && !is.null(status)) {
      for (word in names(missing_letters))
        value[which(status == word)] <- haven::tagged_na(missing_letters[[word]])
      labels <- haven::tagged_na(missing_letters)
      names(labels) <- names(missing_letters)
      value <- haven::labelled(value, labels = labels, label = columns$label[i])
    } else attr(value, "label") <- columns$label[i]
    data[[columns$name[i]]] <- value
  }
  for (i in which(columns$type == "status")) data[[columns$name[i]]] <- factor(data[[columns$name[i]]], status_levels)
  data
}`;

export function rScript(
  release: ReleaseRow,
  tables: readonly DescribedTable[],
  files: readonly WrittenFile[],
): string {
  const lines = [
    `# Nianbao, release ${release.id}: reads the CSV files of this folder, one data frame for each table.`,
    '# Run it in this folder: source("import.R"). The status of a number says why there is, or is not, one:',
    ...missing.map(([status, letter]) => `#   ${letter}  ${status}: ${statusMeanings[status]}`),
    '',
    preamble,
  ];
  for (const table of tables) {
    const own = files.filter(file => file.table === table.name);
    lines.push(
      '',
      `# ${table.en} ${table.zh}`,
      `${table.name} <- read_table(${vector(own.map(({ path }) => text(path)))}, c(`,
      table.described.map(column => `  ${columnOf(column)}`).join(',\n'),
      '))',
    );
  }
  return `${lines.join('\n')}\n`;
}

function columnOf({ name, type, zh, en, statusColumn }: ExportedColumn): string {
  const kind = /(^|_)status$/.test(name) ? 'status' : type;
  return [name, kind, `${en} ${zh}`, statusColumn ?? ''].map(text).join(', ');
}
