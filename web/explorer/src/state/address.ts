// The view as the address bar holds it, and back.
import type { Kind } from '../api/fragments'
import { firstDay } from './days'
import { kinds } from './kinds'

export interface View {
  actors: string[]
  match: 'ANY' | 'ALL'
  from: string // a year, month or day; empty for an open end
  to: string
  kinds: Kind[] // none: every kind
  certain: boolean
  depth: number
  lanes: 'kind' | 'actor'
  table: boolean // the map as a table
  month: string // the month that the map shows, 2025-09; empty for the whole window
  trade: Flow | null // null: what the actors suggest
  series: string // which of several series; empty: the first
  show: string // the id of what the card shows
  other: string // with it, the other end of a pair or a path
  path: boolean
}

export interface Flow {
  reporter: string
  partner: string
  flow: 'EXPORT' | 'IMPORT'
  commodity: string
}

export const emptyView: View = {
  actors: [], match: 'ANY', from: '', to: '', kinds: [], certain: false, depth: 2, lanes: 'kind', table: false, month: '',
  trade: null, series: '', show: '', other: '', path: false,
}

const maxActors = 20 // the API's bound on a map

// readView reads what writeView writes. What it cannot read it leaves at its default.
export function readView(search: string): View {
  const given = new URLSearchParams(search)
  const one = (name: string) => given.get(name) ?? ''
  const end = (name: string) => (firstDay(one(name)) === null ? '' : one(name))
  return {
    actors: [...new Set(given.getAll('actor'))].slice(0, maxActors),
    match: one('match') === 'all' ? 'ALL' : 'ANY',
    from: end('from'),
    to: end('to'),
    kinds: kinds.filter((kind) => given.getAll('kind').includes(kind.toLowerCase())),
    certain: one('dates') === 'certain',
    depth: /^[123]$/.test(one('depth')) ? Number(one('depth')) : emptyView.depth,
    lanes: one('lanes') === 'actor' ? 'actor' : 'kind',
    table: one('map') === 'table',
    month: /^-?\d{4}-\d\d$/.test(one('month')) ? one('month') : '',
    trade: readFlow(one('trade')),
    series: one('series'),
    show: one('show'),
    other: one('path') || one('with'),
    path: given.has('path'),
  }
}

function readFlow(text: string): Flow | null {
  const [, reporter, partner, flow, commodity] = /^([A-Z]{2,4})-([A-Z]{2,4})-(export|import)-([\w.]+)$/.exec(text) ?? []
  if (!reporter || !partner || !commodity) return null
  return { reporter, partner, flow: flow === 'import' ? 'IMPORT' : 'EXPORT', commodity }
}

export function writeView(view: View): string {
  const out = new URLSearchParams()
  const put = (name: string, value: string) => value && out.append(name, value)
  for (const id of view.actors) put('actor', id)
  put('match', view.match === 'ALL' ? 'all' : '')
  put('from', view.from)
  put('to', view.to)
  for (const kind of view.kinds) put('kind', kind.toLowerCase())
  put('dates', view.certain ? 'certain' : '')
  put('depth', view.depth === emptyView.depth ? '' : String(view.depth))
  put('lanes', view.lanes === 'actor' ? 'actor' : '')
  put('map', view.table ? 'table' : '')
  put('month', view.month)
  put('trade', view.trade ? writeFlow(view.trade) : '')
  put('series', view.series)
  put('show', view.show)
  put(view.path ? 'path' : 'with', view.other)
  return `?${out}`.replaceAll('%3A', ':') // ids are easier to read so, and colons are allowed
}

const writeFlow = (t: Flow) => `${t.reporter}-${t.partner}-${t.flow.toLowerCase()}-${t.commodity}`
