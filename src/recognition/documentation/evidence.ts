import { hashOf } from '../../platform/hash.ts'

/** The largest file that is taken: 10 MiB. */
export const MAX_BYTES = 10 * 1024 * 1024

/** What files may be, by what they hold; told before anything is sent. */
export const acceptedTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/plain; charset=utf-8',
] as const

const signatures: [mediaType: string, bytes: number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
]

/** What the bytes are, by what they hold and not by what they are called: PDF, PNG, JPEG, plain text, or null. */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  const found = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte))
  if (found) return found[0]
  return bytes.length > 0 && isText(bytes) ? 'text/plain; charset=utf-8' : null
}

/** UTF-8 without control characters other than tab and line ends. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)
  } catch {
    return false
  }
}

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
