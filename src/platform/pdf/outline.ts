import type { Style } from './look.ts'
import type { ParsedFont } from './pdfkit-inside.ts'
import { fontOf, spansOf } from './scripts.ts'

/**
 * A line of text as the outlines of its letters, for where no font can be embedded: operators of PDF that begin at (0, 0)
 * and go up, and how wide it is in points.
 */
export function outlined(
  text: string,
  { face, size }: Pick<Style, 'face' | 'size'>,
): { operators: string; width: number } {
  let width = 0
  let operators = ''
  for (const span of spansOf(text)) {
    const font = fontOf(face, span.script)
    const scale = size / font.unitsPerEm
    const { glyphs, positions } = font.layout(span.text)
    for (const [index, glyph] of glyphs.entries()) {
      const { xAdvance, xOffset, yOffset } = positions[index]!
      operators += outlineOf(glyph.path.commands, scale, width + xOffset * scale, yOffset * scale)
      width += xAdvance * scale
    }
  }
  return { operators: `${operators}f`, width }
}

type Command = ReturnType<ParsedFont['layout']>['glyphs'][number]['path']['commands'][number]

function outlineOf(commands: readonly Command[], scale: number, x: number, y: number): string {
  const placed = (args: readonly number[]) =>
    args.map((value, index) => value * scale + (index % 2 === 0 ? x : y))
  let from: number[] = [x, y]
  return commands
    .map(({ command, args }) => {
      const points = placed(args)
      const [start] = [from]
      from = points.slice(-2)
      return `${operatorOf(command, start, points)}\n`
    })
    .join('')
}

const written = (points: readonly number[]) => points.map((value) => value.toFixed(2)).join(' ')

/** PDF knows no curve of the second degree: it is drawn as the same one of the third. */
function operatorOf(command: string, from: readonly number[], points: readonly number[]): string {
  if (command === 'moveTo') return `${written(points)} m`
  if (command === 'lineTo') return `${written(points)} l`
  if (command === 'bezierCurveTo') return `${written(points)} c`
  if (command === 'closePath') return 'h'
  const [fromX, fromY, x1, y1, x2, y2] = [...from, ...points] as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const towards = (end: number, control: number) => end + (2 / 3) * (control - end)
  return `${written([towards(fromX, x1), towards(fromY, y1), towards(x2, x1), towards(y2, y1), x2, y2])} c`
}
