import type { Services } from '../../context.ts'
import { asStranger, asTenant } from '../../db/tenancy.ts'
import { notFound } from '../../errors.ts'
import { gatherVersions } from '../../mobility/agreements/store.ts'
import { sha256 } from '../../platform/hash.ts'
import { readVerificationCode } from '../certificates/certificate.ts'
import { readAttended } from './attended.ts'
import { type PaperStanding, standingOfAgreement, standingOfParticipation } from './paper.ts'
import * as store from './store.ts'

/** A paper as strangers see it, and what has become of what it says; `isSame`: whether a file is that paper. */
export type CheckedPaper = { paper: store.KnownPaper; standing: PaperStanding; isSame: boolean | null }

/** What a code on a paper stands for now; with a file, whether its bytes are those that were drawn. */
export async function checkPaper(
  { db }: Services,
  text: string,
  file: Uint8Array | null = null,
): Promise<CheckedPaper> {
  const code = readVerificationCode(text)
  const paper = code && (await asStranger(db, (tx) => store.findPaperByCode(tx, code)))
  if (!paper) throw notFound('paper')
  const { organisationId, mobilityId, kind, says } = paper
  const standing = await asTenant(db, { organisationId, memberId: null }, async (tx) => {
    if (kind === 'agreement') return standingOfAgreement(says, await gatherVersions(tx, mobilityId))
    if (kind === 'accompanying') return 'current'
    const { attended } = await readAttended(tx, mobilityId)
    const certificate = await store.certificateInForce(tx, mobilityId, null)
    return standingOfParticipation(says, attended, certificate?.id ?? null)
  })
  return { paper, standing, isSame: file && sha256(file) === paper.sha256 }
}

/** Where the page of the paper with a code is; null where no paper has it. */
export async function placeOfPaper({ db }: Services, text: string): Promise<string | null> {
  const code = readVerificationCode(text)
  const paper = code && (await asStranger(db, (tx) => store.findPaperByCode(tx, code)))
  return paper ? `/check/${paper.code}` : null
}
