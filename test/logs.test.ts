import { Writable } from 'node:stream'
import pino from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { finishIntended } from '../src/certification/certificates/finish-intended.ts'
import { Trouble } from '../src/errors.ts'
import { runJobs } from '../src/platform/jobs/run-jobs.ts'
import { describeError, explainError, logging } from '../src/platform/logging.ts'
import { given } from './setup/given.ts'
import { clientFor, newWorld, tokenFor, type World } from './setup/world.ts'

const planted = ['Plantina Ozolkalna', '2006-07-19', 'planted@example.org', 'PLANT-CODE-7781', 'sEcReT-9xQ2']
const all = planted.join(' ')

/** Where the log of a test is written to. */
function listener(): { stream: Writable; text(): string } {
  let said = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      said += chunk
      done()
    },
  })
  return { stream, text: () => said }
}

describe('an error in the log', () => {
  const odd = Object.assign(new Error(all), { code: all, table_name: all, constraint_name: all, detail: all })
  const stacked = new Error(`${all}\n    at ${planted[0]} (file:///${planted[3]}.ts:1:1)`)
  const errors: Record<string, unknown> = {
    'with a message': new TypeError(all),
    'with names that are none': odd,
    'whose message looks like a place in the code': stacked,
    'within another': new Error(all, { cause: new Error(all, { cause: odd }) }),
    'beside others': new AggregateError([odd, stacked], all),
    'of broken JSON': brokenJson(),
    'that is none': all,
    'named after somebody': Object.assign(new Error(), { name: all }),
  }

  test.each(Object.keys(errors))('%s says nothing of what it is about', (which) => {
    const { stream, text } = listener()
    const log = pino(logging('trace'), stream)
    const error = errors[which]
    log.error({ err: error }, 'it failed')
    log.error({ err: error })
    if (error instanceof Error) {
      log.error(error)
      log.error(error, error.message)
      log.error({ err: error }, error.message)
      log.warn({ err: error, job: 'one' }, error.message)
    }
    const told = text() + JSON.stringify(describeError(error)) + explainError(error)
    for (const word of planted) expect(told).not.toContain(word)
    expect(text().split('\n').length).toBeGreaterThan(2)
  })

  test('says where in the code it came about, and what the database calls it', () => {
    const failed = Object.assign(new Error('x'), {
      code: '23505',
      table_name: 'people',
      constraint_name: 'once',
    })
    expect(describeError(new Error('y', { cause: failed }))).toMatchObject({
      type: 'Error',
      stack: expect.arrayContaining([expect.stringMatching(/logs\.test\.ts:\d+:\d+$/)]),
      cause: { code: '23505', table: 'people', constraint: 'once' },
    })
  })

  test('says what is written for whoever runs the service', () => {
    expect(describeError(new Trouble('The seal has expired.'))).toMatchObject({
      message: 'The seal has expired.',
    })
    expect(explainError(new Trouble('The seal has expired.'))).toBe('The seal has expired.')
  })

  function brokenJson(): unknown {
    try {
      return JSON.parse(all)
    } catch (error) {
      return error
    }
  }
})

describe('a certificate that cannot be drawn', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld({
      draw: async ({ learner }) => {
        throw new Error(`No font for ${learner.givenName} ${learner.familyName}, ${all}`)
      },
    })
  })

  test('names nobody in the log, neither when it is asked for nor when the job tries again', async () => {
    const made = await given(world).decided()
    const { stream, text } = listener()
    const app = await buildApp(world.services, { logger: { ...logging('trace'), stream } })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const issuer = clientFor(app, tokenFor(world.services, { school: world.school, role: 'issuer' }))
    expect((await issuer.post('/v1/certificates').send({ recognitionId: made.id })).status).toBe(500)
    await app.close()
    const job = { name: 'finish-intended-certificates', everySeconds: 60, run: finishIntended }
    const stop = runJobs([job], world.services, pino(logging('trace'), stream))
    await stop()
    expect(text()).toContain('a job failed')
    expect(text()).toContain('unforeseen error')
    for (const word of [...planted, 'Number', '2006-05-14']) expect(text()).not.toContain(word)
  })
})
