import { and, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificateFiles } from '../../db/schema/certification/certificate-files.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { disclosures, shares } from '../../db/schema/verification/sharing.ts'
import { defaultLevel, type Level } from '../sharing/sharing.ts'
import { lookUp, type PublicCertificate } from './certified.ts'

const version = sql.raw('certificates.xmin::text')
/**
 * All that the register says of a certificate beside its text, as JSON: what is the same letter for letter is read once.
 * `version`: another one with whatever is changed in its row, its text as well.
 */
const standing = (level: SQL<Level>) => sql<string>`json_build_object(
  'id', ${certificates.id},
  'organisationId', ${certificates.organisationId},
  'code', ${certificates.code},
  'snapshotSha256', ${certificates.snapshotSha256},
  'issuedAt', ${certificates.issuedAt},
  'revokedAt', ${certificates.revokedAt},
  'revocationReason', ${certificates.revocationReason},
  'seal', ${certificates.seal},
  'supersedes', case when ${certificates.supersedes} is null then null else
    (select other.number from certificates other where other.id = ${certificates.supersedes}) end,
  'supersededBy', case when ${certificates.revokedAt} is null then null else
    (select json_build_object('number', other.number, 'code', other.code) from certificates other
      where other.supersedes = ${certificates.id} and other.status = 'issued') end,
  'issuerConfirmed', (select json_build_object(
    'by', issuer.identity->>'checkedBy', 'on', issuer.identity->>'checkedOn') from organisations issuer
    where issuer.id = ${certificates.organisationId} and issuer.identity is not null),
  'underAppeal', exists (select 1 from ${appeals}
    where ${appeals.certificateId} = ${certificates.id} and ${appeals.state} in ('submitted', 'in-hearing')),
  'level', ${level},
  'version', ${version})::text`
/** Whoever knows the text as of this version is not sent it. */
const unlessKnown = sql<string | null>`case when ${version} = ${sql.placeholder('known')}
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
    .select({ standing: standing(level), snapshot: unlessKnown })
    .from(certificates)
    .leftJoin(disclosures, chosen)
    .where(eq(certificates.code, sql.placeholder('code')))
    .prepare('certificate_by_code'),
)

const byShare = onceFor((tx) =>
  tx
    .select({ standing: standing(sql`${shares.level}`), snapshot: unlessKnown })
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
      standing: standing(level),
      snapshot: unlessKnown,
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
  return (await lookUp(code, async (known) => (await byCode(tx).execute({ code, known }))[0]))?.certificate
}

/** What a share opens at this moment, at the level of the share, in one query. */
export async function findByShare(
  tx: Tx,
  secretHash: string,
  now: Date,
): Promise<PublicCertificate | undefined> {
  const asked = { secretHash, now: now.toISOString() }
  const found = await lookUp(secretHash, async (known) => (await byShare(tx).execute({ ...asked, known }))[0])
  return found?.certificate
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
  const found = await lookUp(id, async (known) => (await byId(tx).execute({ id, known, digest }))[0])
  if (!found) return undefined
  const { certificate, row } = found
  const { sealCertificate, documents, credential: bytes, isNewest } = row
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
