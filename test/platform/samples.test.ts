import { expect, test } from 'vitest'
import { samplerOf } from '../../src/platform/http/samples.ts'

const sampleOf = samplerOf({
  Level: { type: 'integer', minimum: 1, maximum: 8 },
  Area: {
    type: 'object',
    properties: { code: { type: 'string' }, parent: { $ref: '#/components/schemas/Area' } },
  },
})

test.each([
  ['the author’s own example', { type: 'string', examples: ['Rīga', 'Ogre'] }, 'Rīga'],
  ['a text that the field knows', { type: 'string', pattern: '^[A-Z]{2}$' }, 'LV'],
  ['a text of any other pattern', { type: 'string', pattern: '^x{3}-[0-9]$' }, 'xxx-0'],
  ['a text that is long enough', { type: 'string', minLength: 40, maxLength: 50 }, 'a'.repeat(43)],
  ['a known thing', { $ref: '#/components/schemas/Level' }, 1],
  ['what may be null as what it is otherwise', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, 1],
  [
    'what may be left out as more than its default',
    { type: 'array', items: { type: 'string' }, default: [] },
    ['text'],
  ],
  ['the first of the choices', { enum: ['lv', 'en'] }, 'lv'],
  ['a list of nothing', { type: 'array', items: { not: {} } }, []],
  ['no property of any name', { type: 'object', additionalProperties: { type: 'string' } }, {}],
  ['a thing within itself', { $ref: '#/components/schemas/Area' }, { code: 'text', parent: {} }],
  ['nothing of what may be anything', {}, undefined],
])('the sample shows %s', (_what, schema, value) => {
  expect(sampleOf(schema)).toEqual(value)
})
