// The server's exports of what is on screen: with the same filters, and without the page's bounds.
import { during, view } from './state/view.svelte'

export interface Export {
  label: string
  href: string
}

const largestMap = 1000 // actors

function exported(label: string, format: string, parameters: Record<string, string | string[]>): Export {
  const out = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...parameters, from: during()?.from ?? '', to: during()?.to ?? '' })) {
    for (const one of [value].flat()) if (one) out.append(name, one)
  }
  return { label, href: `export/${format}?${out}` }
}

export function mapExports(): Export[] {
  if (view.actors.length === 0) return []
  const asked = { around: view.actors, depth: String(view.depth), kinds: view.kinds, maxNodes: String(largestMap) }
  return [
    exported('Whole map (GEXF, for Gephi)', 'gexf', asked),
    exported('Whole map (GraphML)', 'graphml', asked),
    exported('Whole map (Cytoscape JSON)', 'cytoscape', asked),
  ]
}

export function eventExports(): Export[] {
  const asked = { actors: view.actors, match: view.match, kinds: view.kinds, certainty: view.certain ? 'CERTAIN' : 'POSSIBLE' }
  return [
    exported('All events (CSV)', 'csv', asked),
    exported('All events (Parquet)', 'parquet', asked),
    exported('All events (Arrow)', 'arrow', asked),
    exported('Who took part (CSV)', 'csv', { ...asked, what: 'participations' }),
    exported('All records (JSON Lines)', 'jsonl', asked),
  ]
}
