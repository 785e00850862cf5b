// Saves a view as a picture and as data.
import type { TadaDocumentNode } from 'gql.tada'
import { ask } from './api/client'
import { csv, type Cell } from './csv'
import { withCaption, type Caption } from './pictures/caption'
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

type MaybePromise<Value> = Value | Promise<Value>

export interface Download {
  name: string // of the files, without an ending
  picture: () => Picture
  caption: () => MaybePromise<Caption>
  rows: () => MaybePromise<Record<string, Cell>[]>
  data: () => unknown
}

// downloads returns the four menu items that save a view. Each reads its content when it is chosen.
export function downloads({ name, picture, caption, rows, data }: Download) {
  const captioned = async () => withCaption(picture(), await caption())
  const actions = {
    'Picture (SVG)': async () => save(`${name}.svg`, 'image/svg+xml', (await captioned()).svg),
    'Picture (PNG)': async () => save(`${name}.png`, 'image/png', await png(await captioned())),
    'Table (CSV)': async () => save(`${name}.csv`, 'text/csv', csv(await rows())),
    'Data (JSON)': () => save(`${name}.json`, 'application/json', JSON.stringify(data(), null, 2)),
  }
  return Object.entries(actions).map(([label, run]) => ({ label, run: () => Promise.resolve(run()).catch(failed) }))
}

function failed(error: unknown): void {
  problems.list = [...problems.list, { key: '', message: `Nothing was saved: ${error instanceof Error ? error.message : String(error)}` }]
}

// fetchForFile requests data that only a saved file needs, such as sources. If the request fails, data is null and failure is the
// sentence that the file shows in its place.
export async function fetchForFile<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables): Promise<{ data: Data | null; failure: string }> {
  const { data, errors } = await ask(document, variables)
  return { data: errors[0] ? null : data, failure: `Sources: not read. ${errors[0]?.message ?? ''}` }
}

// png renders an SVG at twice its size, so that it is sharp on paper.
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
    return await new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('the browser made no PNG'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(address)
  }
}

// copiedStyles are the CSS properties that a drawing needs to look the same outside the page.
const copiedStyles = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'opacity', 'font-family', 'font-size',
  'font-weight', 'text-anchor', 'dominant-baseline', 'stop-color', 'stop-opacity', 'stroke-linecap', 'stroke-linejoin', 'paint-order',
]

// pictureOf returns a copy of an SVG of the page with its styles as attributes, so that it needs no style sheet.
export function pictureOf(svg: SVGSVGElement): Picture {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  originals.forEach((original, i) => {
    const style = getComputedStyle(original)
    const target = copies[i]!
    for (const name of copiedStyles) {
      const value = style.getPropertyValue(name)
      if (value) target.setAttribute(name, value)
    }
    for (const name of [...target.getAttributeNames()]) if (/^(class|style|tabindex|role|aria-|data-)/.test(name)) target.removeAttribute(name)
  })
  for (const hidden of copy.querySelectorAll('[visibility=hidden]')) hidden.remove()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const background = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  background.setAttribute('width', '100%')
  background.setAttribute('height', '100%')
  background.setAttribute('fill', getComputedStyle(svg.closest('.panel') ?? svg).backgroundColor)
  copy.prepend(background)
  return { svg: new XMLSerializer().serializeToString(copy), width, height }
}
