import type { Row } from '../api/fragments'
import { saidDocument } from '../api/views'
import { sought } from '../download'
import { box, column, kindLegend, saidBy, which, who } from '../pictures/captions'
import type { Caption } from '../pictures/frame'
import { dateTitle, windowTitle } from '../state/days'
import { kinds } from '../state/kinds'
import { colour } from '../state/theme.svelte'
import { shownWindow } from '../state/view.svelte'

// saidOfEvents asks who says so, by the id of each event.
export async function saidOfEvents(events: Row[]): Promise<{ note: string; of: (id: string) => string }> {
  if (events.length === 0) return { note: saidBy([]), of: () => '' }
  const { data, missed } = await sought(saidDocument, { ids: events.map(({ id }) => id) })
  if (!data) return { note: missed, of: () => missed }
  const found = new Map((data.nodes ?? []).flatMap((node) => (node && 'sources' in node ? [[node.id, node.sources] as const] : [])))
  return { note: saidBy([...found.values()].flat()), of: (id) => column(found.get(id) ?? []) }
}

// caption says what the picture of a timeline shows.
export async function caption(events: Row[], total: number | null, [first, last]: [number, number]): Promise<Caption> {
  const said = await saidOfEvents(events)
  const ink = colour('--ink-soft')
  const count = total !== null && total > events.length ? `The newest ${events.length} of ${total.toLocaleString('en')} events` : `${events.length.toLocaleString('en')} ${events.length === 1 ? 'event' : 'events'}`
  return {
    title: `Events of ${who()}`,
    lines: [`Window: ${windowTitle(shownWindow())}; drawn: ${dateTitle(first)} – ${dateTitle(last)}. ${count}.`, which()].filter(Boolean),
    legend: [
      ...kinds.filter((kind) => events.some((event) => event.kind === kind)).map(kindLegend),
      box(`fill="${ink}"`, 'from one day to another'),
      box(`fill="${ink}" fill-opacity="0.2" stroke="${ink}" stroke-dasharray="3 3"`, 'some time within'),
      {
        mark: `<path d="M3 11.500V2.500H16M16 2.500H19M21 2.500H22M16 11.500H19M21 11.500H22M3 11.500H16" fill="none" stroke="${ink}"/>`,
        text: 'one end is open',
      },
    ],
    notes: [said.note],
  }
}
