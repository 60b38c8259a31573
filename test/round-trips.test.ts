import type { IncomingMessage, ServerResponse } from 'node:http'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { given } from './setup/given.ts'
import { operationAt, operationsOf } from './setup/operations.ts'
import { slowLineTo } from './setup/slow-line.ts'
import { newWorld } from './setup/world.ts'

/**
 * How often the steps of a case may wait for the database: once with what opens their transaction, once for all that they
 * read of the case, then for each thing that they write, and once for the end of it.
 */
const mayWait: Record<string, number> = {
  recordMarks: 11,
  moveRecognition: 6,
  decideOutcomes: 8,
  issueCertificate: 29,
  signThroughLink: 11,
  verifyCode: 1,
  // Once more where the keys have to be read again.
  verifyDocument: 2,
}

describe('the steps of a case', () => {
  const waited = new Map<string, number>()

  beforeAll(async () => {
    const { hostname, port } = new URL(inject('postgresUrl'))
    const line = await slowLineTo(hostname, Number(port))
    const world = await newWorld({}, undefined, line.port)
    const meant = operationAt(operationsOf(world.app))
    world.app.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      const before = line.waits()
      response.on('finish', () => {
        const name = meant(request.method ?? '', request.url ?? '')?.operationId
        if (!name || response.statusCode >= 400) return
        // Now and then a connection is made anew, or a key is looked for: what comes every time is the least.
        waited.set(name, Math.min(line.waits() - before, waited.get(name) ?? Number.POSITIVE_INFINITY))
      })
    })
    // On a busy machine it takes a few times until nothing comes between.
    for (let cases = 0; cases < 4; cases++) {
      const { verificationUrl } = await given(world).certificate()
      const code = String(verificationUrl).split('/').at(-1)
      for (let again = 0; again < 3; again++) {
        await world.anyone.get(`/verify/${code}`)
        await world.anyone.post('/v1/verifications').send({ code })
      }
    }
  })

  test.each(Object.entries(mayWait))('%s waits for the database so often and no more', (name, often) => {
    expect(waited.get(name) ?? Number.NaN, name).toBeLessThanOrEqual(often)
  })
})
