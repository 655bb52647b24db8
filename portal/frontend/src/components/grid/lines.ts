export type Line<Row> =
  | { kind: "heading"; key: string; text: string }
  | { kind: "row"; key: string; row: Row };

/** The rows with a heading before each group. */
export function linesOf<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  headingOf?: (row: Row) => string,
): Line<Row>[] {
  const lines: Line<Row>[] = [];
  let last: string | undefined;
  for (const row of rows) {
    const text = headingOf?.(row);
    if (text !== undefined && text !== last) {
      lines.push({ kind: "heading", key: `heading-${text}`, text });
      last = text;
    }
    lines.push({ kind: "row", key: rowKey(row), row });
  }
  return lines;
}
