import { getTableColumns, getTableName } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { matrix } from '../../../src/custody/erasure/matrix.ts'
import { fieldName } from '../../../src/custody/subject-access/field-names/field-name.ts'
import { toldColumns } from '../../../src/custody/subject-access/held.ts'
import { asBytes } from '../../setup/bytes.ts'
import { type CertifiedWorld, certifiedWorld } from '../../setup/case.ts'
import { describeMobility } from '../../setup/describe-mobility.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { readPdf } from '../../setup/read-pdf.ts'

type Data = {
  classes: { code: string; what: string; basis: string; count: number; items: Record<string, unknown>[] }[]
  readings: Record<string, unknown>[]
}

describe('what is held about a person', () => {
  let certified: CertifiedWorld
  let path: string
  let data: Data
  const as = (role: 'coordinator' | 'admin' | 'auditor' | 'assessor' | 'mentor', memberId?: string) =>
    certified.world.as({ school: certified.world.school, role, ...(memberId ? { memberId } : {}) })

  beforeAll(async () => {
    certified = await certifiedWorld()
    path = `/v1/people/${certified.ids.people}/data`
    const step = given(certified.world)
    await describeMobility(certified.world, certified.made.mobilityId)
    const needs = { text: 'A quarter more time.' }
    await step.ok(as('coordinator').get(`/v1/recognitions/${certified.ids.recognitions}/accommodations`))
    await as('coordinator').post(`/v1/recognitions/${certified.ids.recognitions}/accommodations`).send(needs)
    await as('auditor').get(`/v1/recognitions/${certified.ids.recognitions}/file.pdf`)
    const answer = await as('coordinator').get(`${path}?lang=en`)
    expect(answer.status, answer.text).toBe(200)
    data = answer.body
  })

  test('is told class by class, with names, answers, marks, comments, evidence, decisions and certificates', () => {
    expect(data.classes.map(({ code }) => code)).toEqual(matrix.map(({ code }) => code))
    const told = JSON.stringify(data)
    for (const what of [
      'Bērziņa-Pazīstamā',
      '2006-05-14',
      'It came late.',
      '"mark":"met"',
      '"result":"reached"',
    ])
      expect(told).toContain(what)
    for (const code of [
      'contact-data',
      'marks',
      'decisions',
      'certificates',
      'agreements',
      'case-record',
      'audit-log',
    ])
      expect([code, data.classes.find((held) => held.code === code)!.items.length > 0]).toEqual([code, true])
    expect(data.classes.every(({ what, basis }) => what !== '' && basis !== '')).toBe(true)
  })

  test('leaves out no column that the matrix names, but for secrets and bytes', () => {
    const untold = matrix.flatMap(({ code, parts }) =>
      parts.flatMap((part) =>
        part.columns
          .filter((column) => !toldColumns(part, Object.keys(getTableColumns(part.table))).includes(column))
          .map((column) => `${code}: ${getTableName(part.table)}.${column}`),
      ),
    )
    expect(untold).toEqual([
      'links: links.secretHash',
      'links: links.pinHash',
      'messages: messages.addressHash',
      'shares: shares.secretHash',
      'kept-answers: idempotency_keys.headers',
      'kept-answers: idempotency_keys.body',
      'kept-answers: import_files.bytes',
      'certificates: certificates.sealCertificate',
      'certificates: certificate_files.bytes',
      'certificates: certificate_files.sealCertificate',
      'agreements: paper_signatures.bytes',
      'agreements: mobility_papers.bytes',
      'agreements: group_papers.bytes',
    ])
  })

  test('says when, in which role and for what somebody read the file, and not who', () => {
    expect(data.readings).toContainEqual(
      expect.objectContaining({ organisation: 'Parauga tehnikums', role: 'auditor', purpose: 'case-file' }),
    )
    const { members } = certified.world.school
    const readers = JSON.stringify(data.readings)
    for (const id of Object.values(members)) expect(readers).not.toContain(id)
    expect(readers).not.toContain('Parauga tehnikums: ')
  })

  test.each([
    [
      'lv',
      'Par personu glabātie dati',
      'Kas ir lasījis lietu',
      'Uzvārds: Bērziņa-Pazīstamā',
      'Veids: sūdzība',
    ],
    [
      'en',
      'Data held about a person',
      'Who has read the file',
      'Family name: Bērziņa-Pazīstamā',
      'Kind: complaint',
    ],
  ])('is printed in %s', async (language, ...said) => {
    const answer = await as('admin').get(`${path}.pdf?lang=${language}`).buffer().parse(asBytes)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    const { text } = await readPdf(answer.body)
    for (const one of said) expect(text).toContain(one)
    expect(text).not.toMatch(/[a-z][A-Z][a-z]+:/)
  })

  test('names what is held in words, column by column and within documents', () => {
    const columns = matrix.flatMap(({ parts }) =>
      parts.flatMap((part) => toldColumns(part, Object.keys(getTableColumns(part.table)))),
    )
    const within = (value: unknown): string[] =>
      value === null || typeof value !== 'object'
        ? []
        : Object.entries(value).flatMap(([name, inner]) => [
            ...(Array.isArray(value) ? [] : [name]),
            ...within(inner),
          ])
    const names = new Set([...columns, ...data.classes.flatMap(({ items }) => within(items))])
    expect(names.size).toBeGreaterThan(170)
    expect([...names].filter((name) => fieldName(name, 'lv') === name)).toEqual([])
  })

  test.each([
    ['from', 'accreditations', 'Valid from', 'Spēkā no'],
    ['by', 'accreditations', 'Granted by', 'Piešķīra'],
    ['by', 'confirmed', 'Checked by', 'Pārbaudīja'],
    ['from', 'transitions', 'State before', 'Iepriekšējais stāvoklis'],
  ])('calls %s within %s by what it says there', (name, within, ...said) => {
    expect(['en', 'lv'].map((language) => fieldName(name, language, within))).toEqual(said)
  })

  test('is given by coordinators and admins of the own organisation, in person, and it is written down', async () => {
    const { world } = certified
    expect((await as('mentor').get(path)).status).toBe(403)
    expect((await world.as({ school: world.school }).get(path)).status).toBe(403)
    expect((await world.as({ school: world.host, role: 'admin' }).get(path)).status).toBe(404)
    const { items } = (
      await as('auditor').get(`/v1/audit?subject=${certified.ids.people}&action=person.read-data`)
    ).body
    expect(items[0]).toMatchObject({ details: { form: 'json' } })
  })

  test('is closed to whoever may yet be asked to mark a case of the person', async () => {
    const both = await newMember(certified.world, certified.world.school, ['assessor', 'coordinator'])
    const refused = await as('coordinator', both).get(path)
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('may yet be asked')])
  })
})
