import {
  type paperSignatureConfirmations,
  type paperSignatureDismissals,
  type paperSignatures,
  type ScanType,
  scanTypes,
} from '../../../db/schema/mobility/paper-signatures.ts'
import { type Signing, signingHindrance } from '../../../mobility/agreements/standing.ts'
import type { Hindrance, Subject } from '../../../platform/actions/action.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import { say } from '../words.ts'

type Row = typeof paperSignatures.$inferSelect

/** A signature on paper without its photograph, and who has confirmed or dismissed it; null: nobody has. */
export type PaperSignature = Omit<Row, 'bytes'> & {
  confirmed: Pick<typeof paperSignatureConfirmations.$inferSelect, 'memberId' | 'at'> | null
  dismissed: Pick<typeof paperSignatureDismissals.$inferSelect, 'memberId' | 'reason' | 'at'> | null
}

/** What a print of a version says in its QR code: where it is checked, and behind that the hash of what is signed. */
export const printedAddress = (url: string, hash: string): string => `${url}#${hash}`

const printed = /^https?:\/\/\S+\/check\/[A-Z0-9]+#([0-9a-f]{64})$/

/** The hashes of the versions whose prints can be seen, by what their QR codes say. */
export const hashesSeen = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => printed.exec(text)?.[1] ?? [])

const beginnings: Record<ScanType, readonly number[]> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
}

/** What a photograph or a scan is, by how it begins; undefined for every other file. */
export const scanTypeOf = (bytes: Uint8Array): ScanType | undefined =>
  scanTypes.find((type) => beginnings[type].every((byte, at) => bytes[at] === byte))

/** A signature on paper that is to be confirmed, where it is said which. */
export type ConfirmingPaper = Signing & {
  asked?: Pick<PaperSignature, 'memberId' | 'confirmed' | 'dismissed'>
}

/** A signature on paper that is to be dismissed, where it is said which. */
export type DismissingPaper = Subject & {
  asked?: Pick<PaperSignature, 'confirmed' | 'dismissed'> | undefined
}

/** What was confirmed counts, and what was dismissed does not: each stays so. */
export function unlessUnsettled({ asked }: Pick<DismissingPaper, 'asked'>): Hindrance | null {
  if (asked?.confirmed) return { reason: 'conflict', sentence: say('confirmed-already') }
  return asked?.dismissed ? { reason: 'conflict', sentence: say('dismissed-already') } : null
}

/** Whoever brought it has seen it already; somebody else looks, once, while it can still be signed. */
export function unlessSeenByTwo(
  { asked, ...subject }: ConfirmingPaper,
  { memberId }: Actor,
): Hindrance | null {
  const settled = unlessUnsettled({ asked })
  if (settled) return settled
  if (asked && asked.memberId === memberId) return { reason: 'forbidden', sentence: say('second-member') }
  return signingHindrance(subject)
}
