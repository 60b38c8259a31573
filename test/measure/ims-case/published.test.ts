import { Ajv } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { PublishedPackage } from '../../../src/measure/frameworks/case/published-package.ts'
import { publishAgain } from '../../../src/measure/ims-case/published/publish-again.ts'
import { hasOfficial, officialJson } from '../../certification/certificates/credentials/official.ts'
import { stateStandards } from './state-standards.ts'

const kept = PublishedPackage.parse(stateStandards)

describe('A CASE package of somebody else, published again', () => {
  test('is the same package in CASE 1.0', () => {
    expect(publishAgain(kept, '1.0')).toEqual(stateStandards)
  })

  test('has what CASE does not know in the extensions of 1.1, and nowhere in 1.0', () => {
    const [first, ...others] = kept.CFItems
    const strange = { ...kept, CFItems: [{ ...first!, depthOfKnowledge: 3 }, ...others] }
    expect(publishAgain(strange, '1.0').CFItems[0]).not.toHaveProperty('depthOfKnowledge')
    expect(publishAgain(strange, '1.1').CFItems[0]).toMatchObject({ extensions: { depthOfKnowledge: 3 } })
  })

  test.skipIf(!hasOfficial).each([
    ['1.0', 'case/case-v1p0-cfpackage-schema.json'],
    ['1.1', 'case/case-v1p1-cfpackage-schema.json'],
  ] as const)(
    'fits the official schema of %s, though the publisher left out what it requires',
    (version, file) => {
      const ajv = new (version === '1.0' ? Ajv : Ajv2019)({ strict: false, allErrors: true })
      formats.default(ajv)
      const validate = ajv.compile(officialJson(file))
      const { creator: _, ...document } = kept.CFDocument
      const sparse = PublishedPackage.parse({
        ...kept,
        CFDocument: document,
        CFItems: kept.CFItems.map(({ uri: _, lastChangeDateTime: __, ...item }) => ({
          ...item,
          subject: ['Digital literacy'],
          depthOfKnowledge: 3,
        })),
        CFAssociations: [
          ...kept.CFAssociations,
          { ...kept.CFAssociations[0]!, associationType: 'isTranslationOf' },
          { ...kept.CFAssociations[0]!, associationType: 'buildsOn' },
        ],
        CFDefinitions: {
          ...kept.CFDefinitions,
          CFLicenses: [{ identifier: kept.CFDocument.identifier, title: 'CC0' }],
        },
      })
      validate(publishAgain(sparse, version))
      expect(validate.errors ?? []).toEqual([])
    },
  )
})
