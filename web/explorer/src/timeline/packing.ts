// Puts the events of a lane into rows, so that neither marks nor labels overlap.

export interface Item<Of> {
  of: Of
  x0: number // the mark, in pixels
  x1: number
  label: number // how wide the label is
}

export interface Placed<Of> extends Item<Of> {
  row: number
  labelled: boolean
}

const gap = 10

// pack places items in the order given. What finds no row with its label goes without; the last row is kept for those that find
// none at all, which may lie over one another there.
export function pack<Of>(items: Item<Of>[], maxRows: number, width: number): { placed: Placed<Of>[]; rows: number } {
  const taken: [number, number][][] = []
  const find = (rows: number, from: number, to: number) => {
    for (let row = 0; row < rows; row++) if ((taken[row] ?? []).every(([a, b]) => to <= a || from >= b)) return row
    return -1
  }
  const placed = items.map((item): Placed<Of> => {
    const [from, to] = reach(item, width)
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

// reach is what an item takes up with its label, which stands to its right, or to its left where the drawing ends.
export function reach({ x0, x1, label }: Item<unknown>, width: number): [number, number] {
  if (labelAtLeft({ x0, x1, label }, width)) return [x0 - label - 6, x1]
  return [x0, Math.max(x1, visibleEnd(x1, width)) + label + 6]
}

export function labelAtLeft({ x0, x1, label }: { x0: number; x1: number; label: number }, width: number): boolean {
  return visibleEnd(x1, width) + label + 6 > width && x0 - label - 6 > 0
}

const visibleEnd = (x1: number, width: number) => Math.min(x1, width)
