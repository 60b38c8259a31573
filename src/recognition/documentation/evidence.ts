import { hashOf } from '../../platform/hash.ts'

/** The largest file that is taken: 10 MiB. */
export const MAX_EVIDENCE_BYTES = 10 * 1024 * 1024

/** What files may be, by what they hold; told before anything is sent. */
export const acceptedTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'video/mp4',
  'video/quicktime',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'text/plain; charset=utf-8',
] as const

type Shown = {
  row: {
    id: string
    kind: string
    title: string | null
    producedOn: string
    sha256: string | null
    url: string | null
    record: unknown
  }
  competences: string[]
}

/** SHA-256 over the canonical list (RFC 8785), hexadecimal: what the learner declares to be theirs. */
export function hashOfEvidence(evidence: readonly Shown[]): string {
  const list = evidence.map(({ row, competences }) => {
    const { id, kind, title, producedOn, sha256, url, record } = row
    return { id, kind, title, producedOn, sha256, url, record, competences }
  })
  return hashOf(list)
}

/** How many bytes of files a case holds. */
export const bytesOf = (evidence: readonly { row: { size: number | null } }[]): number =>
  evidence.reduce((sum, { row }) => sum + (row.size ?? 0), 0)

type Given = { kind: 'authorship' | 'attestation'; at: Date }

/** Whether the learner declared, and the host attested, that this piece is the learner's work: at or after it came in. */
export function isVouchedFor(piece: { createdAt: Date }, declarations: readonly Given[]): boolean {
  return (['authorship', 'attestation'] as const).every((kind) =>
    declarations.some((declaration) => declaration.kind === kind && declaration.at >= piece.createdAt),
  )
}

/** Whether a piece may be looked at: no scanner holds it back, and none found anything in it. */
export function isReleased({ scan }: { scan: 'not-scanned' | 'held' | 'clean' | 'infected' }): boolean {
  return scan === 'not-scanned' || scan === 'clean'
}

/** Whether a day lies within the agreed window; both ends count. */
export function isCurrent(
  producedOn: string,
  window: { evidenceFrom: string; evidenceUntil: string },
): boolean {
  return window.evidenceFrom <= producedOn && producedOn <= window.evidenceUntil
}
