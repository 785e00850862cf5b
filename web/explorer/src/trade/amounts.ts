// Formats amounts of money and changes in percent with the precision of their source.
const scales: [number, string][] = [[1e12, 'trillion'], [1e9, 'billion'], [1e6, 'million'], [1, '']]

// amount formats a decimal with its currency. quantum is the unit that the value was rounded to: digits below it are not shown.
export function amount(value: string | null, quantum: string | null, currency: string): string {
  if (value === null) return 'not given'
  const number = Number(value)
  const [scale, word] = scales.find(([least]) => Math.abs(number) >= least * 1.0) ?? [1, '']
  const digits = quantum ? Math.min(6, Math.max(0, Math.round(-Math.log10(Number(quantum) / scale)))) : 3
  const text = new Intl.NumberFormat('en', { minimumFractionDigits: quantum ? digits : 0, maximumFractionDigits: digits }).format(number / scale)
  return [currency, text, word].filter(Boolean).join(' ')
}

// short formats an amount for an axis.
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
  DISAGREES: 'The reported change and the one computed from the series differ by more than their rounding explains.',
  CIRCULAR: 'The earlier figure was computed from the reported percentage, so the agreement is circular.',
  UNKNOWN: 'The reported or the computed change is missing.',
}

export const basisText: Record<string, string> = {
  REPORTED: 'reported', DERIVED: 'derived', ESTIMATED: 'estimated', AGGREGATED: 'aggregated',
}
