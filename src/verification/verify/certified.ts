import type { CertificateSnapshot } from '../../certification/certificates/snapshot.ts'
import { sha256 } from '../../platform/hash.ts'
import type { Level } from '../sharing/sharing.ts'

/** What was certified, out of the text that is kept: read when it is first asked for, and worded once in each way. */
export class Certified {
  #text: string
  #content: CertificateSnapshot | null = null
  readonly #worded = new Map<string, string>()

  constructor(text: string) {
    this.#text = text
  }

  get content(): CertificateSnapshot {
    this.#content ??= JSON.parse(this.#text) as CertificateSnapshot
    this.#text = ''
    return this.#content
  }

  /** What was written under this name before, or what is written now. It must come of the content and the name alone. */
  worded(name: string, write: () => string): string {
    const before = this.#worded.get(name)
    if (before !== undefined) return before
    const text = write()
    this.#worded.set(name, text)
    return text
  }
}

/** A certificate as far as strangers' questions need it, and how much of it they may be told. */
export type PublicCertificate = {
  id: string
  organisationId: string
  code: string
  snapshotSha256: string
  /** What it says; only where `isUntouched` is that what was registered. */
  certified: Certified
  /** Whether the text is the one whose hash was registered. If not, nothing may be told of it. */
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

/**
 * What is asked of the register: all that it says beside the text, as JSON, and the text, which is left out where the row
 * is of the version that is known already.
 */
type Looked = { standing: string; snapshot: string | null }
type Standing = Omit<PublicCertificate, 'certified' | 'isUntouched' | 'issuedAt' | 'revokedAt'> & {
  issuedAt: string | null
  revokedAt: string | null
  version: string
}
type Remembered = { standing: string; version: string; certificate: PublicCertificate }

/** Of so many certificates this process keeps what they say: of those that are asked for again and again. */
const KEPT = 1000
const kept = new Map<string, Remembered>()
/** The keys that were asked for once of late: what is never asked for again is not worth keeping. */
const once = new Set<string>()

/**
 * Looks a certificate up by a key of it. That it is there, what became of it, how much of it may be told, and of which
 * version its row is, is the register's to say each time; only the text of the version that is known is not sent and read
 * again, and where nothing else is new either, the certificate is the one that was answered before. `look` is given the
 * version that is known, and '' where none is.
 */
export async function lookUp<Row extends Looked>(
  key: string,
  look: (known: string) => Promise<Row | undefined>,
): Promise<{ row: Row; certificate: PublicCertificate } | undefined> {
  const before = kept.get(key)
  const row = await look(before?.version ?? '')
  if (!row) {
    kept.delete(key)
    return undefined
  }
  const now = before?.standing === row.standing ? before : read(row, before)
  if (!now.certificate.isUntouched) kept.delete(key)
  else if (before || once.delete(key)) keep(key, now)
  else noteOnce(key)
  return { row, certificate: now.certificate }
}

function read({ standing, snapshot }: Looked, before: Remembered | undefined): Remembered {
  const { version, issuedAt, revokedAt, ...said }: Standing = JSON.parse(standing)
  const known = snapshot === null ? before?.certificate : undefined
  const certificate: PublicCertificate = {
    ...said,
    issuedAt: issuedAt === null ? null : new Date(issuedAt),
    revokedAt: revokedAt === null ? null : new Date(revokedAt),
    certified: known?.certified ?? new Certified(snapshot ?? ''),
    isUntouched: known?.isUntouched ?? sha256(snapshot ?? '') === said.snapshotSha256,
  }
  return { standing, version, certificate }
}

function keep(key: string, known: Remembered): void {
  kept.delete(key)
  kept.set(key, known)
  dropFirst(kept)
}

function noteOnce(key: string): void {
  once.add(key)
  dropFirst(once)
}

/** Both keep an order: what stands first was asked for longest ago. */
function dropFirst(all: typeof kept | typeof once): void {
  if (all.size <= KEPT) return
  for (const first of all.keys()) return void all.delete(first)
}
