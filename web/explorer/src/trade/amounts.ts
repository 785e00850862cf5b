// Amounts of money and changes in percent, said as sharply as their source does.
const scales: [number, string][] = [[1e12, 'trillion'], [1e9, 'billion'], [1e6, 'million'], [1, '']]

// amount says a decimal with its currency. The quantum is the unit it was rounded to: no digit beyond it is shown.
export function amount(value: string | null, quantum: string | null, currency: string): string {
  if (value === null) return 'not given'
  const number = Number(value)
  const [scale, word] = scales.find(([least]) => Math.abs(number) >= least * 1.0) ?? [1, '']
  const digits = quantum ? Math.min(6, Math.max(0, Math.round(-Math.log10(Number(quantum) / scale)))) : 3
  const text = new Intl.NumberFormat('en', { minimumFractionDigits: quantum ? digits : 0, maximumFractionDigits: digits }).format(number / scale)
  return [currency, text, word].filter(Boolean).join(' ')
}

// short says an amount for an axis.
export function short(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

export function percent(change: number | null): string {
  if (change === null) return '–'
  return `${change > 0 ? '+' : change < 0 ? '−' : ''}${Math.abs(change).toFixed(2)} %`
}

export const agreementText: Record<string, string> = {
  AGREES: 'agree',
  DISAGREES: 'disagree',
  CIRCULAR: 'circular',
  UNKNOWN: '',
}

export const agreementMeaning: Record<string, string> = {
  AGREES: 'The reported change and the one computed from the series agree within their rounding.',
  DISAGREES: 'The reported change and the one computed from the series disagree, whatever the rounding.',
  CIRCULAR: 'The figure compared with was itself derived from the reported percentage: that both agree proves nothing.',
  UNKNOWN: 'One of the two is missing.',
}

export const basisText: Record<string, string> = {
  REPORTED: 'reported', DERIVED: 'derived', ESTIMATED: 'estimated', AGGREGATED: 'added up',
}
