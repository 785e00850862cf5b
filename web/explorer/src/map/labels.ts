// Places labels beside nodes: those of high rank first, without overlaps.

export interface LabelledNode {
  key: string
  x: number
  y: number
  size: number
  label: string
  rank: number // higher: placed first
}

export interface Label {
  key: string
  text: string
  x: number
  y: number // of the baseline
  anchor: 'start' | 'middle' | 'end'
}

export type Box = [number, number, number, number]

const height = 15

const alwaysNamed = 8

// placeLabels puts each label where there is room: to the right, to the left, below or above its node. It leaves out a label without
// room. The first labels may cover nodes, but no label covers another.
export function placeLabels(nodes: LabelledNode[], measure: (text: string) => number, width: number, height_: number, reserved: Box[]): Label[] {
  const taken: Box[] = [...reserved]
  const marks: Box[] = nodes.length > 400 ? [] : nodes.map(({ x, y, size }) => [x - size, y - size, x + size, y + size])
  const labels: Label[] = []
  const ranked = [...nodes].sort((a, b) => b.rank - a.rank)
  for (const [i, node] of ranked.entries()) {
    const { x, y, size, label } = node
    const w = measure(label)
    const away = size + 5
    const places: [Box, Label['anchor'], number, number][] = [
      [[x + away, y - height / 2, x + away + w, y + height / 2], 'start', x + away, y + 4.5],
      [[x - away - w, y - height / 2, x - away, y + height / 2], 'end', x - away, y + 4.5],
      [[x - w / 2, y + away, x + w / 2, y + away + height], 'middle', x, y + away + 11],
      [[x - w / 2, y - away - height, x + w / 2, y - away], 'middle', x, y - away - 4],
    ]
    const free = places.filter(([box]) => inside(box, width, height_) && !taken.some((other) => overlap(box, other)))
    const found = free.find(([box]) => !marks.some((mark) => overlap(box, mark))) ?? (i < alwaysNamed ? free[0] : undefined)
    if (!found) continue
    taken.push(found[0])
    labels.push({ key: node.key, text: label, anchor: found[1], x: found[2], y: found[3] })
  }
  return labels
}

const inside = ([x0, y0, x1, y1]: Box, width: number, height_: number) => x0 >= 2 && y0 >= 2 && x1 <= width - 2 && y1 <= height_ - 2
const overlap = (a: Box, b: Box) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]
