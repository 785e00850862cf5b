import type Sigma from 'sigma'
import type { Picture } from '../download'
import { escape } from '../pictures/caption'
import { labelsOf, placesOf, type Look } from './drawing'
import type { EdgeLook, NodeLook } from './graph'

// picture returns the map on screen as an SVG.
export function picture(sigma: Sigma<NodeLook, EdgeLook>, look: Look): Picture {
  const { palette, highlight } = look
  const { width, height } = sigma.getDimensions()
  const graph = sigma.getGraph()
  const at = new Map(placesOf(sigma).map((place) => [place.key, place]))
  const parts = [`<rect width="${width}" height="${height}" fill="${palette.surface}"/>`]
  graph.forEachEdge((edge, { size, weight, strong }, source, target) => {
    if (!strong && !highlight.edges?.has(edge)) return
    const [a, b] = [sigma.graphToViewport(graph.getNodeAttributes(source)), sigma.graphToViewport(graph.getNodeAttributes(target))]
    const stroke = highlight.edges?.has(edge) ? palette.accent : highlight.edges ? palette.faintEdge : palette.edge
    parts.push(
      `<line x1="${round(a.x)}" y1="${round(a.y)}" x2="${round(b.x)}" y2="${round(b.y)}" stroke="${stroke}" ` +
        `stroke-width="${round(sigma.scaleSize(size))}"><title>${weight}</title></line>`,
    )
  })
  for (const { key, x, y, size, kind, selected, label } of at.values()) {
    const on = !highlight.nodes || highlight.nodes.has(key)
    const fill = on ? (palette.kinds[kind] ?? palette.ink) : palette.faint
    parts.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(size)}" fill="${fill}"><title>${escape(label)}</title></circle>`)
    if (selected && on) {
      parts.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(size + 3.5)}" fill="none" stroke="${palette.accent}" stroke-width="1.8"/>`)
    }
  }
  const family = getComputedStyle(document.documentElement).fontFamily.replaceAll('"', "'")
  for (const { text, x, y, anchor, key } of labelsOf(sigma, look)) {
    const weight = graph.getNodeAttribute(key, 'selected') ? 650 : 450
    parts.push(
      `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-family="${family}" font-size="13" font-weight="${weight}" ` +
        `fill="${palette.ink}" stroke="${palette.surface}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${escape(text)}</text>`,
    )
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`
  return { svg, width, height }
}

const round = (n: number) => Math.round(n * 10) / 10
