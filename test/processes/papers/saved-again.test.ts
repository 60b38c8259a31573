import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { openThreads, type Threads } from '../../../src/platform/threads/threads.ts'
import { readersIn, type SubmissionReaders } from '../../../src/verification/submissions/in-threads.ts'
import { sampleAttachments, sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { has } from '../../setup/has.ts'

describe('papers that went through the programs of others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'saved-again-'))
  const original = join(folder, 'original.pdf')
  let threads: Threads
  let readers: SubmissionReaders
  let paper: Buffer

  beforeAll(async () => {
    threads = openThreads(1, { withinMs: 60_000, waiting: 2 })
    readers = readersIn(threads)
    paper = Buffer.from(await drawCertificate(sampleSnapshot(), sampleAttachments()))
    writeFileSync(original, paper)
  })
  afterAll(async () => {
    await threads.close()
    rmSync(folder, { recursive: true })
  })

  function through(program: string, ...options: string[]): Buffer {
    const to = join(folder, `${program}.out`)
    execFileSync(
      program,
      options.map((option) => option.replace('FROM', original).replace('TO', to)),
    )
    return readFileSync(to)
  }

  test.runIf(has('qpdf', '--version')).each([
    ['--linearize', 'FROM', 'TO'],
    ['--linearize', '--object-streams=generate', 'FROM', 'TO'],
    ['--encrypt', '', 'owner', '256', '--', 'FROM', 'TO'],
    ['--encrypt', '', 'owner', '128', '--use-aes=y', '--', 'FROM', 'TO'],
  ])('are the same ones after qpdf %s %s %s', async (...options) => {
    const saved = through('qpdf', ...options)
    expect(saved.equals(paper)).toBe(false)
    const attached = await readers.attachedTexts(saved)
    expect(attached).toHaveLength(sampleAttachments().length)
    expect(await readers.savedAgainFrom(saved, [paper])).toBe(0)
    const another = await drawCertificate(
      sampleSnapshot({ number: 'DCR-2026-00000000' }),
      sampleAttachments(),
    )
    expect(await readers.savedAgainFrom(saved, [another])).toBe(-1)
  })

  const photographer = 'pdftoppm'

  test.runIf(has(photographer, '-v'))('have their code read when they are photographed in grey', async () => {
    const prefix = join(folder, 'page')
    execFileSync(photographer, [
      '-r',
      '110',
      '-f',
      '1',
      '-l',
      '1',
      '-gray',
      '-jpeg',
      '-singlefile',
      original,
      prefix,
    ])
    const [text] = await readers.textsSeen(readFileSync(`${prefix}.jpg`))
    expect(text).toContain('/verify/')
  })

  test('that keep a thread too long, or that nobody has room for, hold nobody up', async () => {
    const short = openThreads(1, { withinMs: 1, waiting: 1 })
    const { unpack, textsSeen } = readersIn(short)
    const answers = await Promise.allSettled([textsSeen(paper), unpack(paper), unpack(paper), unpack(paper)])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
    expect(answers[3]).toMatchObject({ reason: { statusCode: 503 } })
    expect(answers[0]).toMatchObject({ value: [] })
    await short.close()
  })
})
