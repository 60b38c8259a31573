import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { say } from './words.ts'

type Step = CertificateSnapshot['framework']['levels'][number]

const wordsOf = (text: string) => text.split(/[\s.,–-]+/)

/** A level as short as it can be said: by its code where its names hold that, or else by its place. */
function inShort({ format, framework, languages }: CertificateSnapshot, level: number): string {
  const step = framework.levels[level - 1]
  if (step && format === 1) return step.code
  const names = step ? [step.title.en, ...languages.map((language) => readIn(step.title, language))] : []
  return step && names.every((name) => wordsOf(name).includes(step.code)) ? step.code : String(level)
}

/** What the level was before, what it was to be, and what it is, of what is known, each as short as it can be said. */
export const levelsInShort = (
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  language: Language,
): string =>
  (['baseline', 'target', 'level'] as const)
    .flatMap((what) => {
      const level = outcome[what]
      return level === null ? [] : [`${say(what)(language)} ${inShort(snapshot, level)}`]
    })
    .join(' · ')

/** What the short forms of levels stand for; null where their names say nothing else ("Level 5"). */
export function levelNames(snapshot: CertificateSnapshot): Sentence | null {
  const { levels } = snapshot.framework
  const beside = ({ level, title }: Step) => title.en.replace(inShort(snapshot, level), '')
  if (levels.length === 0 || (levels.length > 1 && new Set(levels.map(beside)).size === 1)) return null
  return (language) =>
    levels
      .map((step) => {
        const [name, short] = [readIn(step.title, language), inShort(snapshot, step.level)]
        return wordsOf(name).includes(short) ? name : `${short} – ${name}`
      })
      .join('; ')
}
