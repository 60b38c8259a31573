import { inflateSync } from 'node:zlib'

/** No attachment of ours comes near this; a stranger's must not unfold into more. */
const MAX_ATTACHMENT = 4 * 1024 * 1024
const MAX_ATTACHMENTS = 20

/** The compact JWS attached to a PDF, or null. Reads streams marked as embedded files and runs nothing. */
export function credentialInPdf(pdf: Buffer): string | null {
  return embeddedFiles(pdf).find(isCompactJws) ?? null
}

export function isCompactJws(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)
}

/** The credential that a JWS carries, unchecked: only good for finding what to check it against. */
export function payloadOf(jws: string): { id?: unknown } | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return typeof payload === 'object' && payload !== null ? payload : null
  } catch {
    return null
  }
}

function embeddedFiles(pdf: Buffer): string[] {
  const files: string[] = []
  let at = pdf.indexOf('/EmbeddedFile')
  while (at >= 0 && files.length < MAX_ATTACHMENTS) {
    const text = streamAfter(pdf, at)
    if (text !== null) files.push(text)
    at = pdf.indexOf('/EmbeddedFile', at + 1)
  }
  return files
}

function streamAfter(pdf: Buffer, at: number): string | null {
  const dictionaryEnd = pdf.indexOf('stream', at)
  const nextObject = pdf.indexOf('endobj', at)
  if (dictionaryEnd < 0 || (nextObject >= 0 && nextObject < dictionaryEnd)) return null
  const start = dictionaryEnd + 'stream'.length + (pdf[dictionaryEnd + 6] === 0x0d ? 2 : 1)
  const end = pdf.indexOf('endstream', start)
  if (end < 0) return null
  try {
    return inflateSync(pdf.subarray(start, end), { maxOutputLength: MAX_ATTACHMENT }).toString('utf8')
  } catch {
    return null
  }
}
