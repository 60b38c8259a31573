import { type ApiDocument, type Operation, operationAt } from '../setup/operations.ts'
import type { Answer, Asked } from './ask.ts'
import { judgeBy } from './judge.ts'
import { told } from './told.ts'

/** What was found: the first request of each kind of fault, and which operations succeeded. */
export type Findings = {
  /** Which operation an address belongs to; undefined where it is none's. */
  meant(asked: Pick<Asked, 'method' | 'path'>): Operation | undefined
  /** Judges an answer; `random`: it was not one of those with which a round begins. */
  look(asked: Asked, answer: Answer | Error, random: boolean): void
  faults(): string
  /** The operations that nobody had succeed, or nobody at random. */
  unreached(how: 'at all' | 'at random'): string[]
  statuses: Record<number, number>
}

export function findingsOn(operations: readonly Operation[], document: ApiDocument): Findings {
  const judge = judgeBy(document)
  const at = operationAt(operations)
  const meant = ({ method, path }: Pick<Asked, 'method' | 'path'>) => at(method, path)
  const faults = new Map<string, string>()
  const reached = { 'at all': new Set<Operation>(), 'at random': new Set<Operation>() }
  const statuses: Record<number, number> = {}

  function note(kind: string, first: string): void {
    if (!faults.has(kind)) faults.set(kind, first)
  }

  function look(asked: Asked, answer: Answer | Error, random: boolean): void {
    const operation = meant(asked)
    if (answer instanceof Error) {
      note(`${operation?.name}: ${answer.message}`, told(asked, null))
      return
    }
    if (random) statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    if (!operation) return
    if (answer.status < 300) reached['at all'].add(operation)
    if (answer.status < 300 && random) reached['at random'].add(operation)
    for (const fault of judge(operation, answer)) note(`${operation.name}: ${fault}`, told(asked, answer))
  }

  return {
    meant,
    look,
    faults: () => [...faults].map(([kind, first]) => `${kind}\n  ${first}`).join('\n'),
    unreached: (how) =>
      operations.filter((operation) => !reached[how].has(operation)).map(({ name }) => name),
    statuses,
  }
}
