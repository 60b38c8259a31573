import { Misfit } from './fault.ts'

type Bounds = { least?: number; most?: number; whole?: boolean }

/** Spaces of every width, and the apostrophes that part thousands in some countries. */
const gaps = /[\s'\u2019]/g

/** A number as people write it: 1500, 1 500, 1,5 or 1.5, 1.500,25; 1,500 is in doubt. A spreadsheet's own never is. */
export function readNumber(cell: string | number, { least, most, whole = false }: Bounds): number | Misfit {
  const number = typeof cell === 'number' ? cell : parse(cell.replace(gaps, '').replace(/^\u2212/, '-'))
  if (number instanceof Misfit) return number
  if (whole && !Number.isInteger(number)) return new Misfit('not-whole')
  if (number < (least ?? -Infinity) || number > (most ?? Infinity))
    return new Misfit('out-of-range', { least: least ?? '…', most: most ?? '…' })
  return number
}

function parse(text: string): number | Misfit {
  if (!/^[+-]?\d[\d.,]*$/.test(text)) return new Misfit('not-a-number')
  const [marks, groups] = [text.replace(/[^.,]/g, ''), text.split(/[.,]/)]
  if (marks === '') return within(text)
  const last = marks.at(-1)!
  const thousands = marks.slice(0, -1)
  const areThousands = groups.slice(1, -1).every((group) => group.length === 3) && groups[0]!.length <= 4
  if (marks.length === 1) return one(text, groups)
  if (!areThousands) return new Misfit('not-a-number')
  if (!thousands.includes(last) && new Set(thousands).size === 1)
    return within(`${groups.slice(0, -1).join('')}.${groups.at(-1)}`)
  return new Set(marks).size === 1 && groups.at(-1)!.length === 3
    ? within(groups.join(''))
    : new Misfit('not-a-number')
}

/** One mark with three digits behind it may be either, unless nothing but a zero is before it. */
function one(text: string, [whole = '', part = '']: string[]): number | Misfit {
  const inDoubt = part.length === 3 && /^[+-]?[1-9]\d{0,2}$/.test(whole)
  if (inDoubt) return new Misfit('number-in-doubt', {}, [`${whole}${part}`, `${whole},${part}0`])
  return within(text.replace(',', '.'))
}

/** More digits than a number keeps would come out as another one. */
const within = (text: string) => (/\d{16}/.test(text) ? new Misfit('not-a-number') : Number(text))
