import type { z } from 'zod'
import { type Context, read } from '../../../context.ts'
import { getMember, getOrganisation } from '../../../parties/organisations/store.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { EvidenceWithOutcomes } from '../../documentation/store.ts'
import { submitRecord } from '../../documentation/submit-evidence.ts'
import { say } from '../words.ts'
import type { ObservationForm } from './schemas.ts'

/** Keeps what a member saw as evidence, in their own name. */
export async function writeObservation(
  ctx: Context,
  recognitionId: string,
  { text, position, title, producedOn, competences, task }: z.infer<typeof ObservationForm>,
  language: Language,
): Promise<EvidenceWithOutcomes> {
  const by = await read(ctx, async (tx, { organisationId, memberId }) => {
    const { name } = await getMember(tx, organisationId, memberId!)
    const organisation = await getOrganisation(tx, organisationId)
    return { name, position, organisation: organisation.name }
  })
  return submitRecord(ctx, recognitionId, {
    kind: 'observation',
    title: title ?? say('observation-title', { position })(language),
    producedOn,
    competences,
    task,
    record: { text, by },
  })
}
