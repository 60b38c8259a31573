import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeApi } from '../src/commands/openapi.ts'
import { apiPath } from '../src/platform/http/describe.ts'
import { simplifyNames } from '../src/platform/http/describe-schemas.ts'
import fields from '../src/platform/http/described/fields.json' with { type: 'json' }
import { type ApiDocument, type Operation, operationsOf, routesOf } from './setup/operations.ts'
import { newWorld, type World } from './setup/world.ts'

type Told = {
  description?: string
  $ref?: string
  properties?: Record<string, Told>
  items?: Told
  additionalProperties?: Told | boolean
  anyOf?: Told[]
  oneOf?: Told[]
  allOf?: Told[]
}

describe('the API description', () => {
  let world: World
  let operations: Operation[]
  let document: ApiDocument
  beforeAll(async () => {
    world = await newWorld()
    operations = operationsOf(world.app)
    document = JSON.parse(readFileSync('openapi/openapi.json', 'utf8'))
  })

  test('is OpenAPI 3.1, and the committed file is what the routes give', async () => {
    expect(document.openapi).toBe('3.1.0')
    expect(readFileSync('openapi/openapi.json', 'utf8')).toBe((await describeApi())['openapi.json'])
  })

  test('is served as it is committed', async () => {
    const served = await world.anyone.get('/openapi.json')
    expect(served.body.paths).toEqual(document.paths)
  })

  test('has every route that is registered, and no other', () => {
    const hidden = (url: string) => url.startsWith('/docs') || url === '/openapi.json' || url === '*'
    const registered = routesOf(world.app)
      .flatMap(({ method, url }) => [method].flat().map((one) => ({ method: one, url })))
      .filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !hidden(url))
      .map(({ method, url }) => `${method} ${apiPath(url)}`)
    expect(operations.map((one) => one.name).sort()).toEqual(registered.sort())
    for (const { method, path } of operations) {
      const url = path.replace(/\{(\w+)\}/g, ':$1')
      expect(world.app.hasRoute({ method: method.toUpperCase() as 'GET', url }), path).toBe(true)
    }
  })

  test('has for every operation a summary, a description, one tag, security and an id of its own', () => {
    const wanting = operations.filter(
      (one) => !one.summary || !one.description || one.tags?.length !== 1 || !one.security,
    )
    expect(wanting.map((one) => one.name)).toEqual([])
    const ids = operations.map((one) => one.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const one of operations) expect(one.operationId).toMatch(/^[a-z][A-Za-z0-9]+$/)
  })

  test('tells of every tag what it is, in the order of the work, and has its addresses in that order', () => {
    const tags = (document.tags ?? []).map(({ name }) => name)
    const used = operations.flatMap(({ tags = [] }) => tags)
    expect([...new Set(used)].sort()).toEqual([...tags].sort())
    const stages = ['Registries', 'Agreements', 'Identification', 'Documentation', 'Assessment', 'Validation']
    expect(tags.filter((name) => stages.includes(name))).toEqual(stages)
    const places = Object.values(document.paths).map((each) =>
      tags.indexOf(Object.values(each)[0]?.tags?.[0] ?? ''),
    )
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  })

  test('says of every parameter and property what it is, and of none that is not there', () => {
    const described = new Map<string, Set<string>>()
    const wanting: string[] = []
    const note = (key: string, at: string, { description }: Told) => {
      if (!description) wanting.push(at)
      if (description)
        for (const each of [key, at])
          described.set(
            each,
            (described.get(each) ?? new Set()).add(description.replace(/; when left out: .+$/, '')),
          )
    }
    const walk = (schema: Told, at: string) => {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        note(name, `${at}.${name}`, property)
        walk(property, `${at}.${name}`)
      }
      for (const choice of [schema.anyOf, schema.oneOf, schema.allOf].flatMap((all) => all ?? []))
        walk(choice, at)
      for (const inner of [schema.items, schema.additionalProperties])
        if (typeof inner === 'object') walk(inner, `${at}[]`)
    }
    for (const [name, schema] of Object.entries(document.components.schemas)) walk(schema as Told, name)
    for (const { operationId, path, parameters = [], requestBody, responses } of operations) {
      for (const parameter of parameters) note(parameter.name, `${path} ${parameter.name}`, parameter as Told)
      for (const { schema } of Object.values(requestBody?.content ?? {}))
        walk((schema ?? {}) as Told, `BODY ${operationId}`)
      for (const { content = {} } of Object.values(responses))
        for (const { schema } of Object.values(content)) walk((schema ?? {}) as Told, `ANSWER ${operationId}`)
    }
    expect(wanting).toEqual([])
    const idle = Object.entries(fields.properties).filter(([key, said]) => !described.get(key)?.has(said))
    expect(idle.map(([key]) => key)).toEqual([])
    for (const said of [
      ...Object.values(fields.properties),
      ...Object.values(fields.parameters).flatMap((all) =>
        typeof all === 'string' ? all : Object.values(all),
      ),
    ])
      expect(said).toMatch(/^\S.*[^.\s]$/)
  })

  test('tells every answer: what succeeds, and each problem that can be met', () => {
    const wanting: string[] = []
    for (const { name, path, responses, access, method } of operations) {
      const told = Object.keys(responses)
      const must = [
        ['404', '429', '503'],
        access === 'public' ? [] : ['401', '403'],
        ['400'],
        path.includes('{') ? ['414'] : [],
        method === 'get' ? [] : ['409', '413', '415', '422'],
        method === 'patch' ? ['412', '428'] : [],
      ].flat()
      if (!told.some((status) => status.startsWith('2'))) wanting.push(`${name}: no success`)
      wanting.push(...must.filter((status) => !told.includes(status)).map((status) => `${name}: ${status}`))
    }
    expect(wanting).toEqual([])
  })

  test('has its schemas in the order of their names, whatever the order in which the code loads them', () => {
    const { schemas } = document.components
    expect(Object.keys(schemas)).toEqual(Object.keys(schemas).sort())
    const reversed = Object.fromEntries(Object.entries(schemas).reverse())
    const given = { ...document, components: { ...document.components, schemas: reversed } }
    expect(JSON.stringify(simplifyNames(given))).toBe(JSON.stringify(simplifyNames(document)))
  })

  test('shows with every JSON body an example that its schema accepts', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ $id: 'api', components: document.components })
    const wrong: string[] = []
    let looked = 0
    const faultOf = (schema: object, example: unknown): string | null => {
      const check = ajv.compile(
        JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')),
      )
      if (example === undefined) return 'no example'
      return check(example) ? null : ajv.errorsText(check.errors)
    }
    for (const { name, requestBody, responses } of operations) {
      const bodies = [
        ...Object.entries(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap((response) => Object.entries(response.content ?? {})),
      ].filter(([media]) => /[/+]json$|form-/.test(media))
      for (const [media, { schema, example }] of bodies) {
        if (!schema?.$ref && !schema?.type) continue
        looked += 1
        const fault = faultOf(schema, example)
        if (fault) wrong.push(`${name} ${media}: ${fault}`)
      }
    }
    expect(looked).toBeGreaterThan(60)
    expect(wrong).toEqual([])
  })
})

test('no two schemas have one name, by which the second would be described as the first', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const names = files.flatMap((file) => {
    const text = readFileSync(join('src', file), 'utf8')
    const said = [
      ...text.matchAll(/\bid: '([A-Z][A-Za-z0-9]+)'/g),
      ...text.matchAll(/[pP]ageOf\([^()]*, '([A-Z]\w+)'/g),
    ]
    return said.map(([, name]) => name!).filter((name) => !/\d{8}$/.test(name))
  })
  expect(names.length).toBeGreaterThan(200)
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
})
