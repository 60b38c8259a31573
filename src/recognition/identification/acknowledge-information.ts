import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { InformationSheet } from '../../db/schema/recognition/identification.ts'
import { Refusal } from '../../errors.ts'
import { queueCopy } from '../../exchange/outbox/queue-copy.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { termsOfCase } from '../../parties/partnerships/terms-of-case.ts'
import { assertSigner } from '../../parties/people/assert-signer.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { type Language, spoken } from '../../platform/words/language.ts'
import { type Case, followedVersion } from '../case.ts'
import { theCase } from '../load-case.ts'
import { touchRecognition } from '../store.ts'
import { identificationActions } from './actions.ts'
import { hashOfSheet, informationSheet } from './information.ts'
import { type Acknowledgement, insertAccommodation, insertAcknowledgement } from './store.ts'
import { say } from './words.ts'

/** The sheet of a case as it is today. */
export function sheetOf(ctx: Context, loaded: Case, language: Language): InformationSheet {
  const { content } = followedVersion(loaded).version
  const framework = agreedFramework(ctx.frameworks, content.framework)
  return informationSheet(content, framework, termsOfCase(loaded), language)
}

/** Who sent the learner, and until when evidence is collected: what comes next. */
type NextSteps = { sending: string; evidenceUntil: string }

type Form = { name: string; onBehalf?: string | undefined; hash: string; accommodations?: string | undefined }

/** The learner says, through a link, that they have read the sheet with that hash. Said once; the link is used up. */
export async function acknowledgeInformation(
  ctx: Context,
  link: Link,
  form: Form,
): Promise<{ row: Acknowledgement; told: NextSteps }> {
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, link.subjectId)(tx)
    await useLink(tx, link, ctx.now())
    return loaded
  }
  return act(ctx, identificationActions.acknowledgeInformation, hold, async ({ tx, subject, now }) => {
    const { recognition } = subject
    const sheets = spoken.map((language) => sheetOf(ctx, subject, language))
    const sheet = sheets.find((shown) => hashOfSheet(shown) === form.hash)
    if (!sheet) throw new Refusal('stale', say('sheet-changed'))
    const { appealWindowDays } = termsOfCase(subject)
    const { learner, sending, evidenceUntil } = followedVersion(subject).version.content
    const signer = await assertSigner(tx, link, form, [learner])
    const row = await insertAcknowledgement(tx, recognition, {
      personId: link.personId,
      ...signer,
      sheet,
      hash: form.hash,
      appealWindowDays,
      at: now,
    })
    if (form.accommodations) {
      await insertAccommodation(tx, recognition, { text: form.accommodations, memberId: null, at: now })
    }
    await touchRecognition(tx, recognition.id, now)
    await queueCopy(tx, ctx, link, { template: 'information-read', subjectId: recognition.id })
    return {
      value: { row, told: { sending: sending.name, evidenceUntil } },
      subjectId: recognition.id,
      details: {
        hash: form.hash,
        accommodations: Boolean(form.accommodations),
        ...(signer.onBehalf && { onBehalf: true }),
      },
    }
  })
}
