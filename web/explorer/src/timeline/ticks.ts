import { scaleUtc, scaleLinear } from 'd3-scale'
import { civilOf, dayLabel, monthLabel, utc, yearName } from '../state/days'

export interface Tick {
  day: number
  label: string
  strong: boolean // begins a year, or a month among days
}

const msPerDay = 86_400_000
const longest = 60 * 366 // beyond it only years are marked, which dates of JavaScript need not reach

// ticks are about so many marks of a stretch of days, each said no sharper than its place needs.
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
