import type { Row } from '../api/fragments'
import { eventSourcesDocument } from '../api/views'
import { fetchForFile } from '../download'
import { box, citationList, kindLegend, sourcesNote, actorNames, filterText } from '../pictures/text'
import type { Caption } from '../pictures/caption'
import { dateTitle, windowTitle } from '../state/days'
import { kinds } from '../state/kinds'
import { colour } from '../state/theme.svelte'
import { shownWindow } from '../state/view.svelte'

// eventSources requests the sources of events. note names them all; of returns those of one event.
export async function eventSources(events: Row[]): Promise<{ note: string; of: (id: string) => string }> {
  if (events.length === 0) return { note: sourcesNote([]), of: () => '' }
  const { data, failure } = await fetchForFile(eventSourcesDocument, { ids: events.map(({ id }) => id) })
  if (!data) return { note: failure, of: () => failure }
  const found = new Map((data.nodes ?? []).flatMap((node) => (node && 'sources' in node ? [[node.id, node.sources] as const] : [])))
  return { note: sourcesNote([...found.values()].flat()), of: (id) => citationList(found.get(id) ?? []) }
}

// caption returns the caption of a picture of the timeline.
export async function caption(events: Row[], total: number | null, [first, last]: [number, number]): Promise<Caption> {
  const sources = await eventSources(events)
  const ink = colour('--ink-soft')
  const count = total !== null && total > events.length ? `The newest ${events.length} of ${total.toLocaleString('en')} events` : `${events.length.toLocaleString('en')} ${events.length === 1 ? 'event' : 'events'}`
  return {
    title: `Events of ${actorNames()}`,
    lines: [`Window: ${windowTitle(shownWindow())}; drawn: ${dateTitle(first)} – ${dateTitle(last)}. ${count}.`, filterText()].filter(Boolean),
    legend: [
      ...kinds.filter((kind) => events.some((event) => event.kind === kind)).map(kindLegend),
      box(`fill="${ink}"`, 'from one day to another'),
      box(`fill="${ink}" fill-opacity="0.2" stroke="${ink}" stroke-dasharray="3 3"`, 'some time within'),
      {
        mark: `<path d="M3 11.500V2.500H16M16 2.500H19M21 2.500H22M16 11.500H19M21 11.500H22M3 11.500H16" fill="none" stroke="${ink}"/>`,
        text: 'one end is open',
      },
    ],
    notes: [sources.note],
  }
}
