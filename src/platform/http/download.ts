import { Readable } from 'node:stream'
import { create } from 'content-disposition'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** For the config of a route that answers with stored bytes by `sendDownload`. */
export const inParts = { also: [206, 304, 416] } as const

/** What is kept under a name. Bytes with their hash are stored ones; others, and streams, are made for this one answer. */
export type Download = { name: string; type: string } & (
  | { bytes: Uint8Array | string; sha256?: string }
  | { stream: Readable; size?: number }
)

/**
 * Sends something to be kept as a file. Stored bytes can be asked for in part, and are not sent again to who has them;
 * everything else is sent whole.
 */
export function sendDownload(request: FastifyRequest, reply: FastifyReply, download: Download): FastifyReply {
  reply.headers({ 'content-disposition': attachment(download.name), 'cache-control': 'private, no-store' })
  if ('bytes' in download && download.sha256 !== undefined) {
    reply.header('accept-ranges', 'bytes')
    const bytes = Buffer.from(download.bytes)
    return sendPart(request, reply, { type: download.type, bytes, etag: `"${download.sha256}"` })
  }
  reply.header('content-type', download.type)
  if ('bytes' in download) return reply.send(Buffer.from(download.bytes))
  const { stream, size } = download
  if (size !== undefined) reply.header('content-length', size)
  if (request.method !== 'HEAD') return reply.send(stream)
  // Who asks for the headers alone would have everything read and drawn for nothing.
  stream.destroy()
  return reply.send(Readable.from([]))
}

/** An answer of which it is known when it changes: bytes, and the tag of exactly these bytes. */
export type Tagged = { type: string; bytes: Uint8Array; etag: string }

/** Sends the bytes with their tag, or 304 where the client says that it has them. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, answer: Tagged): FastifyReply {
  reply.header('etag', answer.etag)
  if (hasAlready(request.headers['if-none-match'], answer.etag)) return reply.code(304).send()
  return reply.header('content-type', answer.type).send(answer.bytes)
}

/** RFC 9110, 13.1.2: any of the tags listed, compared weakly, or `*`. */
function hasAlready(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || (header.match(/"[^"]*"/g)?.includes(etag) ?? false)
}

/** Names with letters beyond ASCII are given twice, for old clients without those; in quotes, which all of them know. */
function attachment(name: string): string {
  const fallback = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return create(name, { fallback }).replace(/; filename=([^";]+)/, '; filename="$1"')
}

/** Sends the part that is asked for, where one is, and only of the bytes that the client has the beginning of. */
function sendPart(request: FastifyRequest, reply: FastifyReply, whole: Tagged): FastifyReply {
  const { range, 'if-range': sameAs = whole.etag } = request.headers
  const asked = request.method === 'GET' && sameAs === whole.etag ? rangeOf(range, whole.bytes.length) : null
  if (asked === null || hasAlready(request.headers['if-none-match'], whole.etag))
    return sendTagged(request, reply, whole)
  const { from, to } = asked
  const size = whole.bytes.length
  if (from > to) {
    reply.removeHeader('content-disposition').header('content-range', `bytes */${size}`)
    throw Object.assign(new Error(`There are ${size} bytes.`), { statusCode: 416, code: 'no-such-range' })
  }
  reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`)
  return sendTagged(request, reply, { ...whole, bytes: whole.bytes.subarray(from, to + 1) })
}

/** The first and last byte that are asked for; null for all, and for several ranges at once, which are not worth it. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return { from: Math.max(0, size - Number(last)), to: size - 1 }
  if (last !== '' && Number(last) < Number(first)) return null
  return { from: Number(first), to: Math.min(last === '' ? size : Number(last), size - 1) }
}
