// Puts the events of a lane into rows so that neither marks nor labels overlap.

export interface Item<Of> {
  of: Of
  x0: number // the mark, in pixels
  x1: number
  label: number // the width of the label
}

export interface Placed<Of> extends Item<Of> {
  row: number
  labelled: boolean
}

const gap = 10

// pack places items in the given order between the pixels left and right. An item that fits no row with its label loses the label.
// Items that fit no row without it share the last row, where they may overlap.
export function pack<Of>(items: Item<Of>[], maxRows: number, left: number, right: number): { placed: Placed<Of>[]; rows: number } {
  const taken: [number, number][][] = []
  const find = (rows: number, from: number, to: number) => {
    for (let row = 0; row < rows; row++) if ((taken[row] ?? []).every(([a, b]) => to <= a || from >= b)) return row
    return -1
  }
  const placed = items.map((item): Placed<Of> => {
    const [from, to] = withLabel(item, left, right)
    const row = find(maxRows - 1, from, to + gap)
    if (row >= 0) {
      ;(taken[row] ??= []).push([from, to + gap])
      return { ...item, row, labelled: true }
    }
    const bare = find(maxRows - 1, item.x0, item.x1 + 2)
    const last = bare >= 0 ? bare : maxRows - 1
    ;(taken[last] ??= []).push([item.x0, item.x1 + 2])
    return { ...item, row: last, labelled: false }
  })
  return { placed, rows: Math.max(taken.length, 1) }
}

// The position of a label: beside its mark, or inside a mark that is as long as the drawing.
export type Side = 'right' | 'left' | 'inside'

type Bounds = Omit<Item<unknown>, 'of'>

const away = 6 // pixels between a mark and its label
const within = 30 // pixels of a mark that a label inside it leaves free

export function sideOf({ x0, x1, label }: Bounds, left: number, right: number): Side {
  if (x1 + away + label <= right) return 'right'
  if (x0 - away - label >= left) return 'left'
  return visible(x0, x1, left, right) >= label + within ? 'inside' : 'right'
}

// roomFor returns the greatest width that the label of a mark can have.
export function roomFor(x0: number, x1: number, left: number, right: number): number {
  return Math.max(right - x1 - away, x0 - left - away, visible(x0, x1, left, right) - within)
}

const visible = (x0: number, x1: number, left: number, right: number) => Math.min(x1, right) - Math.max(x0, left)

// withLabel returns the pixels that an item occupies with its label.
function withLabel(item: Bounds, left: number, right: number): [number, number] {
  const { x0, x1, label } = item
  const side = sideOf(item, left, right)
  return [side === 'left' ? x0 - label - away : x0, side === 'right' ? x1 + label + away : x1]
}
