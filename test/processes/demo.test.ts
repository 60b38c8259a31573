import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Run, runDemo } from './run-demo.ts'

type Summary = {
  secondMarking: { outcomes: number; markedTwice: number }
  learners: {
    learner: string
    name: string
    hostingOrganisation: string
    hostWorks: string
    refused: boolean
    outcomes: {
      competence: string
      kind: string
      target: number
      level: number | null
      result: string
      markedTwice: boolean
    }[]
    certificate: { number: string; status: string; verificationUrl: string; files: string[] } | null
    faults: string[]
  }[]
}

describe('the demo, on the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'))
  const temporary = join(folder, 'tmp')
  const out = join(folder, 'out')
  let demo: Run
  let seconds: number
  let summary: Summary
  const learner = (id: string) => summary.learners.find((one) => one.learner === id)!
  const certificates = () => summary.learners.flatMap((one) => one.certificate ?? [])
  const read = (name: string) => readFileSync(join(out, name))

  beforeAll(async () => {
    const begun = performance.now()
    mkdirSync(temporary)
    demo = runDemo(['--keep', '--out', out], { TMPDIR: temporary })
    await demo.saying('The service stays up')
    await demo.saying('client_secret')
    seconds = (performance.now() - begun) / 1000
    summary = JSON.parse(read('summary.json').toString())
  }, 300_000)

  afterAll(async () => {
    demo.child.kill('SIGTERM')
    await demo.code
    rmSync(folder, { recursive: true })
  })

  test('does the whole cohort in under a minute and shows each stage on a line of its own', () => {
    // Where more processes want to run than there are cores, the minute counts as the share of it that one gets.
    const busy = Math.max(1, loadavg()[0]! / availableParallelism())
    expect(seconds / busy).toBeLessThan(60)
    const stages = ['Learners and mobilities', 'Signatures', 'Identification', 'Documentation', 'Assessment']
    for (const stage of [...stages, 'Validation', 'Checks'])
      expect(demo.said()).toMatch(new RegExp(`^${stage} +12/12 +\\d+\\.\\d s$`, 'm'))
    expect(demo.said()).toMatch(/^Certificates +11\/11 /m)
    expect(demo.said()).not.toContain('\u001b')
  })

  test('ends with a table of learners, outcomes, certificates, addresses and files', () => {
    const lines = demo.said().split('\n')
    expect(lines.find((line) => line.startsWith('Learner '))).toMatch(
      /Learner +Outcomes reached +Certificate +Verification URL +File/,
    )
    for (const { name, certificate } of summary.learners) {
      const line = lines.find((one) => one.startsWith(`${name} `)) ?? ''
      expect(line).toMatch(/ \d of \d /)
      if (!certificate) expect(line).toContain('refused')
      else
        for (const cell of [certificate.number, certificate.verificationUrl, `${certificate.number}.pdf`])
          expect(line).toContain(cell)
    }
    expect(demo.said()).toContain('All 11 certificates were checked')
    expect(summary.learners.flatMap((one) => one.faults)).toEqual([])
  })

  test('leaves every form of every certificate, the summary and the keys, and nothing else', () => {
    const wanted = certificates().flatMap(({ number }) =>
      ['pdf', 'jwt', 'ob3.json', 'edc.jsonld', 'snapshot.json'].map((form) => `${number}.${form}`),
    )
    expect(wanted).toHaveLength(55)
    expect(readdirSync(out).sort()).toEqual([...wanted, 'did.json', 'jwks.json', 'summary.json'].sort())
    for (const { number, files } of certificates()) {
      expect(files).toContain(`${number}.pdf`)
      expect(read(`${number}.pdf`).subarray(0, 5).toString()).toBe('%PDF-')
      expect(JSON.parse(read(`${number}.snapshot.json`).toString()).number).toBe(number)
      expect(JSON.parse(read(`${number}.ob3.json`).toString()).type).toContain('OpenBadgeCredential')
      expect(JSON.parse(read(`${number}.edc.jsonld`).toString()).type).toContain('EuropeanDigitalCredential')
    }
    expect(JSON.parse(read('did.json').toString()).id).toMatch(
      /^did:web:localhost%3A\d+:organisations:[0-9a-f-]{36}$/,
    )
  })

  test('makes credentials that jose verifies with the key set beside them, and no altered one', async () => {
    const keys = createLocalJWKSet(JSON.parse(read('jwks.json').toString()))
    for (const { number } of certificates()) {
      const jwt = read(`${number}.jwt`).toString()
      const { payload, protectedHeader } = await jwtVerify(jwt, keys)
      expect(protectedHeader.alg).toBe('ES256')
      expect(JSON.stringify(payload)).toContain(number)
      const [header, body, signature] = jwt.split('.') as [string, string, string]
      const changed = Buffer.from(
        Buffer.from(body, 'base64url').toString().replace(number, 'DCR-2026-00000000'),
      ).toString('base64url')
      await expect(jwtVerify([header, changed, signature].join('.'), keys)).rejects.toThrow('signature')
    }
  })

  test('has one learner who misses one outcome and is certified for the others', () => {
    const missing = summary.learners.filter(
      (one) => one.certificate && one.outcomes.some((outcome) => outcome.result !== 'reached'),
    )
    expect(missing.map((one) => one.learner)).toEqual(['L-04'])
    expect(missing[0]!.outcomes.filter((outcome) => outcome.result !== 'reached')).toMatchObject([
      { competence: '3.1', kind: 'planned', target: 5, level: 4, result: 'partly', improved: true },
    ])
    expect(demo.said()).toMatch(/Learner Four +3 of 4 +DCR-/)
  })

  test('has one learner who is refused and gets no certificate', () => {
    expect(summary.learners.filter((one) => one.refused).map((one) => one.learner)).toEqual(['L-07'])
    expect(learner('L-07').certificate).toBeNull()
    expect(demo.said()).toMatch(/Learner Seven +0 of 3 +refused/)
  })

  test('has one learner with a competence that was not planned', () => {
    const additional = summary.learners.filter((one) =>
      one.outcomes.some(({ kind }) => kind === 'additional'),
    )
    expect(additional.map((one) => one.learner)).toEqual(['L-09'])
    const snapshot = JSON.parse(read(`${learner('L-09').certificate!.number}.snapshot.json`).toString())
    expect(snapshot.outcomes).toContainEqual(
      expect.objectContaining({ competence: '5.1', kind: 'additional', level: 3, result: 'reached' }),
    )
    expect(demo.said()).toMatch(/Learner Nine +3 of 3 \+ 1 additional/)
  })

  test('has at least five outcomes with each host marked twice, and tells how many', () => {
    const { outcomes, markedTwice } = summary.secondMarking
    const all = summary.learners.flatMap((one) =>
      one.outcomes.map((outcome) => ({ ...outcome, host: one.hostingOrganisation })),
    )
    const twice = all.filter((one) => one.markedTwice)
    expect({ outcomes, markedTwice }).toEqual({ outcomes: all.length, markedTwice: twice.length })
    const hosts = new Set(all.map((one) => one.host))
    expect(hosts.size).toBe(2)
    for (const host of hosts) expect(twice.filter((one) => one.host === host).length).toBeGreaterThan(4)
    expect(demo.said()).toContain(`${markedTwice} of ${outcomes} outcomes were marked twice, `)
  })

  test('has its second host work by desk alone, from the agreement on', () => {
    const atDesks = summary.learners.filter(({ hostWorks }) => hostWorks === 'by desk')
    expect(new Set(atDesks.map((one) => one.hostingOrganisation))).toEqual(new Set(['Näidis Töökoda']))
    expect(atDesks.filter(({ certificate }) => certificate)).toHaveLength(5)
    expect(demo.said()).toContain('Näidis Töökoda has no client: for 6 learners')
  })

  test('has one certificate revoked, and keeps the service up to be asked', async () => {
    const statuses = await Promise.all(
      certificates().map(async ({ verificationUrl, status }) => {
        const answer = await fetch(verificationUrl, { headers: { accept: 'application/json' } })
        expect(((await answer.json()) as { status: string }).status).toBe(status)
        return status
      }),
    )
    expect(statuses.filter((status) => status === 'revoked')).toHaveLength(1)
    expect(learner('L-11').certificate!.status).toBe('revoked')
    const docs = /docs +(\S+)/.exec(demo.said())![1]!
    expect((await fetch(docs)).status).toBe(200)
    const shown = /verification +(\S+)/.exec(demo.said())![1]!
    expect((await fetch(shown, { headers: { accept: 'text/html' } })).status).toBe(200)
  })

  test('has the guardian of a learner under 18 sign too', () => {
    const csv = readFileSync(new URL('../../src/commands/demo/input/cohort.csv', import.meta.url), 'utf8')
    expect(csv).toMatch(/^L-05,.*,2009-03-12,Guardian Five,Second Guardian,/m)
    expect(learner('L-05').certificate!.status).toBe('valid')
  })

  test('stops the service when it is interrupted, and leaves no folder behind', async () => {
    expect(readdirSync(temporary)).toHaveLength(1)
    const docs = /docs +(\S+)/.exec(demo.said())![1]!
    demo.child.kill('SIGINT')
    expect(await demo.code).toBe(0)
    await expect(fetch(docs)).rejects.toThrow()
    expect(readdirSync(temporary)).toEqual([])
  })
})
