export type Cell = string | number | null | undefined

// csv returns rows as RFC 4180 text with a header. As in the server's exports, it puts an apostrophe before texts that a spreadsheet
// would run as formulas: those that begin with = + - @, a tab or a carriage return, with or without apostrophes before it.
export function csv(rows: Record<string, Cell>[]): string {
  const names = Object.keys(rows[0] ?? {})
  const cell = (value: Cell) => {
    const text = typeof value === 'string' && /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((row) => row.map(cell).join(',') + '\r\n').join('')
}
