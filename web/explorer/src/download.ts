// Saving what is shown: as a picture and as data.

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

type Cell = string | number | null | undefined

// downloads are the four ways to take a view along. The rows and the data are read when somebody asks.
export function downloads(name: string, picture: () => Picture, rows: () => Record<string, Cell>[], data: () => unknown) {
  return [
    { label: 'Picture (SVG)', run: () => save(`${name}.svg`, 'image/svg+xml', picture().svg) },
    { label: 'Picture (PNG)', run: async () => save(`${name}.png`, 'image/png', await png(picture())) },
    { label: 'Table (CSV)', run: () => save(`${name}.csv`, 'text/csv', csv(rows())) },
    { label: 'Data (JSON)', run: () => save(`${name}.json`, 'application/json', JSON.stringify(data(), null, 2)) },
  ]
}

export function csv(rows: Record<string, Cell>[]): string {
  const names = Object.keys(rows[0] ?? {})
  const cell = (value: Cell) => {
    const text = String(value ?? '')
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((row) => row.map(cell).join(',') + '\r\n').join('')
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
