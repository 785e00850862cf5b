// The parts that captions share: the selection in words, the sources, and marks of legends.
import type { Cited, Kind } from '../api/fragments'
import { actors } from '../state/answers.svelte'
import { kindName, kindsName, shapes } from '../state/kinds'
import { colour } from '../state/theme.svelte'
import { view } from '../state/view.svelte'
import type { Legend } from './caption'

// actorNames returns the names of the selected actors.
export function actorNames(): string {
  const names = new Map((actors.data?.nodes ?? []).flatMap((node) => (node && 'name' in node ? [[node.id, node.name] as const] : [])))
  return view.actors.length === 0 ? 'all actors' : join(view.actors.map((id) => names.get(id) ?? id))
}

// filterText describes the filters of the selection; empty: there are none.
export function filterText(): string {
  return [
    view.kinds.length > 0 && `Only ${join(view.kinds.map((kind) => kindsName(kind).toLowerCase()))}.`,
    view.actors.length > 1 && view.match === 'ALL' && 'All of these actors took part.',
    view.certain && 'Only events that are certainly in the window.',
  ].filter(Boolean).join(' ')
}

const join = (names: string[]) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)

// citationText returns a source in the form of a bibliography.
export function citationText({ source: { title, publisher, published, url } }: Cited): string {
  const by = [publisher, published?.label].filter(Boolean).join(', ')
  return [by ? `${title} (${by})` : title, url].filter(Boolean).join(', ')
}

// citationList returns the sources of one row of a table.
export const citationList = (sources: Cited[]) => [...new Map(sources.map((one) => [one.source.id, citationText(one)])).values()].join('; ')

const mostSources = 15

// sourcesNote returns the sources of a picture, the most cited first.
export function sourcesNote(sources: Cited[]): string {
  const counts = new Map<string, { text: string; count: number }>()
  for (const one of sources) {
    const counted = counts.get(one.source.id)
    counts.set(one.source.id, { text: citationText(one), count: (counted?.count ?? 0) + 1 })
  }
  if (counts.size === 0) return 'Sources: none is recorded.'
  const ordered = [...counts.values()].sort((a, b) => b.count - a.count).map(({ text }) => text)
  const more = ordered.length - mostSources
  return `Sources: ${ordered.slice(0, mostSources).join('; ')}${more > 0 ? `; and ${more.toLocaleString('en')} more, which the table (CSV) names` : ''}.`
}

export const kindLegend = (kind: Kind): Legend => ({
  mark: `<path transform="translate(12 7)" d="${shapes[kind]}" fill="${kindInk(kind)}"/>`, text: kindName(kind),
})
const kindInk = (kind: Kind) => colour(`--${kind.toLowerCase().replace('_', '-')}`)
export const disc = 'M6.5 7a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0Z'
export const dot = (fill: string, text: string): Legend => ({ mark: `<path d="${disc}" fill="${fill}"/>`, text })
export const box = (attributes: string, text: string): Legend => ({ mark: `<rect x="1" y="1.500" width="22" height="11" rx="2" ${attributes}/>`, text })
