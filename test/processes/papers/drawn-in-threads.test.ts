import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { hashForProof } from '../../../src/certification/documents/credentials/hash-for-proof.ts'
import { documentsIn } from '../../../src/certification/documents/in-threads.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { makeSealRoom } from '../../../src/certification/documents/seal/make-room.ts'
import { openThreads, type Threads } from '../../../src/platform/threads/threads.ts'
import { drawCaseFile } from '../../../src/recognition/case-files/draw-case-file.ts'
import { caseFilesIn } from '../../../src/recognition/case-files/in-threads.ts'
import type { CaseFile } from '../../../src/recognition/case-files/part.ts'
import { badge, proven } from '../../certification/certificates/credentials/issuer.ts'
import { hasOpenssl, newSeal, rsa, subject } from '../../certification/certificates/credentials/seals.ts'
import {
  allOutcomes,
  sampleAttachments,
  sampleSnapshot,
} from '../../certification/certificates/sample-snapshot.ts'

const all: Threads[] = []
afterEach(() => Promise.all(all.splice(0).map((threads) => threads.close())))

function open(size: number) {
  const threads = openThreads(size)
  all.push(threads)
  return { ...documentsIn(threads), ...caseFilesIn(threads) }
}

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
    mark: 'Sealed by School One',
    certificate: newSeal(rsa, subject).chain[0].raw,
  }
  const here = await makeSealRoom(pdf, room)
  expect(Buffer.from(await open(1).makeSealRoom(pdf, room)).equals(here)).toBe(true)
  expect(pdf.length).toBeGreaterThan(0)
})

test('a thread draws a case file, in the bytes that are drawn here', async () => {
  const file: CaseFile = {
    title: 'Lieta',
    foot: 'Lieta',
    parts: [
      { kind: 'heading', depth: 2, text: 'Lieta' },
      { kind: 'table', widths: [1, 2], head: ['Kas', 'Kad'], rows: [{ cells: ['Learner One', 'ēģīķļņš'] }] },
    ],
    language: 'lv',
    id: '01993c7e-0000-7000-8000-000000000001',
    sending: 'Parauga tehnikums',
    at: new Date('2026-11-21T14:00:00Z'),
  }
  const here = await drawCaseFile(file)
  expect(Buffer.from(await open(1).drawCaseFile(file)).equals(here)).toBe(true)
})

test('a thread hashes a badge for its proof as it is hashed here, and refuses what is refused here', async () => {
  const pool = open(1)
  const { proof, ...unsigned } = await proven(badge())
  const { proofValue: _, ...options } = proof[0]!
  const here = await hashForProof(JSON.stringify(unsigned), options)
  const there = await pool.hashForProof(JSON.stringify(unsigned), options)
  expect(here?.length).toBe(64)
  expect(Buffer.from(there!).equals(here!)).toBe(true)
  expect(await pool.hashForProof(JSON.stringify({ ...unsigned, honours: 'x' }), options)).toBe(null)
})

test('the process that answers does not load JSON-LD: its threads do', async () => {
  const script = `
    import './src/app.ts'
    import { createRequire } from 'node:module'
    const loaded = Object.keys(createRequire(import.meta.url).cache)
    console.log(loaded.some((file) => file.includes('/fastify/')), loaded.some((file) => /\\/(jsonld|rdf-canonize)\\//.test(file)))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  await once(child, 'close')
  expect(said).toBe('true false\n')
})

test('attachments stay with the caller', async () => {
  const attachments = sampleAttachments()
  await open(1).draw(sampleSnapshot(), attachments)
  expect(attachments[0]!.bytes.length).toBeGreaterThan(0)
})

test('a certificate that cannot be drawn is refused with its reason, and the next one is drawn', async () => {
  const pool = open(1)
  await expect(pool.draw(sampleSnapshot({ issuedAt: 'never' }), [])).rejects.toThrow(RangeError)
  const unsendable: object = { ...sampleSnapshot(), notice: () => {} }
  await expect(pool.draw(unsendable as CertificateSnapshot, [])).rejects.toThrow(/could not be cloned/)
  expect((await pool.draw(sampleSnapshot(), [])).length).toBeGreaterThan(10_000)
})

test('threads that wait for work keep no process alive', async () => {
  const script = `
    import { documentsIn } from './src/certification/documents/in-threads.ts'
    import { openThreads } from './src/platform/threads/threads.ts'
    import { sampleSnapshot } from './test/certification/certificates/sample-snapshot.ts'
    console.log((await documentsIn(openThreads(1)).draw(sampleSnapshot(), [])).length)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = once(child.stdout, 'data')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(Number(await printed)).toBeGreaterThan(10_000)
}, 20_000)
