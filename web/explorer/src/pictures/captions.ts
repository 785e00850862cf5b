// What the captions of pictures have in common: the selection in words, sources, and marks for legends.
import type { Cited, Kind } from '../api/fragments'
import { actors } from '../state/answers.svelte'
import { kindName, kindsName, shapes } from '../state/kinds'
import { colour } from '../state/theme.svelte'
import { view } from '../state/view.svelte'
import type { Legend } from './frame'

// who names the selected actors.
export function who(): string {
  const names = new Map((actors.data?.nodes ?? []).flatMap((node) => (node && 'name' in node ? [[node.id, node.name] as const] : [])))
  return view.actors.length === 0 ? 'everybody' : join(view.actors.map((id) => names.get(id) ?? id))
}

// which says what of the events the selection leaves out; empty: nothing.
export function which(): string {
  return [
    view.kinds.length > 0 && `Only ${join(view.kinds.map((kind) => kindsName(kind).toLowerCase()))}.`,
    view.actors.length > 1 && view.match === 'ALL' && 'All of them took part.',
    view.certain && 'Only events that are certainly in the window.',
  ].filter(Boolean).join(' ')
}

const join = (names: string[]) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)

// cited says a source as a bibliography does.
export function cited({ source: { title, publisher, published, url } }: Cited): string {
  const by = [publisher, published?.label].filter(Boolean).join(', ')
  return [by ? `${title} (${by})` : title, url].filter(Boolean).join(', ')
}

// column is the sources of one row of a table.
export const column = (sources: Cited[]) => [...new Map(sources.map((one) => [one.source.id, cited(one)])).values()].join('; ')

const mostSources = 15

// saidBy lists the sources of a picture, those of most of it first.
export function saidBy(sources: Cited[]): string {
  const counts = new Map<string, { said: string; count: number }>()
  for (const one of sources) {
    const counted = counts.get(one.source.id)
    counts.set(one.source.id, { said: cited(one), count: (counted?.count ?? 0) + 1 })
  }
  if (counts.size === 0) return 'Sources: none is recorded.'
  const ordered = [...counts.values()].sort((a, b) => b.count - a.count).map(({ said }) => said)
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
