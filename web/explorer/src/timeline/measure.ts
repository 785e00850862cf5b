let context: CanvasRenderingContext2D | null = null
const widths = new Map<string, number>()

// textWidth returns the width of a text in pixels. font is a CSS font with a resolved family.
export function textWidth(text: string, font: string): number {
  const key = `${font} ${text}`
  let width = widths.get(key)
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d')!
    context.font = font
    width = context.measureText(text).width
    widths.set(key, width)
  }
  return width
}

const longest = 500 // characters: no drawing has room for more

// shorten cuts a text to a width in pixels and adds an ellipsis.
export function shorten(full: string, font: string, width: number): string {
  const text = full.length > longest ? full.slice(0, longest) : full
  if (textWidth(text, font) <= width) return text === full ? text : `${text}…`
  let keep = Math.floor((text.length * width) / textWidth(text, font))
  while (keep > 1 && textWidth(`${text.slice(0, keep).trimEnd()}…`, font) > width) keep--
  return `${text.slice(0, keep).trimEnd()}…`
}

let family = ''

export function fontOf(size: number, weight = 400): string {
  family ||= getComputedStyle(document.documentElement).fontFamily
  return `${weight} ${size}px ${family}`
}
