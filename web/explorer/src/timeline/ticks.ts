import { scaleUtc, scaleLinear } from 'd3-scale'
import { civilOf, dayLabel, monthLabel, utc, yearName } from '../state/days'

export interface Tick {
  day: number
  label: string
  strong: boolean // the first day of a year
}

const msPerDay = 86_400_000
const longest = 60 * 366 // longer ranges have ticks for years only, which may lie outside the range of JavaScript dates

// ticks returns about count ticks for a range of days. A label is a year, a month or a day, as its place requires.
export function ticks(first: number, last: number, count: number): Tick[] {
  if (last - first > longest || Math.abs(first) > 3e6 || Math.abs(last) > 3e6) return ofYears(civilOf(first).year, civilOf(last).year, count)
  const dates = scaleUtc().domain([new Date(first * msPerDay), new Date(last * msPerDay)]).ticks(count)
  const found = dates.map((date) => Math.floor(date.getTime() / msPerDay))
  return [...new Set(found)].map((day) => {
    const { year, month, day: of } = civilOf(day)
    if (of === 1 && month === 1) return { day, label: yearName(year), strong: true }
    return { day, label: of === 1 ? monthLabel(day) : `${dayLabel(day)} ${monthLabel(day)}`, strong: false }
  })
}

function ofYears(first: number, last: number, count: number): Tick[] {
  return scaleLinear().domain([first, last]).ticks(Math.min(count, Math.max(1, last - first)))
    .filter((year) => Number.isInteger(year))
    .map((year) => (year <= 0 ? year + 1 : year)) // 100 BC, where the year itself is −99
    .map((year) => ({ day: utc(year, 1, 1), label: yearName(year), strong: true }))
}
