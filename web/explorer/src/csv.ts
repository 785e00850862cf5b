export type Cell = string | number | null | undefined

// csv writes rows as RFC 4180 has it. As in the server's own exports, no text is run as a formula by a spreadsheet: where one begins
// with = + - @, a tab or a carriage return, perhaps after apostrophes, an apostrophe stands before it.
export function csv(rows: Record<string, Cell>[]): string {
  const names = Object.keys(rows[0] ?? {})
  const cell = (value: Cell) => {
    const text = typeof value === 'string' && /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((row) => row.map(cell).join(',') + '\r\n').join('')
}
