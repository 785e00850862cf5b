import { ask, type PageError } from '../api/client'
import { newestDocument, storyDocument } from '../api/views'
import { change, followAddress } from './view.svelte'

// The window and the actors that the seed graph covers.
const story = { actors: ['official:Q56226', 'official:Q15031'], from: '2025-07', to: '2025-11' }

export type Start = { empty: boolean; error: PageError | null }

// start sets the first view: that of the address, else the story of the seed graph, else the two actors with the most of the newest
// events.
export async function start(): Promise<Start> {
  const none: Start = { empty: false, error: null }
  if (followAddress()) return none
  const known = await ask(storyDocument, { ids: story.actors })
  if (known.errors[0]) return { ...none, error: known.errors[0] }
  if (known.data?.nodes?.every((node) => node !== null)) {
    change(story, 'replace')
    return none
  }
  const { data, errors } = await ask(newestDocument, {})
  if (errors[0]) return { ...none, error: errors[0] }
  const newest = data?.timeline?.nodes ?? []
  change({ actors: busiest(newest.flatMap(({ participants }) => participants.map(({ actor }) => actor.id))) }, 'replace')
  return { ...none, empty: newest.length === 0 }
}

function busiest(ids: string[]): string[] {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([id]) => id)
}
