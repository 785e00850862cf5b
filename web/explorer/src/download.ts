// Saving what is shown: as a picture and as data.
import type { TadaDocumentNode } from 'gql.tada'
import { ask } from './api/client'
import { csv, type Cell } from './csv'
import { framed, type Caption } from './pictures/frame'
import { problems } from './state/view.svelte'

export function save(name: string, type: string, content: string | Blob): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export interface Picture {
  svg: string
  width: number
  height: number
}

type Soon<Value> = Value | Promise<Value>

export interface Saved {
  name: string // of the files
  picture: () => Picture
  caption: () => Soon<Caption>
  rows: () => Soon<Record<string, Cell>[]>
  data: () => unknown
}

// downloads are the four ways to take a view along. What they hold is read when somebody asks.
export function downloads({ name, picture, caption, rows, data }: Saved) {
  const whole = async () => framed(picture(), await caption())
  const offered = {
    'Picture (SVG)': async () => save(`${name}.svg`, 'image/svg+xml', (await whole()).svg),
    'Picture (PNG)': async () => save(`${name}.png`, 'image/png', await png(await whole())),
    'Table (CSV)': async () => save(`${name}.csv`, 'text/csv', csv(await rows())),
    'Data (JSON)': () => save(`${name}.json`, 'application/json', JSON.stringify(data(), null, 2)),
  }
  return Object.entries(offered).map(([label, run]) => ({ label, run: () => Promise.resolve(run()).catch(failed) }))
}

function failed(error: unknown): void {
  problems.list = [...problems.list, { key: '', message: `Nothing was saved: ${error instanceof Error ? error.message : String(error)}` }]
}

// sought asks for sources, which a file has beside what is shown. Where they cannot be read, the file says so in their place.
export async function sought<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables): Promise<{ data: Data | null; missed: string }> {
  const { data, errors } = await ask(document, variables)
  return { data: errors[0] ? null : data, missed: `Sources: not read. ${errors[0]?.message ?? ''}` }
}

// png draws an SVG at twice its size, so that it is sharp on paper.
async function png({ svg, width, height }: Picture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * 2
    canvas.height = height * 2
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(address)
  }
}

// What a drawing needs to look the same outside the page.
const kept = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'opacity', 'font-family', 'font-size',
  'font-weight', 'text-anchor', 'dominant-baseline', 'stop-color', 'stop-opacity', 'stroke-linecap', 'stroke-linejoin', 'paint-order',
]

// pictureOf makes a drawing of the page stand on its own: its styles become attributes.
export function pictureOf(svg: SVGSVGElement): Picture {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  originals.forEach((original, i) => {
    const style = getComputedStyle(original)
    const target = copies[i]!
    for (const name of kept) {
      const value = style.getPropertyValue(name)
      if (value) target.setAttribute(name, value)
    }
    for (const name of [...target.getAttributeNames()]) if (/^(class|style|tabindex|role|aria-|data-)/.test(name)) target.removeAttribute(name)
  })
  for (const unwanted of copy.querySelectorAll('[visibility=hidden]')) unwanted.remove()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(svg.closest('.panel') ?? svg).backgroundColor)
  copy.prepend(ground)
  return { svg: new XMLSerializer().serializeToString(copy), width, height }
}
