// Links to the server's exports, with the filters of the page and without its limits.
import { during, view } from './state/view.svelte'

export interface Export {
  label: string
  href: string
}

const largestMap = 1000 // actors

function exportOf(label: string, format: string, parameters: Record<string, string | string[]>): Export {
  const out = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...parameters, from: during()?.from ?? '', to: during()?.to ?? '' })) {
    for (const one of [value].flat()) if (one) out.append(name, one)
  }
  return { label, href: `export/${format}?${out}` }
}

export function mapExports(): Export[] {
  if (view.actors.length === 0) return []
  const parameters = { around: view.actors, depth: String(view.depth), kinds: view.kinds, maxNodes: String(largestMap) }
  return [
    exportOf('Whole map (GEXF, for Gephi)', 'gexf', parameters),
    exportOf('Whole map (GraphML)', 'graphml', parameters),
    exportOf('Whole map (Cytoscape JSON)', 'cytoscape', parameters),
  ]
}

export function eventExports(): Export[] {
  const parameters = { actors: view.actors, match: view.match, kinds: view.kinds, certainty: view.certain ? 'CERTAIN' : 'POSSIBLE' }
  return [
    exportOf('All events (CSV)', 'csv', parameters),
    exportOf('All events (Parquet)', 'parquet', parameters),
    exportOf('All events (Arrow)', 'arrow', parameters),
    exportOf('Participations (CSV)', 'csv', { ...parameters, what: 'participations' }),
    exportOf('All records (JSON Lines)', 'jsonl', parameters),
  ]
}
