import { tiesDocument, type MapEdge, type RelationshipMap } from '../api/views'
import { sought } from '../download'
import { column, disc, dot, saidBy, which, who } from '../pictures/captions'
import type { Caption } from '../pictures/frame'
import { endTitle, windowTitle } from '../state/days'
import { colour } from '../state/theme.svelte'
import { during, shownWindow, view } from '../state/view.svelte'

const mostActors = 100 // of a filter

// saidOfTies asks who says so, of the events on the ties of a map.
export async function saidOfTies(map: RelationshipMap): Promise<{ note: string; of: (edge: MapEdge) => string }> {
  const ids = map.nodes.map(({ id }) => id)
  const filter = { actors: ids.slice(0, mostActors), kinds: view.kinds, during: during() }
  const { data, missed } = await sought(tiesDocument, { filter })
  if (!data) return { note: missed, of: () => missed }
  const { timeline } = data
  const on = (timeline?.nodes ?? []).map(({ participants, through, sources }) => ({
    present: new Set([...participants, ...through].map(({ actor }) => actor.id)), sources,
  }))
  const shared = on.filter(({ present }) => map.edges.some(({ source, target }) => present.has(source) && present.has(target)))
  const more = ids.length > mostActors || (timeline?.pageInfo.hasNextPage ?? false)
  return {
    note: `${saidBy(shared.flatMap(({ sources }) => sources))}${more ? ' These are the sources of the newest events alone.' : ''}`,
    of: ({ source, target }) => column(on.filter(({ present }) => present.has(source) && present.has(target)).flatMap(({ sources }) => sources)),
  }
}

const types = { OFFICIAL: 'official', COUNTRY: 'country', ORGANIZATION: 'organization' } as const

// caption says what the picture of a map shows.
export async function caption(map: RelationshipMap, counts: string): Promise<Caption> {
  const said = await saidOfTies(map)
  const present = Object.entries(types).filter(([type]) => map.nodes.some((node) => node.type === type))
  const { nodes, edges, exact } = map.omitted
  return {
    title: `Who shares events with ${who()}`,
    lines: [
      `${windowTitle(shownWindow())}${view.month ? `; coloured as it was in ${endTitle(view.month)}` : ''}. ${counts}, up to ${view.depth} ${view.depth === 1 ? 'step' : 'steps'} away.`,
      [which(), nodes + edges > 0 && `Left out: ${exact ? '' : 'at least '}${nodes.toLocaleString('en')} actors and ${edges.toLocaleString('en')} ties.`].filter(Boolean).join(' '),
    ].filter(Boolean),
    legend: [
      ...present.map(([, name]) => dot(colour(`--${name}`), name)),
      { mark: `<path d="${disc}" fill="none" stroke="${colour('--accent')}" stroke-width="1.800"/>`, text: 'selected' },
      { mark: `<path d="M2 7H22" stroke="${colour('--map-edge')}" stroke-width="3"/>`, text: 'shared events: wider ties and larger nodes have more' },
    ],
    notes: [said.note],
  }
}
