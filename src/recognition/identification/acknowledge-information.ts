import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import type { InformationSheet } from '../../db/schema/recognition/identification.ts'
import { Refusal } from '../../errors.ts'
import { getVersionById } from '../../mobility/agreements/store.ts'
import { termsInForce } from '../../parties/partnerships/store.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/dates.ts'
import { lockCase } from '../case-facts-store.ts'
import { caseOf, type Recognition, touchRecognition } from '../store.ts'
import { hashOfSheet, informationSheet } from './information.ts'
import { type Acknowledgement, insertAccommodation, insertAcknowledgement } from './store.ts'

/** The sheet of a case as it is today. */
export async function sheetOf(
  ctx: Context,
  tx: Tx,
  recognition: Recognition,
  language: 'lv' | 'en',
): Promise<InformationSheet> {
  const { content } = await getVersionById(tx, recognition.agreementVersionId)
  const { organisationId, hostingOrganisationId, frameworkId } = recognition
  const terms = await termsInForce(tx, organisationId, hostingOrganisationId, dayOf(ctx.now()))
  return informationSheet(content, ctx.frameworks.get(frameworkId), terms, language)
}

type Form = { name: string; hash: string; accommodations?: string | undefined }

/** The learner says, through a link, that they have read the sheet with that hash. Said once; the link is used up. */
export async function acknowledgeInformation(ctx: Context, link: Link, form: Form): Promise<Acknowledgement> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, link.subjectId, dayOf(now))
    await useLink(tx, link, now)
    if (facts.informed) throw new Refusal('conflict', 'The information has been acknowledged already.')
    if (facts.stage !== 'identification') {
      throw new Refusal('wrong-state', `Information comes first; this case is in ${facts.stage}.`)
    }
    const sheets = [await sheetOf(ctx, tx, recognition, 'lv'), await sheetOf(ctx, tx, recognition, 'en')]
    const sheet = sheets.find((one) => hashOfSheet(one) === form.hash)
    if (!sheet) throw new Refusal('stale', 'The sheet has changed. Read it again before acknowledging it.')
    const { organisationId, hostingOrganisationId } = recognition
    const { appealWindowDays } = await termsInForce(tx, organisationId, hostingOrganisationId, dayOf(now))
    const row = await insertAcknowledgement(tx, recognition, {
      personId: link.personId,
      name: form.name,
      sheet,
      hash: form.hash,
      appealWindowDays,
      at: now,
    })
    if (form.accommodations) {
      await insertAccommodation(tx, recognition, { text: form.accommodations, memberId: null, at: now })
    }
    await touchRecognition(tx, recognition.id, now)
    await record(
      tx,
      ctx,
      'information.acknowledge',
      recognition.id,
      {
        hash: form.hash,
        accommodations: Boolean(form.accommodations),
      },
      caseOf(recognition),
    )
    return row
  })
}
