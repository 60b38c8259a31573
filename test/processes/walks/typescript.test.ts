import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../setup/process.ts'
import { faultsIn, generate, programFolder } from './generate.ts'
import { allThree, walkThrough } from './walk.ts'

const description = resolve('openapi/openapi.json')

/** What a client does with each kind of body and answer, by the functions of `@hey-api/openapi-ts`. */
const withFunctions = `
import { client } from './api/client.gen.js'
import * as api from './api/index.js'
import type { Assessment, ListMarkingSheetsResponse, Problem } from './api/index.js'

client.setConfig({ baseUrl: 'http://localhost:3000', auth: () => 'a token' })

export async function assess(recognitionId: string, table: Blob): Promise<Assessment[] | Problem> {
  const taken = await api.startImport({ body: { kind: 'people', file: table } })
  if (taken.error) return taken.error
  const { data: started } = await api.startBatch({
    body: { action: 'issueCertificate', items: [{ body: { recognitionId } }] },
    headers: { 'Idempotency-Key': 'a key' },
    throwOnError: true,
  })
  const counts: number = started.counts.refused + started.items
  const { data } = await api.listMarkingSheets({ query: { limit: 50 }, throwOnError: true })
  const sheets: ListMarkingSheetsResponse['items'] = data.items
  const marked = sheets.flatMap(({ recognitionId: id, outcomes, evidence }) =>
    outcomes.map(({ competence, criteria }) =>
      api.recordMarks({
        path: { id },
        body: {
          competence,
          judgements: evidence.map((piece) => ({
            ...{ evidenceId: piece.id, valid: true, authentic: true, current: true, sufficient: true },
          })),
          marks: criteria.map(({ id: criterionId, level }) => ({
            criterionId,
            mark: (level ?? 0) <= counts ? 'met' : 'not-met',
          })),
        },
        throwOnError: true,
      }),
    ),
  )
  return (await Promise.all(marked)).map((answer) => answer.data)
}
`

/** A program without its comments. */
const codeOf = (file: string) => readFileSync(file, 'utf8').replace(/^ *(\/\/|\/\*\*).*$/gm, '')

describe('a client generated from the API description', () => {
  test('by openapi-typescript takes a cohort from its roster to certificates, and compiles without a cast', async () => {
    using folder = temporaryFolder()
    programFolder(folder.path)
    await generate('openapi-typescript', [description, '-o', 'api.d.ts'], folder.path)
    const program = 'docs/walks/cohort.ts'
    writeFileSync(join(folder.path, 'cohort.ts'), readFileSync(program))
    expect(await faultsIn(folder.path)).toBe('')
    expect(codeOf(program)).not.toMatch(/\bany\b|\bas (?!const\b)/)
    expect(await walkThrough(folder.path, [process.execPath, 'cohort.ts'])).toBe(allThree)
  }, 400_000)

  test('by @hey-api/openapi-ts compiles without a cast', async () => {
    using folder = temporaryFolder()
    programFolder(folder.path)
    await generate('openapi-ts', ['-i', description, '-o', 'api', '--no-log-file'], folder.path)
    writeFileSync(join(folder.path, 'program.ts'), withFunctions)
    expect(await faultsIn(folder.path)).toBe('')
  }, 400_000)
})
