import { ask, type Trouble } from '../api/client'
import { newestDocument, storyDocument } from '../api/views'
import { change, followAddress } from './view.svelte'

// The story that the seed graph tells.
const story = { actors: ['official:Q56226', 'official:Q15031'], from: '2025-07', to: '2025-11' }

export type Start = { empty: boolean; trouble: Trouble | null }

// start chooses what to show first: what the address says, else the story, else who took part in the most of the newest events.
export async function start(): Promise<Start> {
  const found: Start = { empty: false, trouble: null }
  if (followAddress()) return found
  const told = await ask(storyDocument, { ids: story.actors })
  if (told.errors[0]) return { ...found, trouble: told.errors[0] }
  if (told.data?.nodes?.every((node) => node !== null)) {
    change(story, 'replace')
    return found
  }
  const { data, errors } = await ask(newestDocument, {})
  if (errors[0]) return { ...found, trouble: errors[0] }
  const newest = data?.timeline?.nodes ?? []
  change({ actors: busiest(newest.flatMap(({ participants }) => participants.map(({ actor }) => actor.id))) }, 'replace')
  return { ...found, empty: newest.length === 0 }
}

function busiest(ids: string[]): string[] {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([id]) => id)
}
