import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { describeApi } from '../../src/commands/openapi.ts'
import type { ApiDocument } from '../../src/platform/http/api-document.ts'

const text = readFileSync('openapi/recognition.http', 'utf8')
const document: ApiDocument = JSON.parse(readFileSync('openapi/openapi.json', 'utf8'))

/** The requests of the file: what each is called, asks for, and sends. */
const requests = text.split(/^### /m).map((block) => {
  const [head = '', ...body] = block.split('\n\n')
  const lines = head.split('\n')
  const place = lines.findIndex((line) => /^[A-Z]+ \{\{url\}\}/.test(line))
  const [, method = '', path = ''] = /^([A-Z]+) \{\{url\}\}([^?\s]*)/.exec(lines[place] ?? '') ?? []
  return { head, id: /^# (\w+)/m.exec(head)?.[1], method, path, body: body.join('\n\n').trim() }
})

const described = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
)

describe('the file of requests', () => {
  test('is what the command writes', async () => {
    expect(text).toBe((await describeApi())['recognition.http'])
  })

  test('has every operation below /v1 once, in the order of the work', () => {
    const tags = (document.tags ?? []).map(({ name }) => name)
    const expected = tags.flatMap((tag) =>
      described
        .filter(({ path, operation }) => path.startsWith('/v1/') && operation.tags?.[0] === tag)
        .map(({ path, method }) => `${method.toUpperCase()} ${path}`),
    )
    const plain = (path: string) => path.replaceAll(/\{\{?\w+\}?\}/g, '{}')
    const asked = requests.filter(({ path }) => path.startsWith('/v1/'))
    expect(expected.length).toBeGreaterThan(250)
    expect(asked.map(({ method, path }) => `${method} ${plain(path)}`)).toEqual(expected.map(plain))
  })

  test('declares all that its addresses name', () => {
    const declared = new Set([...text.matchAll(/^@(\w+) =/gm)].map(([, name]) => name))
    const named = requests.flatMap(({ path }) => [...path.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))
    expect(named.filter((name) => !declared.has(name))).toEqual([])
  })

  test('sends bodies that the description accepts', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ $id: 'api', components: document.components })
    const wrong: string[] = []
    let looked = 0
    for (const { id, head, body } of requests) {
      const { operation } = described.find((each) => each.operation.operationId === id) ?? {}
      const schema = operation?.requestBody?.content?.['application/json']?.schema
      if (!schema || !head.includes('content-type: application/json')) continue
      looked += 1
      const check = ajv.compile(
        JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')),
      )
      if (!check(JSON.parse(body))) wrong.push(`${id}: ${ajv.errorsText(check.errors)}`)
    }
    expect(looked).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  })
})
