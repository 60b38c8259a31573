import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../errors.ts'
import { pointer } from '../http/faults.ts'
import { say } from '../http/words.ts'
import { faultInJson, type JsonFault } from './read-json.ts'

/** A body that has the longest of lists has no more values; each may have a fault. */
export const MAX_BODY_VALUES = 120_000

/** For a route whose schema takes more than the usual 1 MB, however its letters are written in JSON. */
export const LARGE_BODY = 8 * 1024 * 1024

/**
 * Bodies of JSON: looked through before they are read. Many clients send `application/json` with every POST, also where
 * there is nothing to say.
 */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    if (text === '') return done(null, undefined)
    const fault = faultInJson(text, MAX_BODY_VALUES)
    return fault ? done(refuseJson(fault)) : parse(request, text, done)
  })
}

/** The refusal of a body for a fault in its JSON. */
export function refuseJson({ reason, path }: JsonFault): Refusal {
  const sentence = reason === 'not-json' ? say('body-not-json') : say('see-errors')
  return new Refusal('bad-input', sentence, [
    { in: 'body', pointer: pointer(path), detail: say(`json-${reason}`) },
  ])
}
