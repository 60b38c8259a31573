import type { evidenceKinds } from '../../../db/schema/recognition/recognitions.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'

type EvidenceKind = (typeof evidenceKinds)[number]

/** What somebody does who meets a demand, and the evidence that usually shows it. */
const shownBy = {
  told: ['observation', 'test-result'],
  chosen: ['file', 'observation'],
  made: ['file', 'link'],
  guided: ['statement', 'observation'],
  done: ['observation', 'file'],
} as const satisfies Record<string, readonly EvidenceKind[]>
type Doing = keyof typeof shownBy

/** By the English verb that a demand begins with; of any other it is `done`. */
const verbs: Record<Exclude<Doing, 'done'>, string> = {
  told: 'identify recognise describe appreciate explain discuss point define list outline name recall state summarise value believe consider reflect notice spot question see imagine detect indicate',
  chosen:
    'choose select judge assess evaluate weigh appraise decide analyse compare determine estimate foresee review examine check distinguish differentiate tell argue put propose',
  made: 'create develop design build make plan devise prepare form assemble combine write publish adapt modify change improve program rework',
  guided: 'assist help support lead promote advise teach encourage guide coach mentor inspire share delegate',
}
const doingBy = new Map(
  Object.entries(verbs).flatMap(([doing, listed]) => listed.split(' ').map((verb) => [verb, doing as Doing])),
)

/** Evidence that usually shows what begins with these English words: help for who judges, and no rule. */
export function usualEvidence(english: string, language: Language): { kinds: EvidenceKind[]; text: string } {
  const verb = /^\p{L}+/u.exec(english.toLowerCase())?.[0] ?? ''
  const doing = doingBy.get(verb) ?? 'done'
  return { kinds: [...shownBy[doing]], text: say(`shown-${doing}`)(language) }
}
