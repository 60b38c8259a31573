import { Code } from '../code.ts'
import { JOINED, type KindRule } from './case-kinds.ts'
import type { CaseNode } from './case-tree.ts'

/**
 * Gives each item the code that the package gives it, as it is, or its position where that is none. Of two of one kind that have
 * the same code the second one is a fault, unless the codes above are to stand before it.
 */
export function giveCodes(nodes: readonly CaseNode[], { codes }: KindRule, faults: string[]): void {
  for (const { item, place } of nodes) {
    const said = ownCode(item) === '' ? undefined : Code.safeParse(ownCode(item)).error
    for (const { message } of said?.issues ?? []) faults.push(`${place}: humanCodingScheme: ${message}`)
  }
  const given = new Map<string, CaseNode[]>()
  const keyOf = (node: CaseNode, code: string) => `${node.kind} ${code}`
  for (const node of nodes) {
    const key = keyOf(node, ownCode(node.item))
    const others = given.get(key)
    if (others) others.push(node)
    else given.set(key, [node])
  }
  const isShared = (node: CaseNode) => given.get(keyOf(node, ownCode(node.item)))!.length > 1
  const taken = new Map<string, CaseNode>()
  for (const node of nodes) {
    const own = ownCode(node.item)
    const joined = codes === JOINED && own !== '' && node.above && isShared(node)
    const wanted = joined ? `${node.above!.code}.${own}` : own || node.position
    const other = taken.get(keyOf(node, wanted)) ?? (own === '' ? given.get(keyOf(node, wanted))?.[0] : undefined)
    const mayRepeat = node.kind === null || node.kind === 'level'
    const usable = Code.safeParse(wanted).success && (mayRepeat || !other)
    node.code = usable ? wanted : node.item.identifier
    taken.set(keyOf(node, node.code), node)
    if (other && !mayRepeat && own !== '')
      faults.push(
        `${node.place}: has the code of ${other.place}${codes ? '' : `: --codes ${JOINED} puts the code above it before it`}`,
      )
  }
}

/** As CASE reads it: a text of one line. */
const ownCode = (item: CaseNode['item']) => (item.humanCodingScheme ?? '').replace(/[\t\n\r]/g, ' ').trim()
