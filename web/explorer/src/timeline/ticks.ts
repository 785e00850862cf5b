import { scaleUtc } from 'd3-scale'
import { dateOf, dayLabel, isoOf, monthLabel, yearLabel } from '../state/days'

export interface Tick {
  day: number
  label: string
  strong: boolean // begins a year, or a month among days
}

// ticks are about so many marks of a stretch of days, each said no sharper than its place needs.
export function ticks(first: number, last: number, count: number): Tick[] {
  const found = scaleUtc().domain([dateOf(first), dateOf(last)]).ticks(count).map((date) => Math.floor(date.getTime() / 86_400_000))
  return [...new Set(found)].map((day) => {
    const iso = isoOf(day)
    if (iso.endsWith('-01-01')) return { day, label: yearLabel(day), strong: true }
    if (iso.endsWith('-01')) return { day, label: monthLabel(day), strong: false }
    return { day, label: `${dayLabel(day)} ${monthLabel(day)}`, strong: false }
  })
}
