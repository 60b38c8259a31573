import { Refusal } from '../../errors.ts'
import type { Visit } from '../../platform/pages/link-pages.ts'
import type { Certificate } from '../certificates/store.ts'
import { awaitsBirthDate, type HolderFile } from './holder-form.ts'
import { say } from './words.ts'

/** Refuses a file that says when the learner was born to whoever has not said it; `askedAt`: the page that asks. */
export function assertBirthDateSaid(
  { link, base }: Pick<Visit, 'link' | 'base'>,
  certificate: Pick<Certificate, 'snapshot'>,
  file: HolderFile,
): void {
  if (awaitsBirthDate(file, certificate, link))
    throw new Refusal('wrong-state', say('birth-date-first'), [], { askedAt: base })
}
