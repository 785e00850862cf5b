// Days are whole numbers since 1970-01-01, in the proleptic Gregorian calendar.
const msPerDay = 86_400_000

// dayOf reads an ISO 8601 date, also of a year before 1 or beyond 9999.
export function dayOf(date: string): number {
  const [, year, month, day] = /^([-+]?\d+)-(\d\d)-(\d\d)$/.exec(date) ?? []
  return utc(Number(year), Number(month), Number(day))
}

// utc is the day of a date; months and days beyond their bounds carry over.
export function utc(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return Math.round(date.getTime() / msPerDay)
}

export function dateOf(day: number): Date {
  return new Date(Math.round(day) * msPerDay)
}

export function isoOf(day: number): string {
  const date = dateOf(day)
  return `${yearText(date)}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
}

const two = (n: number) => String(n).padStart(2, '0')

function yearText(date: Date): string {
  const year = date.getUTCFullYear()
  return (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0')
}

// A window's end is a year, a month or a day.
const end = /^(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/

// firstDay and lastDay are the bounds of a year, a month or a day; null where the text is none.
export function firstDay(text: string): number | null {
  const found = end.exec(text)
  return found && utc(Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1))
}

export function lastDay(text: string): number | null {
  const found = end.exec(text)
  if (!found) return null
  const [, year, month, day] = found
  if (day) return utc(Number(year), Number(month), Number(day))
  return month ? utc(Number(year), Number(month) + 1, 0) : utc(Number(year), 12, 31)
}

export interface Window {
  from: string
  to: string
}

// windowOf says a stretch of days as sharply as its length needs: in years, months or days. It never cuts anything off.
export function windowOf(first: number, last: number): Window {
  const days = last - first + 1
  const length = days > 12 * 366 ? 4 : days > 150 ? 7 : 10
  const text = (day: number) => isoOf(day).slice(0, length - 10 || undefined)
  return { from: text(first), to: text(last) }
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonthNames = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]

export const yearLabel = (day: number) => String(dateOf(day).getUTCFullYear())
export const monthLabel = (day: number) => monthNames[dateOf(day).getUTCMonth()]!
export const dayLabel = (day: number) => String(dateOf(day).getUTCDate())

// monthTitle says a month, given as 2025-09, for people.
export function monthTitle(month: string): string {
  const [, year, number] = /^(-?\d+)-(\d\d)/.exec(month) ?? []
  return number ? `${longMonthNames[Number(number) - 1]} ${year}` : month
}

// dateTitle says a day for people: 4 Sep 2025.
export const dateTitle = (day: number) => `${dayLabel(day)} ${monthLabel(day)} ${yearLabel(day)}`
