import type { Refusal } from '../../../errors.ts'
import type { Language } from '../../words/language.ts'
import { type FilledForm, type Typed, wrongIn } from '../typed-form.ts'
import { say } from '../words.ts'
import { fieldAt } from './field-at.ts'

/** A form with what was typed in it, and what is wrong; of what is not about what was typed, the refusal itself is thrown. */
export function filledAgain(typed: Typed, refusal: Refusal, language: Language): FilledForm {
  if (refusal.reason !== 'bad-input' && refusal.reason !== 'incomplete') throw refusal
  // A box that nobody ticked, and a field that is not there, are not sent at all.
  const isLeftOut = (field: string | null) =>
    refusal.reason === 'bad-input' && field !== null && !Object.hasOwn(typed, field)
  const wrong = wrongIn(refusal, typed, language, fieldAt).map(({ field, says }) => ({
    field,
    says: isLeftOut(field) ? say('field-empty')(language) : says,
  }))
  return { typed, wrong }
}
