// Adds to a picture what it needs outside the page: a title, a description, a legend, the sources and the date.
import type { Picture } from '../download'
import { dateTitle } from '../state/days'
import { colour } from '../state/theme.svelte'
import { fontOf, textWidth } from '../timeline/measure'

export interface Caption {
  title: string
  lines: string[] // below the title: the window, the filters, the counts
  legend: Legend[]
  notes: string[] // below the drawing: the publisher and the sources
}

export interface Legend {
  mark: string // SVG in a box of 24 by 14
  text: string
}

const edge = 16
const leastWidth = 480

interface Style {
  size: number
  weight: number
  fill: string
}

// withCaption returns a picture with its caption around it.
export function withCaption(picture: Picture, caption: Caption): Picture {
  const width = Math.max(picture.width, leastWidth)
  const [ink, soft, surface] = [colour('--ink'), colour('--ink-soft'), colour('--surface')]
  const family = getComputedStyle(document.documentElement).fontFamily.replaceAll('"', "'")
  const parts: string[] = []
  let y = edge
  const write = (text: string, { size, weight, fill }: Style) => {
    for (const line of wrap(text, fontOf(size, weight), width - 2 * edge)) {
      y += size * 1.35
      parts.push(`<text x="${edge}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escape(line)}</text>`)
    }
  }
  write(caption.title, { size: 18, weight: 650, fill: ink })
  y += 3
  for (const line of caption.lines) write(line, { size: 13, weight: 400, fill: soft })
  y += 10
  parts.push(picture.svg.replace('<svg ', `<svg x="${round((width - picture.width) / 2)}" y="${round(y)}" `))
  y += picture.height + 8
  y = legend(caption.legend, y, width, ink, parts)
  for (const note of caption.notes) write(note, { size: 11, weight: 400, fill: soft })
  write(creationNote(), { size: 11, weight: 400, fill: soft })
  const height = Math.ceil(y + edge)
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${family}">` +
    `<title>${escape(caption.title)}</title><rect width="${width}" height="${height}" fill="${surface}"/>${parts.join('')}</svg>`
  return { svg, width, height }
}

function legend(items: Legend[], top: number, width: number, ink: string, parts: string[]): number {
  let [x, y] = [edge, top]
  const font = fontOf(12)
  for (const { mark, text } of items) {
    const room = 30 + textWidth(text, font)
    if (x > edge && x + room > width - edge) {
      x = edge
      y += 20
    }
    parts.push(`<g transform="translate(${round(x)} ${round(y)})">${mark}<text x="30" y="11.5" font-size="12" fill="${ink}">${escape(text)}</text></g>`)
    x += room + 18
  }
  return items.length > 0 ? y + 22 : y
}

// creationNote returns the date of a picture and the link to its view.
const creationNote = () => `Made on ${dateTitle(Math.floor(Date.now() / 86_400_000))} with Demarche. The view: ${decodeURI(location.href)}`

// wrap breaks a text into lines of a width. It breaks words that are longer than a line.
export function wrap(text: string, font: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (let word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word
    if (textWidth(longer, font) <= width) {
      line = longer
      continue
    }
    if (line) lines.push(line)
    while (textWidth(word, font) > width) {
      let keep = Math.max(1, Math.floor((word.length * width) / textWidth(word, font)))
      while (keep > 1 && textWidth(word.slice(0, keep), font) > width) keep--
      lines.push(word.slice(0, keep))
      word = word.slice(keep)
    }
    line = word
  }
  return line ? [...lines, line] : lines
}

const round = (n: number) => Math.round(n * 10) / 10
export const escape = (text: string) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
