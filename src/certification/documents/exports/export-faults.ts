import type { z } from 'zod'
import { Refusal } from '../../../errors.ts'
import { parseInput } from '../../../platform/http/faults.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import type { SnapshotFault } from '../../certificates/snapshot-faults.ts'
import { didOf } from '../credentials/did.ts'
import { toEdc } from '../credentials/edc/edc.ts'
import { learningClaims } from '../credentials/learning-credential.ts'
import { toOpenBadge } from '../credentials/open-badge.ts'
import { EdcShape } from './edc-shape.ts'
import { LearningShape, WalletShape } from './learning-shape.ts'
import { OpenBadgeShape } from './open-badge-shape.ts'
import { vocabularyFaults } from './value-faults.ts'
import { say } from './words.ts'

/** What keeps a certificate from a form of it, and where: in the snapshot, or, where `form` is named, in that form. */
export type ExportFault = SnapshotFault & { form?: Exported }

const exported = {
  'ob3.json': OpenBadgeShape,
  'edc.jsonld': EdcShape,
  'dc+sd-jwt': LearningShape,
} satisfies Record<string, z.ZodType>
export type Exported = keyof typeof exported

const contents: Record<Exported, (snapshot: CertificateSnapshot, publicUrl: string) => unknown> = {
  'ob3.json': (snapshot, publicUrl) =>
    toOpenBadge(snapshot, { issuerDid: didOf(publicUrl), publicUrl, status: null }),
  'edc.jsonld': (snapshot) => toEdc(snapshot, { pageImages: [], eidasIdentifier: null }),
  'dc+sd-jwt': learningClaims,
}

/**
 * Builds what the credentials of a snapshot will say, and holds it against what their schemas ask: every fault, and none
 * where all of these forms can be made. What signatures and page images bring is left out.
 */
export function exportFaults(
  snapshot: CertificateSnapshot,
  publicUrl: string,
  forms = Object.keys(exported) as readonly Exported[],
): ExportFault[] {
  const unknown = vocabularyFaults(snapshot)
  if (unknown.length > 0) return unknown
  return forms.flatMap((form) =>
    parseInput(exported[form], contents[form](snapshot, publicUrl)).faults.map(({ pointer, detail }) => ({
      form,
      pointer,
      detail,
    })),
  )
}

/**
 * What keeps a certificate from a wallet: what has no place in its credential, and what that must have and the certificate
 * does not say, each in words.
 */
export function walletFaults(snapshot: CertificateSnapshot): ExportFault[] {
  const form = 'dc+sd-jwt' as const
  const unknown = vocabularyFaults(snapshot)
  if (unknown.length > 0) return unknown
  const claims: Record<string, unknown> = learningClaims(snapshot)
  return parseInput(WalletShape, claims).faults.map(({ pointer, detail }) => {
    const name = pointer.slice(1)
    const isMissing = name in lacking && claims[name] === undefined
    return { form, pointer, detail: isMissing ? say(lacking[name as keyof typeof lacking]) : detail }
  })
}

const lacking = {
  language_of_classes: 'lacks-language',
  level_of_learning_experience: 'lacks-level',
} as const

/** Refuses to give a wallet what its type of credential does not have, naming all that is missing. */
export function assertForWallet(snapshot: CertificateSnapshot): void {
  const missing = walletFaults(snapshot)
  if (missing.length > 0) throw new Refusal('wrong-state', say('not-for-wallets'), [], { missing })
}

/** Refuses to make a form of a certificate that cannot be made of what it says, naming every fault. */
export function assertExportable(snapshot: CertificateSnapshot, publicUrl: string, form: Exported): void {
  const missing = exportFaults(snapshot, publicUrl, [form])
  if (missing.length > 0) throw new Refusal('wrong-state', say('cannot-be-exported'), [], { missing })
}
