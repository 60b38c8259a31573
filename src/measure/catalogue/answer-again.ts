import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import { chooseLanguage } from '../../platform/http/language.ts'
import { guards } from '../frameworks/open-data.ts'
import { type Answer, type Answers, headersOf, sendAnswer } from './answer.ts'

/** Of so many ways of asking, none of them longer than that, it is kept what they are answered. */
const KEPT = 1000
const LONGEST = 300
/** What is longer than the operating system takes at once goes the way on which it is seen to that it is read. */
const LARGEST = 64 * 1024

type Ready = { headers: string[]; bytes: Uint8Array }

const asked = new WeakMap<FastifyInstance, Map<string, Ready>>()

/** Sends what suits the request, or 304 where the client has it already. */
export function sendOneOf(request: FastifyRequest, reply: FastifyReply, answers: Answers): FastifyReply {
  const answer = answers.get(chooseLanguage(request, [...answers.keys()]))!
  keep(request, answer)
  return sendAnswer(request, reply, answer)
}

/** Nothing else of a request decides which of the answers made beforehand it is given. */
function askedBy({ url, headers }: FastifyRequest): string {
  const language = headers['accept-language']
  return language === undefined ? url : `${language} ${url}`
}

function keep(request: FastifyRequest, answer: Answer): void {
  const by = askedBy(request)
  if (by.length > LONGEST || answer.bytes.length > LARGEST) return
  const ofServer = asked.get(request.server) ?? new Map<string, Ready>()
  asked.set(request.server, ofServer)
  if (ofServer.size >= KEPT) ofServer.clear()
  ofServer.set(by, makeReady(answer))
}

/** As it is written to the connection. */
function makeReady(answer: Answer): Ready {
  const { etag, type, bytes } = answer
  const length = String(bytes.length)
  const headers = { ...guards, ...headersOf(answer), etag, 'content-type': type, 'content-length': length }
  return { headers: Object.entries(headers).flat(), bytes }
}

/**
 * A hook for routes whose answers were made beforehand: what was asked in the same words before is written at once. How a
 * request is read, checked and answered is worked out once for each way of asking, and not each time.
 */
export function answerAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  done: HookHandlerDoneFunction,
): void {
  const { method, headers } = request
  const known = asked.get(request.server)?.get(askedBy(request))
  if (known && method === 'GET' && headers['if-none-match'] === undefined) {
    reply.hijack()
    reply.raw.writeHead(200, known.headers).end(known.bytes)
  } else done()
}
