import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendTagged, type Tagged } from '../../platform/http/download.ts'

/** An answer made beforehand: the bytes as they are sent. */
export type Answer = Tagged & { language: string }
/** The same answer in each language, the one to fall back to first. */
export type Answers = ReadonlyMap<string, Answer>

const JSON_TYPE = 'application/json; charset=utf-8'

/** An answer whose ETag follows from its bytes. */
export function prepare(body: string | Buffer, language: string, type = JSON_TYPE): Answer {
  const bytes = Buffer.from(body)
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return { bytes, language, type, etag: `"${hash}"` }
}

/** The description in each language, as JSON. */
export function prepareEach(languages: readonly string[], describe: (language: string) => object): Answers {
  return new Map(
    languages.map((language) => [language, prepare(JSON.stringify(describe(language)), language)]),
  )
}

/** Sends the answer, which caches for five minutes, or 304 where the client has it already. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  reply.headers(headersOf(answer))
  return sendTagged(request, reply, answer)
}

/** What is said of an answer beside what it is. */
export const headersOf = ({ language }: Answer) => ({
  'content-language': language,
  'cache-control': 'public, max-age=300',
  vary: 'accept-language',
})
