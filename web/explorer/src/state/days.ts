// A day is the number of days since 1970-01-01 in the proleptic Gregorian calendar. Years have any size; year 0 is 1 BC.
export interface Civil {
  year: number
  month: number // 1 to 12
  day: number
}

const daysPerEra = 146_097 // 400 years
const epoch = 719_468 // from 0000-03-01

// dayOf parses an ISO 8601 date. Years before 1 and after 9999 are valid.
export function dayOf(date: string): number {
  const [, year, month, day] = /^([-+]?\d+)-(\d\d)-(\d\d)$/.exec(date) ?? []
  return utc(Number(year), Number(month), Number(day))
}

// utc returns the day of a date. Months and days beyond their bounds carry over. Years are counted from March, so that a leap day
// is the last day of its year.
export function utc(year: number, month: number, day: number): number {
  const months = year * 12 + month - 3
  const y = Math.floor(months / 12)
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (months - y * 12) + 2) / 5) + day - 1
  return era * daysPerEra + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - epoch
}

// civilOf returns the date of a day.
export function civilOf(day: number): Civil {
  const days = Math.round(day) + epoch
  const era = Math.floor(days / daysPerEra)
  const ofEra = days - era * daysPerEra
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * ofYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * march + 2) / 5) + 1 }
}

export function isoOf(day: number): string {
  const { year, month, day: of } = civilOf(day)
  return `${yearText(year)}-${two(month)}-${two(of)}`
}

const two = (n: number) => String(n).padStart(2, '0')
const yearText = (year: number) => (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0')

// A window's end is a year, a month or a day in EDTF. A year of more than four digits has the prefix Y and no month.
const end = /^(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/
const longYear = /^Y(-?[1-9]\d{4,5})$/

function endOf(text: string): { year: number; month: number | null; day: number | null } | null {
  const long = longYear.exec(text)
  if (long) return { year: Number(long[1]), month: null, day: null }
  const found = end.exec(text)
  if (!found || found[1] === '-0000') return null
  const [year, month, day] = [Number(found[1]), found[2] ? Number(found[2]) : null, found[3] ? Number(found[3]) : null]
  if (day !== null && civilOf(utc(year, month!, day)).day !== day) return null // 30 February
  return { year, month, day }
}

// firstDay and lastDay return the bounds of a year, a month or a day; null if the text is none of them.
export function firstDay(text: string): number | null {
  const found = endOf(text)
  return found && utc(found.year, found.month ?? 1, found.day ?? 1)
}

export function lastDay(text: string): number | null {
  const found = endOf(text)
  if (!found) return null
  const { year, month, day } = found
  if (day !== null) return utc(year, month!, day)
  return month !== null ? utc(year, month + 1, 0) : utc(year, 12, 31)
}

export interface Window {
  from: string
  to: string
}

// windowOf returns a window that contains a range of days, in years, months or days depending on its length.
export function windowOf(first: number, last: number): Window {
  const days = last - first + 1
  const cut = days > 12 * 366 ? -6 : days > 150 ? -3 : undefined
  return { from: endText(first, cut), to: endText(last, cut) }
}

// endText returns a day as a window's end. cut is the end of its slice: -3 leaves the month, -6 the year.
export function endText(day: number, cut?: number): string {
  const { year } = civilOf(day)
  return Math.abs(year) > 9999 ? `Y${year}` : isoOf(day).slice(0, cut)
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonthNames = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]

export const longMonthName = (month: number) => longMonthNames[month - 1]!

// yearName returns a year with its era if the number alone is ambiguous, as the server's labels do.
export function yearName(year: number): string {
  if (year <= 0) return `${1 - year} BC`
  return year < 1000 ? `AD ${year}` : String(year)
}

export const yearLabel = (day: number) => yearName(civilOf(day).year)
export const monthLabel = (day: number) => monthNames[civilOf(day).month - 1]!
export const dayLabel = (day: number) => String(civilOf(day).day)

// monthTitle returns the label of a period: September 2025 for 2025-09.
export function monthTitle(month: string): string {
  const [, year, number] = /^(-?\d+)-(\d\d)/.exec(month) ?? []
  return number ? `${longMonthNames[Number(number) - 1]} ${yearName(Number(year))}` : month
}

// dateTitle returns the label of a day: 4 Sep 2025.
export const dateTitle = (day: number) => `${dayLabel(day)} ${monthLabel(day)} ${yearLabel(day)}`

// endTitle returns the label of a window's end: 2025, September 2025 or 4 Sep 2025.
export function endTitle(text: string): string {
  const found = endOf(text)
  if (!found) return text
  if (found.day !== null) return dateTitle(firstDay(text)!)
  return found.month !== null ? monthTitle(text) : yearName(found.year)
}

// windowTitle returns the label of a window.
export function windowTitle({ from, to }: Window): string {
  if (from && to) return from === to ? endTitle(from) : `${endTitle(from)} – ${endTitle(to)}`
  return from ? `from ${endTitle(from)} on` : to ? `up to ${endTitle(to)}` : 'all time'
}
