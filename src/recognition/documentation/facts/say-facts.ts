import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'

/** What is known of a piece for what can be read from its file. */
export type PieceRead = { isFile: boolean; facts: readonly EvidenceFact[] | null }

/**
 * What can be read from the file of a piece, each fact by itself; that nothing could be read of a file is one, too. How
 * good the file is, none of them says.
 */
export function sayFacts({ isFile, facts }: PieceRead, language: Language): string[] {
  if (!isFile) return []
  if (facts === null) return [say('fact-none')(language)]
  return facts.map((fact) => sayFact(fact)(language))
}

function sayFact(fact: EvidenceFact) {
  if (fact.fact === 'seconds') return say('fact-seconds', { time: timeOf(fact.value) })
  if (typeof fact.value === 'number')
    return say(`fact-${fact.fact}` as `fact-${CountedFact}`, { count: fact.value })
  if (typeof fact.value === 'string')
    return say(`fact-${fact.fact}` as `fact-${SaidFact}`, { text: fact.value })
  if (fact.value === true) return say(`fact-${fact.fact}` as `fact-${PlainFact}`)
  return say(`fact-${fact.fact}` as `fact-${NamedFact}`, {
    names: fact.value.join(', '),
    count: fact.value.length,
  })
}

type FactWith<Value> = Extract<EvidenceFact, { value: Value }>['fact']
type CountedFact = Exclude<FactWith<number>, 'seconds'>
type SaidFact = FactWith<string>
type PlainFact = FactWith<true>
type NamedFact = FactWith<string[]>

/** As players show it. */
function timeOf(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
