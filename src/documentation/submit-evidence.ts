import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Context, write } from '../context.ts'
import { Refusal } from '../errors.ts'
import { actorNow } from '../organisations/store.ts'
import { record } from '../platform/audit/record.ts'
import { dayOf } from '../platform/dates.ts'
import { assertMay, type CaseFacts } from '../recognitions/recognition.ts'
import { lockCase, touchRecognition } from '../recognitions/store.ts'
import { mediaTypeOf } from './evidence.ts'
import type { EvidenceFields } from './schemas.ts'
import { type EvidenceWithOutcomes, insertEvidence } from './store.ts'

/**
 * Keeps a file as evidence for one or more claimed outcomes. The bytes are kept under their SHA-256 before the record is
 * written: a record without its bytes cannot come about. The same bytes twice in one case are refused.
 */
export async function submitEvidence(
  ctx: Context,
  recognitionId: string,
  fields: z.infer<typeof EvidenceFields>,
  bytes: Uint8Array,
): Promise<EvidenceWithOutcomes> {
  const mediaType = mediaTypeOf(bytes)
  if (!mediaType) {
    throw new Refusal(
      'unsupported-media',
      'The file is not a PDF, PNG, JPEG or plain text. What it holds counts, not its name.',
    )
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    assertMay('submit-evidence', facts, await actorNow(tx, ctx.actor))
    const claimed = claimedOutcomes(facts, fields.competences)
    assertNotAhead(fields.producedOn, dayOf(now))
    await ctx.storage.keep(sha256, bytes)
    const row = await insertEvidence(
      tx,
      {
        organisationId: recognition.organisationId,
        hostingOrganisationId: recognition.hostingOrganisationId,
        recognitionId,
        kind: fields.kind,
        title: fields.title,
        producedOn: fields.producedOn,
        sha256,
        mediaType,
        size: bytes.length,
        submittedBy: ctx.actor.memberId,
        createdAt: now,
      },
      claimed.map((one) => one.id),
    )
    await touchRecognition(tx, recognitionId, now)
    await record(tx, ctx, 'evidence.submit', row.id, { recognitionId, sha256, size: bytes.length })
    return {
      row,
      competences: claimed.map((one) => one.competence),
      outcomeIds: claimed.map((one) => one.id),
    }
  })
}

function claimedOutcomes(facts: CaseFacts, competences: string[]) {
  const claimed = facts.outcomes.filter((one) => one.status === 'claimed')
  const unknown = competences.filter((code) => !claimed.some((one) => one.competence === code))
  if (unknown.length > 0) {
    throw new Refusal('incomplete', 'Evidence speaks for claimed outcomes only.', [
      {
        in: 'body',
        pointer: '/competences',
        detail: `not claimed here: ${unknown.join(', ')}; claimed: ${claimed.map((one) => one.competence).join(', ')}`,
      },
    ])
  }
  return claimed.filter((one) => competences.includes(one.competence))
}

function assertNotAhead(producedOn: string, today: string): void {
  if (producedOn > today) {
    throw new Refusal('incomplete', 'Evidence cannot come from the future.', [
      { in: 'body', pointer: '/producedOn', detail: 'lies in the future' },
    ])
  }
}
