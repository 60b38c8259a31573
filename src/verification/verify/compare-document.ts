import canonicalize from 'canonicalize'
import { sha256 } from '../../platform/hash.ts'
import { badgesIn, type Json, type ReadDocument, readObject, snapshotIn } from './read-document.ts'
import type { KeptDocument, RegisteredCertificate } from './store.ts'
import type { Findings } from './verification.ts'

/** The hash by which the register has a document, hexadecimal; in a JWT, what stands around it does not count. */
export const hashInRegister = (document: ReadDocument, bytes: Buffer): string =>
  sha256(document.form === 'jwt' ? document.jws : bytes)

/**
 * Whether a document says what the register says. What was issued last, to the byte, does; whether a badge does is always
 * found out by reading it.
 */
export function compareContent(
  document: ReadDocument,
  content: Json | null,
  { certificate, credential, isNewest }: RegisteredCertificate,
): 'same' | 'different' {
  if (isNewest && (document.form === 'jwt' || document.form === 'pdf')) return 'same'
  const snapshot = snapshotIn(document)
  if (snapshot !== null) {
    if (!saysRegistered(snapshot, certificate.snapshotSha256)) return 'different'
    if (document.form === 'snapshot') return 'same'
  }
  const expected = withoutProof(readObject(credential ?? ''))
  const said = [content, ...badgesIn(document)]
  return expected !== null && said.every((given) => sameJson(withoutProof(given), expected))
    ? 'same'
    : 'different'
}

/** Whether a snapshot is the registered one, which is canonical: as it is, or once what was written anew is canonical too. */
function saysRegistered(snapshot: string, registered: string): boolean {
  if (sha256(snapshot) === registered) return true
  const given = canonical(readObject(snapshot))
  return given !== null && sha256(given) === registered
}

/** An export has a signature of its own at most, which is not ours: it holds when it is the one made, to the last byte. */
export function asExported(given: string, { documents }: RegisteredCertificate): 'same' | 'different' {
  const isSame = documents.some(({ form, sha256 }) => form.endsWith('edc.jsonld') && sha256 === given)
  return isSame ? 'same' : 'different'
}

function withoutProof(credential: Json | null): Json | null {
  if (!credential) return null
  const { proof: _, ...content } = credential
  return content
}

/** Whether two values of JSON are the same in whatever order their members stand; looks no deeper than the second one goes. */
export function sameJson(given: unknown, kept: unknown): boolean {
  if (given === kept) return true
  if (typeof given !== 'object' || typeof kept !== 'object' || given === null || kept === null) return false
  if (Array.isArray(given) !== Array.isArray(kept)) return false
  const [names, expected] = [Object.keys(given), Object.keys(kept)]
  return (
    names.length === expected.length &&
    expected.every(
      (name) => Object.hasOwn(given, name) && sameJson(Reflect.get(given, name), Reflect.get(kept, name)),
    )
  )
}

/** RFC 8785; null for what is nested so deep that it cannot be written down. */
export function canonical(value: Json | null): string | null {
  if (value === null) return null
  try {
    return canonicalize(value) ?? null
  } catch {
    return null
  }
}

/** A page of a PDF can be changed behind its credential's back; text that says the same was only written anew. */
export function compareBytes(
  document: ReadDocument,
  given: string,
  content: Findings['registered'],
  { certificate, documents }: RegisteredCertificate,
): Findings['bytes'] {
  if (document.form === 'export') return content === 'same' ? 'same' : 'different'
  if (document.form === 'snapshot') {
    if (given === certificate.snapshotSha256) return 'same'
  } else {
    const kept = documents.find(({ form, sha256 }) => kinds[form] === document.form && sha256 === given)
    if (kept) return asKept(kept, documents)
  }
  return document.form !== 'pdf' && content === 'same' ? 'rewritten' : 'different'
}

/** As what each form that is kept is read. */
const kinds: Record<KeptDocument['form'], ReadDocument['form']> = {
  pdf: 'pdf',
  'sealed.pdf': 'pdf',
  'summary.pdf': 'pdf',
  jwt: 'jwt',
  'ob3.json': 'badge',
  png: 'badge',
  svg: 'badge',
  'edc.jsonld': 'export',
  'unsealed.edc.jsonld': 'export',
}

/** What is only made anew when somebody asks for it is as new as what it is made of. */
const madeOf: Partial<Record<KeptDocument['form'], KeptDocument['form']>> = {
  'summary.pdf': 'pdf',
  png: 'ob3.json',
  svg: 'ob3.json',
}

function asKept({ form, version }: KeptDocument, documents: KeptDocument[]): Findings['bytes'] {
  const isOf = (newer: KeptDocument) => newer.form === form || newer.form === madeOf[form]
  if (documents.some((newer) => isOf(newer) && newer.version > version)) return 'superseded'
  if (form === 'sealed.pdf') return 'sealed'
  const isSealed = form === 'pdf' && documents.some((sealed) => sealed.form === 'sealed.pdf')
  return isSealed ? 'before-seal' : 'same'
}
