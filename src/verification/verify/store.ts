import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificateFiles } from '../../db/schema/certification/certificate-files.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { disclosures, shares } from '../../db/schema/verification/sharing.ts'
import { defaultLevel, type Level } from '../sharing/sharing.ts'
import { type Certified, lookUp } from './certified.ts'

/** A certificate as far as strangers' questions need it, and how much of it they may be told. */
export type PublicCertificate = {
  id: string
  organisationId: string
  code: string
  snapshotSha256: string
  /** What it says; only where `isUntouched` is that what was registered. */
  certified: Certified
  isUntouched: boolean
  issuedAt: Date | null
  revokedAt: Date | null
  revocationReason: string | null
  seal: 'none' | 'pending' | 'sealed'
  /** The number of the one whose place it took. */
  supersedes: string | null
  /** The one that took its place; only a revoked one has one. */
  supersededBy: { number: string; code: string } | null
  /** Whether an appeal or complaint about it is open. */
  underAppeal: boolean
  /** Who has confirmed by now, and on which calendar day, that its issuer is who it says it is; null: nobody. */
  issuerConfirmed: { by: string; on: string } | null
  level: Level
}

const columns = {
  id: certificates.id,
  organisationId: certificates.organisationId,
  code: certificates.code,
  snapshotSha256: certificates.snapshotSha256,
  digest: sql<string>`encode(sha256(convert_to(${certificates.snapshot}, 'UTF8')), 'hex')`,
  issuedAt: certificates.issuedAt,
  revokedAt: certificates.revokedAt,
  revocationReason: certificates.revocationReason,
  seal: certificates.seal,
  // Most have neither, and are not looked for.
  supersedes: sql<string | null>`case when ${certificates.supersedes} is null then null else
    (select other.number from certificates other where other.id = ${certificates.supersedes}) end`,
  supersededBy: sql<
    PublicCertificate['supersededBy']
  >`case when ${certificates.revokedAt} is null then null else
    (select json_build_object('number', other.number, 'code', other.code) from certificates other
      where other.supersedes = ${certificates.id} and other.status = 'issued') end`,
  issuerConfirmed: sql<PublicCertificate['issuerConfirmed']>`(select json_build_object(
    'by', issuer.identity->>'checkedBy', 'on', issuer.identity->>'checkedOn') from organisations issuer
    where issuer.id = ${certificates.organisationId} and issuer.identity is not null)`,
  underAppeal: sql<boolean>`exists (select 1 from ${appeals}
    where ${appeals.certificateId} = ${certificates.id} and ${appeals.state} in ('submitted', 'in-hearing'))`,
}
/** Whoever knows the text by its hash is not sent it. */
const unlessKnown = sql<string | null>`case when ${certificates.snapshotSha256} = ${sql.placeholder('known')}
  then null else ${certificates.snapshot} end`
const chosen = eq(disclosures.certificateId, certificates.id)
const level = sql<Level>`coalesce(${disclosures.level}, ${defaultLevel})`

/** Putting a query together takes as long as answering it: it is done once for each that is asked again and again. */
function onceFor<Query>(prepare: (tx: Tx) => Query): (tx: Tx) => Query {
  const prepared = new WeakMap<Tx, Query>()
  return (tx) => {
    const query = prepared.get(tx) ?? prepare(tx)
    prepared.set(tx, query)
    return query
  }
}

const byCode = onceFor((tx) =>
  tx
    .select({ ...columns, snapshot: unlessKnown, level })
    .from(certificates)
    .leftJoin(disclosures, chosen)
    .where(eq(certificates.code, sql.placeholder('code')))
    .prepare('certificate_by_code'),
)

const byShare = onceFor((tx) =>
  tx
    .select({ ...columns, snapshot: unlessKnown, level: shares.level })
    .from(shares)
    .innerJoin(certificates, eq(certificates.id, shares.certificateId))
    .where(
      and(eq(shares.secretHash, sql.placeholder('secretHash')), gt(shares.expiresAt, sql.placeholder('now'))),
    )
    .prepare('certificate_by_share'),
)

const ofCertificate = sql`from ${certificateFiles} where ${certificateFiles.certificateId} = ${certificates.id}`

const isNewest = sql`exists (select 1 from certificate_files given where given.certificate_id = ${certificates.id}
  and given.sha256 = ${sql.placeholder('digest')} and given.form in ('jwt', 'pdf', 'sealed.pdf', 'summary.pdf')
  and not exists (select 1 from certificate_files newer where newer.certificate_id = given.certificate_id
    and newer.form = case given.form when 'summary.pdf' then 'pdf' else given.form end
    and newer.version > given.version))`

const byId = onceFor((tx) =>
  tx
    .select({
      ...columns,
      snapshot: unlessKnown,
      level,
      sealCertificate: certificates.sealCertificate,
      documents: sql<KeptDocument[]>`(select coalesce(json_agg(json_build_object(
        'form', ${certificateFiles.form}, 'version', ${certificateFiles.version}, 'sha256', ${certificateFiles.sha256},
        'sealCertificate', ${certificateFiles.sealCertificate}) order by ${certificateFiles.version} desc), '[]')
        ${ofCertificate})`,
      credential: sql<Uint8Array | null>`(select ${certificateFiles.bytes} ${ofCertificate}
        and ${certificateFiles.form} = 'ob3.json' and not ${isNewest} order by ${certificateFiles.version} desc limit 1)`,
      isNewest: sql<boolean>`${isNewest}`,
    })
    .from(certificates)
    .leftJoin(disclosures, chosen)
    .where(eq(certificates.id, sql.placeholder('id')))
    .prepare('certificate_by_id'),
)

/** What a verification code stands for, in one query. */
export async function findByCode(tx: Tx, code: string): Promise<PublicCertificate | undefined> {
  return lookUp(code, async (known) => (await byCode(tx).execute({ code, known }))[0])
}

/** What a share opens at this moment, at the level of the share, in one query. */
export async function findByShare(
  tx: Tx,
  secretHash: string,
  now: Date,
): Promise<PublicCertificate | undefined> {
  const asked = { secretHash, now: now.toISOString() }
  return lookUp(secretHash, async (known) => (await byShare(tx).execute({ ...asked, known }))[0])
}

/** A document of a certificate as the register has it, and the certificate of its seal where it has one of its own. */
export type KeptDocument = Pick<
  typeof certificateFiles.$inferSelect,
  'form' | 'version' | 'sha256' | 'sealCertificate'
>
export type RegisteredCertificate = {
  certificate: PublicCertificate
  /** The newest version of each form first. */
  documents: KeptDocument[]
  /** As it was issued, JSON text; null where the certificate is not issued. */
  credential: string | null
  /** Whether the JWT or the paper whose hash was given is the newest one of its form; the credential is left out then. */
  isNewest: boolean
  sealCertificate: string | null
}

/**
 * The certificate with this id, its documents in every version, and the certificate of its seal, in one query. `digest`:
 * the hash of the document that is asked about.
 */
export async function findRegistered(
  tx: Tx,
  id: string,
  digest: string,
): Promise<RegisteredCertificate | undefined> {
  const row = await lookUp(id, async (known) => (await byId(tx).execute({ id, known, digest }))[0])
  if (!row) return undefined
  const { sealCertificate, documents, credential: bytes, isNewest, ...certificate } = row
  const credential = bytes && Buffer.from(bytes).toString('utf8')
  return { certificate, documents, credential, isNewest, sealCertificate }
}

/** Of so many papers of one certificate a file that was saved anew may come. */
const MAX_PAPERS = 6

/** The papers of a certificate as they were issued, the newest first. */
export async function listPapers(tx: Tx, certificateId: string): Promise<Uint8Array[]> {
  const rows = await tx
    .select({ bytes: certificateFiles.bytes })
    .from(certificateFiles)
    .where(
      and(
        eq(certificateFiles.certificateId, certificateId),
        inArray(certificateFiles.form, ['pdf', 'sealed.pdf', 'summary.pdf']),
      ),
    )
    .orderBy(desc(certificateFiles.version))
    .limit(MAX_PAPERS)
  return rows.map(({ bytes }) => bytes)
}

export type SignedDocument = { form: 'jwt' | 'ob3.json'; version: number; text: string }

/** What of a certificate is signed with a key of ours, in every version, the newest first. */
export async function listSigned(tx: Tx, certificateId: string): Promise<SignedDocument[]> {
  const rows = await tx
    .select({ form: certificateFiles.form, version: certificateFiles.version, bytes: certificateFiles.bytes })
    .from(certificateFiles)
    .where(
      and(
        eq(certificateFiles.certificateId, certificateId),
        inArray(certificateFiles.form, ['jwt', 'ob3.json']),
      ),
    )
    .orderBy(desc(certificateFiles.version))
  return rows.map(({ form, version, bytes }) => ({
    form: form === 'jwt' ? 'jwt' : 'ob3.json',
    version,
    text: Buffer.from(bytes).toString('utf8'),
  }))
}

/** Whether an address is the one that is known of the learner; null where none is known. */
export async function isLearnersEmail(
  tx: Tx,
  certificateId: string,
  address: string,
): Promise<boolean | null> {
  const [row] = await tx
    .select({ matches: sql<boolean | null>`learner_has_email(${certificates.id}, ${address})` })
    .from(certificates)
    .where(eq(certificates.id, certificateId))
  return row?.matches ?? null
}
