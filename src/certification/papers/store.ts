import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { mobilityPapers, participationAttestations } from '../../db/schema/certification/mobility-papers.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import { staysAmong } from '../../mobility/stays/stay-rows.ts'
import { stayRows } from '../../mobility/stays/store.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import type { Attestation, PaperRow } from './paper.ts'

/** All that is known of a paper but the paper itself. */
const known = {
  id: mobilityPapers.id,
  organisationId: mobilityPapers.organisationId,
  mobilityId: mobilityPapers.mobilityId,
  kind: mobilityPapers.kind,
  language: mobilityPapers.language,
  number: mobilityPapers.number,
  code: mobilityPapers.code,
  says: mobilityPapers.says,
  sha256: mobilityPapers.sha256,
  issuedOn: mobilityPapers.issuedOn,
}

export type KnownPaper = Pick<PaperRow, keyof typeof known>

/** Keeps a paper; one that was drawn from the same facts by somebody faster is the one that is kept. */
export async function keepPaper(tx: Tx, paper: typeof mobilityPapers.$inferInsert): Promise<KnownPaper> {
  const [kept] = await tx.insert(mobilityPapers).values(paper).onConflictDoNothing().returning(known)
  return kept ?? (await findPaper(tx, paper))!
}

type Facts = Pick<PaperRow, 'mobilityId' | 'kind' | 'language' | 'basis'>

/** The paper that was drawn from these facts; undefined where none was. */
export async function findPaper(tx: Tx, facts: Facts): Promise<KnownPaper | undefined> {
  const [paper] = await tx
    .select(known)
    .from(mobilityPapers)
    .where(
      and(
        eq(mobilityPapers.mobilityId, facts.mobilityId),
        eq(mobilityPapers.kind, facts.kind),
        eq(mobilityPapers.language, facts.language),
        eq(mobilityPapers.basis, facts.basis),
      ),
    )
  return paper
}

/** The papers of a mobility, the oldest first. */
export async function listPapersOf(
  tx: Tx,
  mobilityId: string,
  { after, limit }: Keyset,
): Promise<KnownPaper[]> {
  const from = after ? gt(mobilityPapers.id, after.id) : undefined
  return tx
    .select(known)
    .from(mobilityPapers)
    .where(and(eq(mobilityPapers.mobilityId, mobilityId), from))
    .orderBy(asc(mobilityPapers.id))
    .limit(limit + 1)
}

/** A paper with its bytes. */
export async function getMobilityPaper(tx: Tx, id: string): Promise<KnownPaper & Pick<PaperRow, 'bytes'>> {
  const [paper] = await tx
    .select({ ...known, bytes: mobilityPapers.bytes })
    .from(mobilityPapers)
    .where(eq(mobilityPapers.id, id))
  if (!paper) throw notFound('paper')
  return paper
}

/** The paper that a code stands for, for strangers; undefined: there is none. */
export async function findPaperByCode(tx: Tx, code: string): Promise<KnownPaper | undefined> {
  const [paper] = await tx.select(known).from(mobilityPapers).where(eq(mobilityPapers.code, code))
  return paper
}

/** What was said of a participation: of its parts, and by the host of the mobility last. */
export async function gatherAttestations(tx: Tx, mobilityId: string) {
  const { attestations, ...found } = await together(tx, {
    ...stayRows(sql`${mobilityId}::uuid`),
    attestations: rowsOf(
      participationAttestations,
      eq(participationAttestations.mobilityId, mobilityId),
      participationAttestations.id,
    ),
  })
  return { stays: staysAmong(mobilityId, found), last: attestations.at(-1) ?? null }
}

export async function insertAttestation(
  tx: Tx,
  values: typeof participationAttestations.$inferInsert,
): Promise<Attestation> {
  const [made] = await tx.insert(participationAttestations).values(values).returning()
  return made!
}

export type CertificateInForce = Pick<typeof certificates.$inferSelect, 'id' | 'number' | 'snapshot'> & {
  isBlind: boolean
}

/** The certificate of a mobility that is in force, and whether its case is closed to a member; null: there is none. */
export async function certificateInForce(
  tx: Tx,
  mobilityId: string,
  memberId: string | null,
): Promise<CertificateInForce | null> {
  const isBlind = isBlindTo(memberId, sql`${certificates.recognitionId}`).as('is_blind')
  const [found] = await tx
    .select({ id: certificates.id, number: certificates.number, snapshot: certificates.snapshot, isBlind })
    .from(recognitions)
    .innerJoin(certificates, eq(certificates.recognitionId, recognitions.id))
    .where(
      and(
        eq(recognitions.mobilityId, mobilityId),
        eq(certificates.status, 'issued'),
        isNull(certificates.revokedAt),
      ),
    )
    .limit(1)
  return found ?? null
}

/** Whether what became of the case of a mobility is kept from a member. */
export async function isCaseBlind(tx: Tx, mobilityId: string, memberId: string | null): Promise<boolean> {
  const isBlind = isBlindTo(memberId, sql`${recognitions.id}`)
  const [found] = await tx
    .select({ isBlind })
    .from(recognitions)
    .where(eq(recognitions.mobilityId, mobilityId))
  return found?.isBlind ?? false
}
