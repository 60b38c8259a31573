import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Code } from '../../../src/measure/frameworks/code.ts'

type Schema = { [name: string]: unknown }
const described: Schema = JSON.parse(
  readFileSync(new URL('../../../openapi/openapi.json', import.meta.url), 'utf8'),
)

/** What holds a code wherever it is sent, by the name of a property or parameter. */
const coded = /^(competences?|area|facet|statement|code)$/

/** Every most length of a text that the description gives to something of such a name, with where it stands. */
function bounds(value: unknown, name = '', path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  const schema = value as Schema
  const found =
    coded.test(name) && typeof schema.maxLength === 'number' ? [`${path}: ${schema.maxLength}`] : []
  const named = typeof schema.in === 'string' && typeof schema.name === 'string' ? schema.name : ''
  return [
    ...found,
    ...Object.entries(schema).flatMap(([key, inner]) => {
      const isWrapping = ['anyOf', 'items', 'schema'].includes(key) || /^\d+$/.test(key)
      return bounds(inner, isWrapping ? named || name : key, `${path}/${key}`)
    }),
  ]
}

describe('A code', () => {
  test('may be as long in one place of the service as in any other', () => {
    // A form has one text for a list of them; what verifies, projects and modules go by codes of another kind.
    const others =
      /NewAttestation|AttestingAtDesk|NewProject\/properties\/code|\/v1\/projects\/get|ListedModuleInput\/properties\/code|\/v1\/modules\/get|\/(verify|verifications|check)\/|multipart.*\/competences:/
    const all = bounds(described).filter((bound) => !others.test(bound))
    expect(all.length).toBeGreaterThan(10)
    expect(all.filter((bound) => !bound.endsWith(': 255'))).toEqual([])
  })

  test.each(['1.1', 'HS-LS1-1', 'CCSS.Math.Content.K.CC.A.1', 'SL.9-10/2 (b)', 'Ā 漢', 'x'.repeat(255)])(
    'may be %s',
    (code) => {
      expect(Code.parse(code)).toBe(code)
    },
  )

  test.each(['', ' ', 'a\nb', 'a\tb', 'bell\u0007', '\u202eturned', '__proto__', 'x'.repeat(256)])(
    'may not be %j',
    (code) => {
      expect(Code.safeParse(code).success).toBe(false)
    },
  )
})
