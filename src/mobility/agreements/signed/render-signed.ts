import { signerName } from '../../../parties/names/signer-name.ts'
import { afterSigning } from '../../../platform/pages/forms/after-signing.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import type { Language } from '../../../platform/words/language.ts'
import { participantOf } from '../../mobilities/course.ts'
import { missingSignatures, type WhoSigns } from '../agreement.ts'
import type { VersionWithSignatures } from '../agreement-rows.ts'
import { say } from '../words.ts'
import { say as sayOfSigned } from './words.ts'

/** What whoever has just signed an agreement reads: what that was, where a copy is, and what comes next. */
export function renderSigned(
  standing: VersionWithSignatures,
  { party }: WhoSigns,
  file: string,
  language: Language,
): string {
  const w = say.in(language)
  const own = sayOfSigned.in(language)
  const { version, signatures, zone } = standing
  const { sending, mobility } = version.content
  const { name, onBehalf, signedAt } = signatures.at(-1)!
  // Where a guardian has just signed, and one is missing, it is the other one.
  const called = (each: WhoSigns['party']) =>
    each === 'guardian' && party === 'guardian' ? 'otherGuardian' : each
  const missing = missingSignatures(standing).map((each) =>
    own('who-signs', { party: each === 'learner' ? participantOf(mobility) : called(each) }),
  )
  const parties = new Intl.ListFormat(language).format(missing)
  return afterSigning(
    {
      title: w('title'),
      stage: 'identification',
      done: w('signed'),
      what: `${w('title')}, ${w('version', { number: version.number })}`,
      name: signerName({ name, onBehalf }, language),
      day: dayOf(signedAt, zone),
      file,
      next: [
        missing.length > 0
          ? own('next-others', { parties })
          : own('next-all', {
              party: party === 'guardian' ? 'guardian' : 'other',
              organisation: sending.name,
            }),
      ],
      ask: sending.name,
    },
    language,
  )
}
