// Reads the state of the page from the address, and writes it.
import type { Kind } from '../api/fragments'
import { firstDay, lastDay } from './days'
import { kinds } from './kinds'

export interface View {
  actors: string[]
  match: 'ANY' | 'ALL'
  from: string // a year, month or day; empty: open
  to: string
  kinds: Kind[] // empty: every kind
  certain: boolean
  depth: number
  lanes: 'kind' | 'actor'
  table: boolean // the map as a table
  month: string // the first month of the map's frame, such as 2025-09; empty: the whole window
  trade: Flow | null // null: the trade of the first two countries
  series: string // the id of one of several series; empty: the first
  show: string // the id of the card's subject; empty: no card
  other: string // the second actor of a pair or a path
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

export const maxActors = 20 // the API's limit for a map

// A Problem describes a parameter of the address that cannot be used. key is the part of the view it concerns; empty: none.
export interface Problem {
  key: keyof View | ''
  message: string
}

interface Parameter {
  key: keyof View
  expects: string
  instead: string // what the page shows instead
  read: (value: string) => Partial<View> | null // null: the value is not valid
}

const actorId = /^(official|country|org):\S+$/
const anyId = /^(event|official|country|org|post|source|figure|series|commodity|place):\S+$/

const dateText = 'a year, a month or a day, such as 2025, 2025-09 or 2025-09-04'
const oneOf = <Value>(values: Record<string, Value>, key: keyof View) => (value: string) =>
  Object.hasOwn(values, value) ? { [key]: values[value] } : null
const matching = (pattern: RegExp, key: keyof View) => (value: string) => (pattern.test(value) ? { [key]: value } : null)
const dated = (key: 'from' | 'to') => (value: string) => (firstDay(value) === null ? null : { [key]: value })
const kindNames = Object.fromEntries(kinds.map((kind) => [kind.toLowerCase(), [kind]]))

// parameters are all parameters of the address. Those of lists may be repeated.
export const parameters: Record<string, Parameter> = {
  actor: {
    key: 'actors', expects: 'the id of a person, a country or an organization, such as official:Q15031', instead: 'It is left out of the selection.',
    read: (value) => (actorId.test(value) ? { actors: [value] } : null),
  },
  match: { key: 'match', expects: '“any” or “all”', instead: 'Any of the actors may take part.', read: oneOf({ any: 'ANY', all: 'ALL' }, 'match') },
  from: { key: 'from', expects: dateText, instead: 'The window has no first day.', read: dated('from') },
  to: { key: 'to', expects: dateText, instead: 'The window has no last day.', read: dated('to') },
  kind: { key: 'kinds', expects: `one of ${Object.keys(kindNames).join(', ')}`, instead: 'It selects no kind.', read: oneOf(kindNames, 'kinds') },
  dates: { key: 'certain', expects: '“certain” or “possible”', instead: 'Events that are possibly in the window are shown.', read: oneOf({ certain: true, possible: false }, 'certain') },
  depth: { key: 'depth', expects: '1, 2 or 3', instead: 'The map takes 2 steps.', read: oneOf({ 1: 1, 2: 2, 3: 3 }, 'depth') },
  lanes: { key: 'lanes', expects: '“kind” or “actor”', instead: 'The lanes are by kind.', read: oneOf({ kind: 'kind', actor: 'actor' }, 'lanes') },
  map: { key: 'table', expects: '“drawing” or “table”', instead: 'The map is drawn.', read: oneOf({ table: true, drawing: false }, 'table') },
  month: { key: 'month', expects: 'a month, such as 2025-09', instead: 'The map shows the whole window.', read: matching(/^(?!-0000)-?\d{4}-(0[1-9]|1[0-2])$/, 'month') },
  trade: {
    key: 'trade', expects: 'two countries, a direction and a commodity, such as CHN-PRK-export-TOTAL', instead: 'The page shows the trade of the first two countries.',
    read: (value) => {
      const trade = readFlow(value)
      return trade && { trade }
    },
  },
  series: { key: 'series', expects: 'the id of a series', instead: 'The first series is shown.', read: matching(/^series:\S+$/, 'series') },
  show: { key: 'show', expects: 'the id of something that has a card, such as event:… or official:…', instead: 'No card is open.', read: matching(anyId, 'show') },
  with: { key: 'other', expects: 'the id of an actor', instead: 'The card shows one thing.', read: matching(actorId, 'other') },
  path: { key: 'other', expects: 'the id of an actor', instead: 'The card shows no path.', read: (value) => (actorId.test(value) ? { other: value, path: true } : null) },
}

const lists: (keyof View)[] = ['actors', 'kinds']

// readView reads what writeView writes. It reports each parameter that it cannot use and keeps the default for it.
export function readView(search: string): { view: View; problems: Problem[]; empty: boolean } {
  const view: View = { ...emptyView, actors: [], kinds: [] }
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const [name, value] of new URLSearchParams(search)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name]! : null
    const quoted = `“${brief(value === '' ? name : `${name}=${value}`)}”`
    if (!parameter) {
      problems.push({ key: '', message: `The link contains ${quoted}, which this page does not know. It is ignored.` })
      continue
    }
    const { key, expects, instead, read } = parameter
    if (seen.has(name) && !lists.includes(key)) {
      problems.push({ key, message: `The link contains “${name}” more than once. The page uses the first one.` })
      continue
    }
    seen.add(name)
    if (value === '') continue
    const part = read(value)
    if (!part) problems.push({ key, message: `The link contains ${quoted}, which is not ${expects}. ${instead}` })
    else if (key === 'actors') view.actors = [...new Set([...view.actors, ...part.actors!])]
    else if (key === 'kinds') view.kinds = kinds.filter((kind) => view.kinds.includes(kind) || part.kinds!.includes(kind))
    else Object.assign(view, part)
  }
  problems.push(...resolveConflicts(view, seen))
  return { view, problems, empty: seen.size === 0 }
}

// resolveConflicts changes parameters that are valid alone but not together, and reports each change.
function resolveConflicts(view: View, seen: Set<string>): Problem[] {
  const problems: Problem[] = []
  if (view.actors.length > maxActors) {
    problems.push({ key: 'actors', message: `The link names ${view.actors.length} actors. The first ${maxActors} are shown.` })
    view.actors = view.actors.slice(0, maxActors)
  }
  if (backwards(view)) {
    problems.push({ key: 'from', message: `The link’s window ends (${view.to}) before it begins (${view.from}). All time is shown.` })
    view.from = view.to = ''
  }
  if (seen.has('with') && seen.has('path')) {
    problems.push({ key: 'other', message: 'The link contains both “with” and “path”. The page uses the last one.' })
  }
  if (view.other && !actorId.test(view.show)) {
    problems.push({ key: 'other', message: `The link contains “${view.path ? 'path' : 'with'}”, which needs “show” with the id of an actor. It is ignored.` })
    view.other = ''
    view.path = false
  }
  return problems
}

// backwards reports whether a window ends before it begins.
export function backwards({ from, to }: { from: string; to: string }): boolean {
  const [first, last] = [firstDay(from), lastDay(to)]
  return first !== null && last !== null && first > last
}

const brief = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

const flowText = /^([A-Z][A-Z0-9]{1,8})-([A-Z][A-Z0-9]{1,8})-(export|import)-([\w.]+)$/

function readFlow(text: string): Flow | null {
  const [, reporter, partner, flow, commodity] = flowText.exec(text) ?? []
  if (!reporter || !partner || !commodity) return null
  return { reporter, partner, flow: flow === 'import' ? 'IMPORT' : 'EXPORT', commodity }
}

// flowProblem returns what is wrong with a flow; empty: nothing.
export function flowProblem({ reporter, partner, commodity }: Flow): string {
  for (const [code, position] of [[reporter, 'The first'], [partner, 'The second']] as const) {
    if (!/^[A-Z][A-Z0-9]{1,8}$/.test(code)) return code === '' ? `${position} country is missing: type its code, such as CHN.` : `“${brief(code)}” is not a country code: type three letters, such as CHN, or the code of an aggregate, such as WLD.`
  }
  return /^[\w.]+$/.test(commodity) ? '' : `“${brief(commodity)}” is not a commodity code: type TOTAL, or digits such as 1507.`
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
  return `?${out}`.replaceAll('%3A', ':') // a plain colon is valid here and makes ids easier to read
}

const writeFlow = (t: Flow) => `${t.reporter}-${t.partner}-${t.flow.toLowerCase()}-${t.commodity}`
