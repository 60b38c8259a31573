import type { CertificateSnapshot } from '../../certification/certificates/snapshot.ts'

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

/** What is asked of the register: the text is left out where its hash is the one that is known already. */
type Looked = { snapshot: string | null; snapshotSha256: string; digest: string }
type Found<Row extends Looked> = Omit<Row, 'snapshot' | 'digest'> & {
  certified: Certified
  /** Whether the text is the one whose hash was registered. If not, nothing may be told of it. */
  isUntouched: boolean
}

/** Of so many certificates this process keeps what they say: of those that are asked for again and again. */
const KEPT = 500
const kept = new Map<string, { sha256: string; certified: Certified }>()
/** The keys that were asked for once of late: what is never asked for again is not worth keeping. */
const once = new Set<string>()

/**
 * Looks a certificate up by a key of it. That it is there, what became of it and how much of it may be told is the
 * register's to say each time, and so is the hash of its text as it stands; only the text that is known by that hash is
 * not sent and read again. `look` is given the hash that is known, and '' where none is.
 */
export async function lookUp<Row extends Looked>(
  key: string,
  look: (known: string) => Promise<Row | undefined>,
): Promise<Found<Row> | undefined> {
  const before = kept.get(key)
  const row = await look(before?.sha256 ?? '')
  if (!row) {
    kept.delete(key)
    return undefined
  }
  const { snapshot, digest, ...rest } = row
  const isUntouched = digest === row.snapshotSha256
  const certified = before && snapshot === null ? before.certified : new Certified(snapshot ?? '')
  if (!isUntouched) kept.delete(key)
  else if (before || once.delete(key)) keep(key, digest, certified)
  else noteOnce(key)
  return { ...rest, certified, isUntouched }
}

function keep(key: string, sha256: string, certified: Certified): void {
  kept.delete(key)
  kept.set(key, { sha256, certified })
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
