import type { Services } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { GroupPaperKind, GroupPaperSays } from '../../db/schema/certification/group-papers.ts'
import type { PaperKind, PaperSays } from '../../db/schema/certification/mobility-papers.ts'
import { asStranger, asTenant } from '../../db/tenancy.ts'
import { notFound } from '../../errors.ts'
import { gatherVersions } from '../../mobility/agreements/store.ts'
import { sha256 } from '../../platform/hash.ts'
import { readVerificationCode } from '../certificates/certificate.ts'
import { readAttended } from './attended.ts'
import { standingOfGroupPaper } from './groups/group-paper.ts'
import { findGroupPaperByCode } from './groups/store.ts'
import { type PaperStanding, standingOfAgreement, standingOfParticipation } from './paper.ts'
import * as store from './store.ts'

type Shown = Pick<store.KnownPaper, 'number' | 'code' | 'sha256' | 'issuedOn'> & {
  kind: PaperKind | GroupPaperKind
  says: PaperSays & Partial<Pick<GroupPaperSays, 'group' | 'participants'>>
}

/** A paper as strangers see it, and what has become of what it says; `isSame`: whether a file is that paper. */
export type CheckedPaper = { paper: Shown; standing: PaperStanding; isSame: boolean | null }

/** What a code on a paper stands for now; with a file, whether its bytes are those that were drawn. */
export async function checkPaper(
  { db }: Services,
  text: string,
  file: Uint8Array | null = null,
): Promise<CheckedPaper> {
  const code = readVerificationCode(text)
  const found = code && (await asStranger(db, (tx) => findByCode(tx, code)))
  if (!found) throw notFound('paper')
  const { organisationId } = found.paper
  const standing = await asTenant(db, { organisationId, memberId: null }, (tx) =>
    found.of === 'group' ? standingOfGroupPaper(tx, found.paper) : standingOf(tx, found.paper),
  )
  return { paper: found.paper, standing, isSame: file && sha256(file) === found.paper.sha256 }
}

/** Where the page of the paper with a code is; null where no paper has it. */
export async function placeOfPaper({ db }: Services, text: string): Promise<string | null> {
  const code = readVerificationCode(text)
  const found = code && (await asStranger(db, (tx) => findByCode(tx, code)))
  return found ? `/check/${found.paper.code}` : null
}

async function findByCode(tx: Tx, code: string) {
  const paper = await store.findPaperByCode(tx, code)
  if (paper) return { of: 'mobility' as const, paper }
  const ofGroup = await findGroupPaperByCode(tx, code)
  return ofGroup && { of: 'group' as const, paper: ofGroup }
}

async function standingOf(tx: Tx, { mobilityId, kind, says }: store.KnownPaper): Promise<PaperStanding> {
  if (kind === 'agreement') return standingOfAgreement(says, await gatherVersions(tx, mobilityId))
  if (kind === 'accompanying') return 'current'
  const { attended } = await readAttended(tx, mobilityId)
  const certificate = await store.certificateInForce(tx, mobilityId, null)
  return standingOfParticipation(says, attended, certificate?.id ?? null)
}
