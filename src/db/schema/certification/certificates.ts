import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment, synchronised } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import {
  edit,
  erasing,
  keptInSteps,
  look,
  notOfTheErased,
  ofHosts,
  ofParties,
  rowsInCase,
  stamped,
} from '../protections.ts'
import { appeals } from '../recognition/appeals.ts'
import { awaits } from '../recognition/awaited-steps.ts'
import { recognitions } from '../recognition/recognitions.ts'
import { keepCertificate } from './keep-certificate.ts'
import './learner-email.ts'
import { disclosurePassed } from './pass-disclosure.ts'
import { inStatusList } from './status-lists.ts'

export const sealStates = ['none', 'pending', 'sealed'] as const

/**
 * `intended`: what will be signed is recorded, nothing is signed yet. `issued`: signed and kept. `voided`: an intent
 * that was given up. Revocation is not a status but a fact about an issued certificate.
 */
export const certificates = pgTable(
  'certificates',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    number: text().notNull().unique(),
    /** 128 bits or more from a CSPRNG: knowing it is the right to see the public page. */
    code: text().notNull().unique(),
    status: text({ enum: ['intended', 'issued', 'voided'] }).notNull(),
    snapshot: text().notNull(),
    snapshotSha256: text().notNull(),
    /** The place in a public status list of the organisation: a random index that no other certificate has. */
    statusList: text().notNull(),
    statusIndex: integer().notNull(),
    issuerId: uuid()
      .notNull()
      .references(() => members.id),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
    issuedAt: moment(),
    /** The last second of its validity; null where it does not expire. */
    expiresAt: moment(),
    revokedAt: moment(),
    revocationReason: text(),
    revokedBy: uuid().references(() => members.id),
    /** The DID that it was issued under; null: the service's own. */
    issuerDid: text(),
    /** How the paper was drawn: the `drawing` of the release that issued it; null while nothing is drawn. */
    drawing: integer(),
    /** `pending`: its organisation seals its papers, and this one is not sealed yet. */
    seal: text({ enum: sealStates }).notNull().default('none'),
    sealedAt: moment(),
    /** The certificate that the seal was made with: DER in base64. */
    sealCertificate: text(),
    /** The certificate whose place it takes, and the appeal for which it does; without one, it corrects. */
    supersedes: uuid().references((): AnyPgColumn => certificates.id),
    appealId: uuid().references((): AnyPgColumn => appeals.id),
    ...synchronised(),
  },
  (t) => [
    uniqueIndex('certificates_one_active')
      .on(t.recognitionId)
      .where(sql`${t.status} = 'issued' and ${t.revokedAt} is null`),
    uniqueIndex('certificates_one_intended').on(t.recognitionId).where(sql`${t.status} = 'intended'`),
    uniqueIndex('certificates_one_per_appeal').on(t.appealId).where(sql`${t.status} <> 'voided'`),
    index('certificates_by_recognition').on(t.recognitionId, t.id),
    index('certificates_valid')
      .on(t.organisationId, t.issuedAt, t.id)
      .where(sql`${t.status} = 'issued' and ${t.revokedAt} is null`),
    index('certificates_revoked').on(t.statusList, t.statusIndex).where(sql`${t.revokedAt} is not null`),
    index('certificates_superseding').on(t.supersedes),
    unique('certificates_status_place').on(t.statusList, t.statusIndex),
    index('certificates_by_organisation').on(t.organisationId, t.id),
    index('certificates_by_host').on(t.hostingOrganisationId, t.id),
    index('certificates_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('certificates_by_change_of_host').on(t.hostingOrganisationId, t.updatedAt, t.id),
    index('certificates_by_transaction').on(t.organisationId, t.changedIn, t.id),
    index('certificates_by_transaction_of_host').on(t.hostingOrganisationId, t.changedIn, t.id),
    index('certificates_intended').on(t.createdAt).where(sql`${t.status} = 'intended'`),
    index('certificates_pending_seal').on(t.organisationId, t.id).where(sql`${t.seal} = 'pending'`),
    check(
      'certificates_sealed_by',
      sql`(${t.seal} = 'sealed') = (${t.sealedAt} is not null)
        and (${t.seal} = 'sealed') = (${t.sealCertificate} is not null)`,
    ),
  ],
)

protect(certificates, {
  rows: [
    ofParties,
    ofHosts,
    { name: 'issued', to: 'dcr_public', for: 'select', using: "status = 'issued'" },
    erasing,
  ],
  may: {
    dcr_app: edit,
    dcr_public: {
      select: [
        'id',
        'organisationId',
        'code',
        'number',
        'status',
        'snapshot',
        'snapshotSha256',
        'statusList',
        'statusIndex',
        'issuedAt',
        'revokedAt',
        'revocationReason',
        'supersedes',
        'seal',
        'sealCertificate',
        'xmin',
      ],
    },
    dcr_eraser: look,
  },
  guards: [
    { name: 'kept', before: 'update or delete', run: keepCertificate },
    // What is issued may still be revoked or recognised.
    notOfTheErased('recognitionId', { before: 'insert' }),
    stamped,
    inStatusList,
    awaits("new.status = 'issued'"),
    disclosurePassed,
    running('insert or update'),
  ],
})

/**
 * A revocation takes two people: one asks for it here, another confirms or dismisses it. One that is confirmed stands on
 * the certificate too.
 */
export const revocationRequests = pgTable(
  'revocation_requests',
  {
    id: id(),
    ...parties(),
    certificateId: uuid()
      .notNull()
      .references(() => certificates.id),
    reason: text().notNull(),
    requestedBy: uuid()
      .notNull()
      .references(() => members.id),
    requestedAt: moment().notNull(),
    outcome: text({ enum: ['confirmed', 'dismissed'] }),
    decidedBy: uuid().references(() => members.id),
    decidedAt: moment(),
  },
  (t) => [
    uniqueIndex('revocation_requests_one_open').on(t.certificateId).where(sql`${t.outcome} is null`),
    index('revocation_requests_waiting')
      .on(t.organisationId, t.requestedAt, t.id)
      .where(sql`${t.outcome} is null`),
    index('revocation_requests_by_certificate').on(t.certificateId, t.id),
    check(
      'revocation_requests_by_two',
      sql`${t.outcome} <> 'confirmed' or ${t.decidedBy} <> ${t.requestedBy}`,
    ),
  ],
)

protect(revocationRequests, {
  rows: rowsInCase,
  may: { dcr_app: edit, dcr_eraser: look },
  guards: [
    keptInSteps('keep_revocation_request()', 'a request to revoke', ['outcome', 'decided_by', 'decided_at']),
    awaits(),
    running('insert or update'),
  ],
})
