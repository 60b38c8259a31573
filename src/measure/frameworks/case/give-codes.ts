import { Code } from '../code.ts'
import type { CaseNode } from './node.ts'
import { JOINED, type KindRule } from './place-kinds.ts'

/**
 * Gives each item the code that the package gives it, as it is, or its position where that is none. Of two of one kind that have
 * the same code the second one is a fault, unless the codes above are to stand before it.
 */
export function giveCodes(nodes: readonly CaseNode[], { codes }: KindRule, faults: string[]): void {
  const coded = nodes.map((node) => ({ node, own: ownCode(node, faults) }))
  const sharing = Map.groupBy(coded, ({ node, own }) => keyOf(node, own))
  const taken = new Map<string, CaseNode>()
  const otherWith = (node: CaseNode, own: string, wanted: string) => {
    if (mayRepeat(node)) return undefined
    const key = keyOf(node, wanted)
    // A position gives way to a code that is one, wherever that stands.
    return taken.get(key) ?? (own === '' ? sharing.get(key)?.[0]?.node : undefined)
  }
  const way = codes === JOINED ? '' : `: --codes ${JOINED} puts the code above it before it`
  for (const { node, own } of coded) {
    const isShared = own !== '' && sharing.get(keyOf(node, own))!.length > 1
    const wanted = isShared && codes === JOINED ? joined(node, own) : own || node.position
    const other = otherWith(node, own, wanted)
    node.code = other ? node.item.identifier : wanted
    taken.set(keyOf(node, node.code), node)
    if (other && own !== '') faults.push(`${node.place}: has the code of ${other.place}${way}`)
  }
}

const keyOf = ({ kind }: CaseNode, code: string) => `${kind} ${code}`
const mayRepeat = ({ kind }: CaseNode) => kind === null || kind === 'level'
const joined = ({ above }: CaseNode, own: string) => (above ? `${above.code}.${own}` : own)

/** As CASE reads it: a text of one line. Empty where there is none, or none that can be kept. */
function ownCode({ item, place }: CaseNode, faults: string[]): string {
  const code = (item.humanCodingScheme ?? '').replace(/[\t\n\r]/g, ' ').trim()
  const fault = code === '' ? undefined : Code.safeParse(code).error
  if (!fault) return code
  for (const { message } of fault.issues) faults.push(`${place}: humanCodingScheme: ${message}`)
  return ''
}
