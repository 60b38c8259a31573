import { sheet } from './look.ts'
import type { Paper } from './paper.ts'
import type { Passage } from './passage.ts'

/** A piece of the page that is never cut. */
export type Block = {
  height: number
  /** Space above it, unless it stands first on its page. */
  gap: number
  /** Stays on the page of the block after it: a heading is never left alone. */
  keep?: boolean
  /** What is drawn again above it where it stands first on a page: the head of the table it continues. */
  head?: { height: number; draw(top: number): void }
  draw(top: number): void
}

const bottom = sheet.height - sheet.bottom
const room = bottom - sheet.top

export function newPage(paper: Paper): void {
  paper.doc.addPage()
}

/** Draws blocks one below the other from `top` on, on as many pages as they need. */
export function flow(paper: Paper, blocks: readonly Block[], top: number): number {
  let y = top
  let first = top === sheet.top
  for (const chain of chains(blocks)) {
    const height = heightOf(chain)
    if (!first && y + chain[0]!.gap + height > bottom && (height <= room || y > sheet.top + room / 2)) {
      newPage(paper)
      y = sheet.top
      first = true
    }
    for (const block of chain) {
      if (!first && y + block.gap + block.height > bottom) {
        newPage(paper)
        y = sheet.top
        first = true
      }
      y = drawBelow(block, y, first)
      first = false
    }
  }
  return y
}

/** Draws a block below what ends at `y`, or first on its page; answers where it ends itself. */
function drawBelow(block: Block, y: number, isFirst: boolean): number {
  let top = isFirst ? y : y + block.gap
  if (isFirst && block.head) {
    block.head.draw(top)
    top += block.head.height
  }
  block.draw(top)
  return top + block.height
}

/** The height of blocks that follow each other, without the gap above the first. */
export function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block, index) => sum + block.height + (index ? block.gap : 0), 0)
}

function chains(blocks: readonly Block[]): Block[][] {
  const result: Block[][] = [[]]
  for (const block of blocks) {
    result.at(-1)!.push(block)
    if (!block.keep) result.push([])
  }
  return result.filter((chain) => chain.length > 0)
}

/** Keeps blocks on one page, if a page can hold them with room to spare. */
export function keptTogether(blocks: Block[]): Block[] {
  if (heightOf(blocks) > room * 0.6) return blocks
  return blocks.map((block, index) => ({ ...block, keep: index < blocks.length - 1 || block.keep === true }))
}

/** Passages of one column, one below the other. */
export type Stack = Passage[]

/** Columns side by side as one block, or line by line where that would be taller than `tallest`. */
export function sideBySide(stacks: readonly Stack[], gap: number, tallest = room / 3): Block[] {
  const height = Math.max(0, ...stacks.map(stackHeight))
  if (height <= tallest) {
    const draw = (top: number) => {
      for (const stack of stacks) drawStack(stack, top)
    }
    return [{ height, gap, draw }]
  }
  const columns = stacks.map((stack) =>
    stack.flatMap((passage) => passage.lines.map((line, index) => ({ passage, index, height: line.height }))),
  )
  const rows = Math.max(...columns.map((column) => column.length))
  return Array.from({ length: rows }, (_, row) => ({
    height: Math.max(...columns.map((column) => column[row]?.height ?? 0)),
    gap: row ? 0 : gap,
    // Two lines at either end stay together.
    keep: row === 0 || row === rows - 2,
    draw: (top: number) => {
      for (const column of columns) {
        const line = column[row]
        line?.passage.draw(top, line.index, line.index + 1)
      }
    },
  }))
}

export function stackHeight(stack: Stack): number {
  return stack.reduce((sum, { height }) => sum + height, 0)
}

export function drawStack(stack: Stack, top: number): void {
  let y = top
  for (const one of stack) {
    one.draw(y)
    y += one.height
  }
}
