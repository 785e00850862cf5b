import type { Row } from '../api/fragments'
import type { Series } from '../api/views'
import { box, kindLegend, sourcesNote } from '../pictures/text'
import type { Caption } from '../pictures/caption'
import { dateTitle, windowTitle } from '../state/days'
import { kinds } from '../state/kinds'
import { colour } from '../state/theme.svelte'
import { shownWindow } from '../state/view.svelte'

// caption returns the caption of a picture of a series.
export function caption(title: string, series: Series, events: Row[], [first, last]: [number, number]): Caption {
  const { commodity, frequency, currency, valuation, publisher, figures, missing } = series
  const fill = colour('--trade-release')
  const goods = commodity.code === commodity.description ? commodity.code : `${commodity.description} (${commodity.code})`
  return {
    title: `${title}: ${goods}`,
    lines: [
      `Window: ${windowTitle(shownWindow())}; drawn: ${dateTitle(first)} – ${dateTitle(last)}.`,
      `${frequency.charAt(0)}${frequency.slice(1).toLowerCase()} values in ${currency}, ${valuation === 'UNSPECIFIED' ? 'valuation not stated by the publisher' : `valuation ${valuation}`}. Publisher: ${publisher}.`,
    ],
    legend: [
      box(`fill="${fill}"`, 'reported'),
      ...(figures.some(({ basis }) => basis !== 'REPORTED') ? [box(`fill="${fill}" fill-opacity="0.35" stroke="${fill}" stroke-dasharray="2 2"`, 'not reported: derived, estimated or aggregated')] : []),
      ...(missing.length > 0 ? [box(`fill="${colour('--line')}" stroke="${colour('--line-strong')}" stroke-dasharray="2 2"`, 'no figure')] : []),
      ...kinds.filter((kind) => events.some((event) => event.kind === kind)).map(kindLegend),
    ],
    notes: [sourcesNote(figures.flatMap(({ sources }) => sources))],
  }
}
