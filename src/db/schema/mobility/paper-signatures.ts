import { boolean, date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { writtenDown } from '../protections.ts'
import { agreementVersions, signatories } from './agreements.ts'

export const scanTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const
export type ScanType = (typeof scanTypes)[number]

/**
 * A signature that was written on a printed agreement, as a photograph shows it. It counts once another member than the one
 * who brought it has confirmed having seen it; then it stands among the others.
 */
export const paperSignatures = pgTable(
  'paper_signatures',
  {
    id: id(),
    ...parties(),
    versionId: uuid()
      .notNull()
      .references(() => agreementVersions.id),
    party: text({ enum: signatories }).notNull(),
    /** Of two guardians, whether it is the second one. */
    secondGuardian: boolean().notNull().default(false),
    /** Who signed, as it is read on the paper. */
    name: text().notNull(),
    /** By what right somebody else signed for who was asked; null: who was asked signed. */
    onBehalf: text(),
    position: text(),
    /** The day that stands beside the signature. */
    signedOn: date().notNull(),
    /** Of the photograph, without what tells where and by whom it was taken. */
    mediaType: text({ enum: scanTypes }).notNull(),
    sha256: text().notNull(),
    bytes: bytea().notNull(),
    /** Who brought it. */
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    at: moment().notNull(),
  },
  (t) => [index('paper_signatures_by_version').on(t.versionId, t.id)],
)

protect(paperSignatures, writtenDown)

/** That a second member has seen it. */
export const paperSignatureConfirmations = pgTable('paper_signature_confirmations', {
  signatureId: uuid()
    .primaryKey()
    .references(() => paperSignatures.id),
  versionId: uuid()
    .notNull()
    .references(() => agreementVersions.id),
  ...parties(),
  memberId: uuid()
    .notNull()
    .references(() => members.id),
  at: moment().notNull(),
})

protect(paperSignatureConfirmations, writtenDown)

/** That a photograph is of something else, and why: it counts for nothing, and another one may be brought. */
export const paperSignatureDismissals = pgTable('paper_signature_dismissals', {
  signatureId: uuid()
    .primaryKey()
    .references(() => paperSignatures.id),
  versionId: uuid()
    .notNull()
    .references(() => agreementVersions.id),
  ...parties(),
  memberId: uuid()
    .notNull()
    .references(() => members.id),
  reason: text().notNull(),
  at: moment().notNull(),
})

protect(paperSignatureDismissals, writtenDown)
