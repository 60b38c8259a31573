import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { fromBufferPromise } from 'yauzl'

/** A file that came in a mail or an archive. */
export type Contained = { name: string; bytes: Uint8Array }
/** What a mail or an archive holds: files that may be certificates, and what the mail says. */
export type Unpacked = { files: Contained[]; text: string }

/** An archive of ours with the certificates of a class is larger; a few are enough to tell what it is. */
const MAX_FILES = 8
const MAX_LOOKED = 2_000
const MAX_FILE = 10 * 1024 * 1024
const MAX_ALL = 24 * 1024 * 1024
const MAX_MAIL_TEXT = 200_000

const mayBe = /\.(pdf|json|jsonld|jwt|png|svg|jpe?g|zip|eml|txt)$/i

/** What a mail file or a ZIP archive holds, as far as it is looked at; null for what is neither. Call it off the request thread. */
export async function unpack(bytes: Uint8Array): Promise<Unpacked | null> {
  try {
    if (isZip(bytes)) return await unzip(bytes)
    return isMail(bytes) ? await openMail(bytes) : null
  } catch {
    return null
  }
}

/** Whether a file begins like a ZIP archive. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

/** Whether a file begins with lines as a mail has them, among them one that only a mail has. */
export function isMail(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64 * 1024)).toString(
    'latin1',
  )
  return (
    /^(From [^\n]*\n)?[\x21-\x39\x3b-\x7e]{1,70}:[ \t]/.test(head) &&
    /^(MIME-Version|Content-Type|Received|Message-ID):/im.test(head)
  )
}

async function unzip(bytes: Uint8Array): Promise<Unpacked> {
  const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
    lazyEntries: true,
    validateEntrySizes: true,
  })
  const files: Contained[] = []
  let left = MAX_ALL
  let looked = 0
  for await (const entry of archive.eachEntry()) {
    if (++looked > MAX_LOOKED || files.length >= MAX_FILES) break
    const { fileName: name, uncompressedSize } = entry
    if (!mayBe.test(name) || /\.zip$/i.test(name) || uncompressedSize > Math.min(MAX_FILE, left)) continue
    left -= uncompressedSize
    files.push({ name, bytes: new Uint8Array(await buffer(await archive.openReadStreamPromise(entry))) })
  }
  return { files, text: '' }
}

async function openMail(bytes: Uint8Array): Promise<Unpacked> {
  const {
    attachments,
    text = '',
    html = '',
  } = await PostalMime.parse(bytes, {
    maxNestingDepth: 20,
    maxHeadersSize: 256 * 1024,
    maxRfc822NestingDepth: 3,
  })
  const files = attachments.flatMap(({ filename, mimeType, content }): Contained[] => {
    const name = filename ?? mimeType
    const isLookedAt = mayBe.test(name) || /pdf|json|jwt|zip|image\/(png|jpeg|svg)/.test(mimeType)
    return isLookedAt && content instanceof ArrayBuffer ? [{ name, bytes: new Uint8Array(content) }] : []
  })
  return { files: files.slice(0, MAX_FILES), text: `${text}\n${html}`.slice(0, MAX_MAIL_TEXT) }
}
