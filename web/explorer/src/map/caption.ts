import { tieSourcesDocument, type MapEdge, type RelationshipMap } from '../api/views'
import { fetchForFile } from '../download'
import { citationList, disc, dot, sourcesNote, actorNames, filterText } from '../pictures/text'
import type { Caption } from '../pictures/caption'
import { endTitle, windowTitle } from '../state/days'
import { colour } from '../state/theme.svelte'
import { during, shownWindow, view } from '../state/view.svelte'

const mostActors = 100 // the API's limit for a filter

// tieSources requests the sources of the events on the ties of a map. note names them all; of returns those of one tie.
export async function tieSources(map: RelationshipMap): Promise<{ note: string; of: (edge: MapEdge) => string }> {
  const ids = map.nodes.map(({ id }) => id)
  const filter = { actors: ids.slice(0, mostActors), kinds: view.kinds, during: during() }
  const { data, failure } = await fetchForFile(tieSourcesDocument, { filter })
  if (!data) return { note: failure, of: () => failure }
  const { timeline } = data
  const on = (timeline?.nodes ?? []).map(({ participants, through, sources }) => ({
    present: new Set([...participants, ...through].map(({ actor }) => actor.id)), sources,
  }))
  const shared = on.filter(({ present }) => map.edges.some(({ source, target }) => present.has(source) && present.has(target)))
  const more = ids.length > mostActors || (timeline?.pageInfo.hasNextPage ?? false)
  return {
    note: `${sourcesNote(shared.flatMap(({ sources }) => sources))}${more ? ' These are the sources of the newest events only.' : ''}`,
    of: ({ source, target }) => citationList(on.filter(({ present }) => present.has(source) && present.has(target)).flatMap(({ sources }) => sources)),
  }
}

const types = { OFFICIAL: 'official', COUNTRY: 'country', ORGANIZATION: 'organization' } as const

// caption returns the caption of a picture of the map.
export async function caption(map: RelationshipMap, counts: string): Promise<Caption> {
  const sources = await tieSources(map)
  const present = Object.entries(types).filter(([type]) => map.nodes.some((node) => node.type === type))
  const { nodes, edges, exact } = map.omitted
  return {
    title: `Who shares events with ${actorNames()}`,
    lines: [
      `${windowTitle(shownWindow())}${view.month ? `; highlighted as of ${endTitle(view.month)}` : ''}. ${counts}, up to ${view.depth} ${view.depth === 1 ? 'step' : 'steps'} away.`,
      [filterText(), nodes + edges > 0 && `Left out: ${exact ? '' : 'at least '}${nodes.toLocaleString('en')} actors and ${edges.toLocaleString('en')} ties.`].filter(Boolean).join(' '),
    ].filter(Boolean),
    legend: [
      ...present.map(([, name]) => dot(colour(`--${name}`), name)),
      { mark: `<path d="${disc}" fill="none" stroke="${colour('--accent')}" stroke-width="1.800"/>`, text: 'selected' },
      { mark: `<path d="M2 7H22" stroke="${colour('--map-edge')}" stroke-width="3"/>`, text: 'shared events: wider ties and larger nodes have more' },
    ],
    notes: [sources.note],
  }
}
