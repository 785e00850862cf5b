import type { Row } from '../api/fragments'
import { kinds, kindsName } from '../state/kinds'
import { fontOf, shorten, textWidth } from './measure'
import { pack, roomFor, sideOf, type Side } from './packing'
import { middle, spanOf, type Span } from './span'

export interface Mark {
  event: Row
  span: Span
  x0: number
  x1: number
  row: number
  label: string
  side: Side
}

export interface Lane {
  key: string
  name: string
  marks: Mark[]
  rows: number
}

const mostLabel = 380
const leastLabel = 60 // shorter ones are useless
const leastMark = 13
const mostRows = 7
const mostActors = 10

// lanesOf groups events into lanes by kind or by actor and lays out each lane between the pixels left and right. x maps a day to its
// pixel.
export function lanesOf(
  events: Row[],
  by: 'kind' | 'actor',
  selected: string[],
  x: (day: number) => number,
  left: number,
  right: number,
): Lane[] {
  const font = fontOf(12.5, 650) // the widest: a selected event's label is bold
  return groups(events, by, selected).map(({ key, name, events }) => {
    const items = events
      .map((event) => ({ event, span: spanOf(event.date) }))
      .sort((a, b) => middle(a.span) - middle(b.span))
      .map((of) => {
        const [x0, x1] = extentOf(of.span, x, right)
        const room = Math.max(leastLabel, roomFor(x0, x1, left, right))
        const text = shorten(of.event.title, font, Math.min(mostLabel, right * 0.55, room))
        return { of: { ...of, text }, x0, x1, label: textWidth(text, font) }
      })
    const { placed, rows } = pack(items, mostRows, left, right)
    const marks = placed.map(({ of: { text, ...of }, x0, x1, row, label, labelled }) => ({
      ...of, x0, x1, row, label: labelled ? text : '', side: sideOf({ x0, x1, label }, left, right),
    }))
    return { key, name, marks, rows }
  })
}

// extentOf returns the pixels of a date. An open end fades out over a fifth of the drawing.
function extentOf({ first, last }: Span, x: (day: number) => number, width: number): [number, number] {
  const x0 = first === null ? x(last ?? 0) - width / 5 : x(first)
  const x1 = last === null ? x(first ?? 0) + width / 5 : x(last + 1)
  const middle = (x0 + x1) / 2
  return x1 - x0 < leastMark ? [middle - leastMark / 2, middle + leastMark / 2] : [x0, x1]
}

function groups(events: Row[], by: 'kind' | 'actor', selected: string[]) {
  if (by === 'kind') {
    return kinds
      .map((kind) => ({ key: kind as string, name: kindsName(kind), events: events.filter((event) => event.kind === kind) }))
      .filter(({ events }) => events.length > 0)
  }
  const found = new Map<string, { key: string; name: string; events: Row[] }>()
  for (const event of events) {
    const countries = event.through.filter(({ actor }) => selected.includes(actor.id)) // the lanes of other countries would repeat those of their officials
    for (const { actor } of [...event.participants, ...countries]) {
      const lane = found.get(actor.id) ?? { key: actor.id, name: actor.name, events: [] }
      lane.events.push(event)
      found.set(actor.id, lane)
    }
  }
  const place = (key: string) => (selected.includes(key) ? selected.indexOf(key) : selected.length)
  return [...found.values()]
    .sort((a, b) => place(a.key) - place(b.key) || b.events.length - a.events.length || a.name.localeCompare(b.name))
    .slice(0, Math.max(mostActors, selected.length))
}
