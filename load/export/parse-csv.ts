/** Reads CSV back, for tests: RFC 4180, an empty field is null and `""` an empty text. */

export function parseCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let at = 0;
  const quotedField = (): string => {
    let end = at + 1;
    while (text[end] !== '"' || text[end + 1] === '"') end += text[end] === '"' ? 2 : 1;
    const field = text.slice(at + 1, end).replaceAll('""', '"');
    at = end + 1;
    return field;
  };
  const plainField = (): string | null => {
    const start = at;
    while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1;
    return at === start ? null : text.slice(start, at);
  };
  while (at < text.length) {
    const row: (string | null)[] = [];
    do row.push(text[at] === '"' ? quotedField() : plainField());
    while (text[at++] === ',');
    rows.push(row);
  }
  return rows;
}
