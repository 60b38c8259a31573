import type { AgreedWordings } from '../../../db/schema/mobility/agreements.ts'
import type { Language } from '../../../platform/words/language.ts'
import { languageName } from '../../../platform/words/languages.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'

/** Which wording of a framework is used, and how much of a partial one is there; null where nothing is said of the language. */
export function wordingNamed(wordings: AgreedWordings | undefined, language: Language): Sentence | null {
  const said = wordings?.[language]
  if (!said) return null
  const whole = say(`wording-${said.wording}`)
  const { percent, restIn } = said
  if (percent === undefined || restIn === undefined) return whole
  return (spoken) =>
    say('wording-partial', { whole, percent, language: languageName(restIn, spoken) })(spoken)
}
