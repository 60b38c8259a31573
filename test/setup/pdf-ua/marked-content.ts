/** What draws something, of the operators of a page. */
const paints = new Set(['Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do'])

const token =
  /%[^\r\n]*|\((?:\\[\s\S]|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|\[|\]|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+/g

/** Content of a page that is marked, or is not. */
export type Marked = { ids: number[]; faults: string[] }

/** Whatever a page draws has to stand in a piece of the structure, or be an artifact; never one in the other. */
export function readMarked(content: string): Marked {
  const open: ('artifact' | 'tagged' | 'span')[] = []
  const ids: number[] = []
  const faults: string[] = []
  let operands: string[] = []
  for (const [part] of content.matchAll(token)) {
    if (!/^[A-Za-z'"][A-Za-z0-9*'"]*$/.test(part) || /^(true|false|null)$/.test(part)) {
      operands.push(part)
      continue
    }
    if (part === 'BDC' || part === 'BMC') {
      const id = /\/MCID (\d+)/.exec(operands.join(' '))
      const kind = operands[0] === '/Artifact' ? 'artifact' : id ? 'tagged' : 'span'
      if (kind !== 'span' && open.some((other) => other !== 'span')) faults.push(`${kind} within another`)
      if (id) ids.push(Number(id[1]))
      open.push(kind)
    } else if (part === 'EMC') {
      if (open.pop() === undefined) faults.push('an end without a beginning')
    } else if (paints.has(part) && open.every((kind) => kind === 'span'))
      faults.push(`${part} neither tagged nor an artifact`)
    operands = []
  }
  if (open.length > 0) faults.push('marked content that does not end')
  return { ids, faults }
}
