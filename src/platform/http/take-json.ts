import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../errors.ts'
import { faultInJson, type JsonFault } from '../json/read-json.ts'
import { pointer } from './faults.ts'
import { say } from './words.ts'

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
    const fault = faultInJson(text)
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
