import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { createPdfPool, type PdfPool } from '../../../src/certification/documents/pdf/pool.ts'
import { makeSealRoom } from '../../../src/certification/documents/seal/make-room.ts'
import { hasOpenssl, newSeal, rsa, subject } from './credentials/seals.ts'
import { allOutcomes, sampleAttachments, sampleSnapshot } from './sample-snapshot.ts'

const pools: PdfPool[] = []
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

function open(size: number, script?: string): PdfPool {
  const pool = script
    ? createPdfPool(size, new URL(`data:text/javascript,${encodeURIComponent(script)}`))
    : createPdfPool(size)
  pools.push(pool)
  return pool
}

/** A thread that answers with the number of the certificate, and dies of the number "die". */
const mortal = `
  import { parentPort } from 'node:worker_threads'
  parentPort.on('message', ({ snapshot }) => {
    if (snapshot.number === 'die') process.exit(1)
    if (snapshot.number === 'throw') throw new Error('a broken thread')
    parentPort.postMessage({ bytes: new TextEncoder().encode(snapshot.number) })
  })`
const numbered = (number: string) => sampleSnapshot({ number })
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('a thread draws the bytes that are drawn here, whatever was drawn before', async () => {
  const pool = open(2)
  const before = sampleSnapshot({
    languages: ['en'],
    outcomes: allOutcomes(),
    learner: { givenName: 'ﬁ Ōé', familyName: 'Ａ字', birthDate: '2008-01-01' },
  })
  await drawCertificate(before, [])
  const here = await drawCertificate(sampleSnapshot(), sampleAttachments())
  const there = await Promise.all([1, 2, 3].map(() => pool.draw(sampleSnapshot(), sampleAttachments())))
  for (const bytes of there) expect(Buffer.from(bytes).equals(here)).toBe(true)
})

test.runIf(hasOpenssl)('a thread makes room for a seal, in the bytes that are made here', async () => {
  const pdf = await drawCertificate(sampleSnapshot(), [])
  const room = {
    at: new Date('2026-11-21T14:00:00Z'),
    size: 4_096,
    certificate: newSeal(rsa, subject).chain[0].raw,
  }
  const here = await makeSealRoom(pdf, room)
  expect(Buffer.from(await open(1).makeSealRoom(pdf, room)).equals(here)).toBe(true)
  expect(pdf.length).toBeGreaterThan(0)
})

test('attachments stay with the caller', async () => {
  const attachments = sampleAttachments()
  await open(1).draw(sampleSnapshot(), attachments)
  expect(attachments[0]!.bytes.length).toBeGreaterThan(0)
})

test('one thread takes orders in turn', async () => {
  const pool = open(1, mortal)
  const done: string[] = []
  await Promise.all(
    ['a', 'b', 'c'].map((number) => pool.draw(numbered(number), []).then((bytes) => done.push(text(bytes)))),
  )
  expect(done).toEqual(['a', 'b', 'c'])
})

test('a thread that dies fails its own certificate and is replaced', async () => {
  const pool = open(1, mortal)
  const results = await Promise.allSettled(
    ['die', 'b', 'throw', 'c'].map((number) => pool.draw(numbered(number), [])),
  )
  expect(results.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
  expect(String((results[2] as PromiseRejectedResult).reason)).toContain('a broken thread')
})

test('a certificate that cannot be drawn is refused with its reason, and the next one is drawn', async () => {
  const pool = open(1)
  await expect(pool.draw(sampleSnapshot({ issuedAt: 'never' }), [])).rejects.toThrow(RangeError)
  await expect(pool.draw({ ...sampleSnapshot(), notice: (() => {}) as never }, [])).rejects.toThrow(
    /could not be cloned/,
  )
  expect((await pool.draw(sampleSnapshot(), [])).length).toBeGreaterThan(10_000)
})

test('closing finishes what was ordered and takes no more', async () => {
  const pool = open(1, mortal)
  const ordered = ['a', 'b'].map((number) => pool.draw(numbered(number), []))
  await pool.close()
  expect((await Promise.all(ordered)).map(text)).toEqual(['a', 'b'])
  await expect(pool.draw(numbered('c'), [])).rejects.toThrow(/closed/)
})

test('a pool that waits for work keeps no process alive', async () => {
  const script = `
    import { createPdfPool } from './src/certification/documents/pdf/pool.ts'
    import { sampleSnapshot } from './test/certification/certificates/sample-snapshot.ts'
    console.log((await createPdfPool(1).draw(sampleSnapshot(), [])).length)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = once(child.stdout, 'data')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(Number(await printed)).toBeGreaterThan(10_000)
}, 20_000)
