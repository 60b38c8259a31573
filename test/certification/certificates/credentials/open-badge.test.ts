import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { CertificateSnapshot } from '../../../../src/certification/certificates/snapshot.ts'
import { toOpenBadge } from '../../../../src/certification/documents/credentials/open-badge.ts'
import {
  judgedOutcome,
  judgedSnapshot,
  sampleOutcome,
  sampleSnapshot,
  sampleStanding,
} from '../sample-snapshot.ts'
import { changed } from './changed.ts'
import { badge, did, proven, publicUrl } from './issuer.ts'
import { hasOfficial, officialJson } from './official.ts'

const sample = sampleSnapshot()

/** A framework that tells reached from not reached only. */
const withoutLevels: Partial<CertificateSnapshot> = {
  framework: { ...sample.framework, id: 'other-1.0', version: '1.0', levels: [] },
  outcomes: (['reached', 'partly', 'not-reached', 'not-assessed'] as const).map((result, index) =>
    sampleOutcome(`A${index + 1}`, { result, baseline: null, target: null, level: null }),
  ),
}

const certificates: Record<string, Partial<CertificateSnapshot>> = {
  'with seven outcomes': {},
  'of a framework without levels': withoutLevels,
  'without an EQF level': { eqfLevel: null },
  'with nothing reached': {
    outcomes: [
      sampleOutcome('1.1', {
        result: 'not-assessed',
        level: null,
        assessedOn: null,
        assessor: null,
        methods: [],
        evidenceKinds: [],
        statements: [],
      }),
    ],
  },
  'that takes the place of another': {
    supersedes: {
      id: sample.mobility.id,
      number: 'DCR-2026-00000000',
      sha256: 'ab'.repeat(32),
      why: 'correction',
    },
  },
  'of an issuer that is vouched for and reached': { issuer: { ...sample.issuer, ...sampleStanding } },
  'of an issuer without city or OID': { issuer: { ...sample.issuer, city: null, oid: null } },
}

describe.runIf(hasOfficial)('by the official JSON Schema, a badge', () => {
  // The schema's own "@context" tuple is what strict mode would complain of.
  const ajv = new Ajv2019({ allErrors: true, strictTuples: false })
  addFormats.default(ajv)
  const validate = ajv.compile(hasOfficial ? officialJson('ob3/obv3_schema.json') : true)

  it.each(Object.entries(certificates))(
    '%s is valid, and its terms are all defined',
    async (_, certificate) => {
      const signed = await proven(badge(certificate))
      validate(signed)
      expect(validate.errors ?? []).toEqual([])
    },
  )

  it.each([
    [['credentialSubject', 'achievement', 'criteria']],
    [['credentialSubject', 'achievement', 'resultDescription', 0, 'resultType']],
    [['issuer', 'id']],
    [['validFrom']],
  ])('without %j is not valid', async (path) => {
    expect(validate(changed(await proven(badge()), path))).toBe(false)
  })
})

describe('a badge', () => {
  it('is a pure function of the snapshot', () => {
    expect(JSON.stringify(badge())).toBe(JSON.stringify(badge()))
  })

  it('holds the eleven elements of a micro-credential', () => {
    const { issuer, name, validFrom, credentialSubject: subject } = badge()
    const { achievement, identifier } = subject
    expect(identifier[0]).toMatchObject({ identityType: 'name', identityHash: 'Learner One' })
    expect(name).toBe('Digital competence in mobility')
    expect(issuer.address.addressCountryCode).toBe('LV')
    expect(issuer.name).toBe('Parauga tehnikums')
    expect(validFrom).toBe('2026-11-05T09:30:00.000Z')
    expect(achievement.resultDescription.map((one) => one.name)).toContain(
      '2.4 Collaborating through digital technologies',
    )
    expect(achievement.criteria.narrative).toContain('Workload: 160 hours')
    expect(achievement.criteria.narrative).toContain('(EQF) level: 4')
    expect(achievement.criteria.narrative).toContain(
      'Type of assessment: observation, practical task, portfolio',
    )
    expect(achievement.criteria.narrative).toContain('Form of participation: On site')
    expect(achievement.criteria.narrative).toContain('Quality assurance: Internal quality assurance')
  })

  it('says that there is no EQF level rather than nothing', () => {
    const { achievement } = badge({ eqfLevel: null }).credentialSubject
    expect(achievement.criteria.narrative).toContain('(EQF) level: Not applicable')
  })

  it('names what was achieved alike for everybody who achieved it, so that badges stack, and nothing else so', () => {
    const named = (over: Partial<CertificateSnapshot> = {}) =>
      toOpenBadge(judgedSnapshot(over), { issuerDid: did, publicUrl, status: null }).credentialSubject
        .achievement.id
    const { learner, verification, outcomes, agreement } = judgedSnapshot()
    const somebody: Partial<CertificateSnapshot> = {
      id: '01993c7e-0000-7000-8000-00000000aaaa',
      number: 'DCR-2027-AAAAAAAA',
      verification: { ...verification, code: 'AAAABBBBCCCCDDDDEEEEFFFFGG' },
      issuedAt: '2027-01-05T09:30:00.000Z',
      learner: { ...learner, familyName: 'Two', birthDate: '2007-01-01' },
      agreement: { ...agreement, version: 4 },
      outcomes: outcomes.toReversed(),
    }
    expect(named(somebody)).toBe(named())
    const [first, ...rest] = outcomes
    const others = [
      [{ ...first!, level: first!.level! + 1 }, ...rest],
      [{ ...first!, byPartners: true as const }, ...rest],
      [{ ...first!, partial: { covered: [], missing: [] } }, ...rest],
      [...outcomes, judgedOutcome('5.2')],
    ]
    const ids = [named(), ...others.map((changed) => named({ outcomes: changed }))]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it("gives each outcome a rubric of the framework's levels and points at the one reached", () => {
    const { achievement, result } = badge().credentialSubject
    expect(achievement.resultDescription).toHaveLength(7)
    for (const [index, description] of achievement.resultDescription.entries()) {
      const outcome = sample.outcomes[index]!
      const rubric = description.rubricCriterionLevel!
      expect(description.resultType).toBe('RubricCriterionLevel')
      expect(rubric.map(({ level }) => level)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
      const idOf = (level: number | null) => rubric.find((one) => one.level === String(level))?.id
      expect(description.requiredLevel).toBe(idOf(outcome.target))
      expect(result[index]).toMatchObject({
        resultDescription: description.id,
        achievedLevel: idOf(outcome.level),
      })
    }
    expect(result.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['Reached', 'Partly reached', 'Not reached']),
    )
  })

  it('describes the level reached by what its holder can do', () => {
    const [rubric] = badge().credentialSubject.achievement.resultDescription
    const described = rubric!.rubricCriterionLevel!.filter((level) => 'description' in level)
    expect(described).toHaveLength(1)
    expect(described[0]!.description).toContain('While guiding others too, I can:\nchoose the tool')
  })

  it('tells by a status what was reached where the framework has no levels', () => {
    const { achievement, result } = badge(withoutLevels).credentialSubject
    expect(achievement.resultDescription.map(({ resultType }) => resultType)).toEqual(Array(4).fill('Status'))
    expect(result.map(({ status, value }) => [status, value])).toEqual([
      ['Completed', 'Reached'],
      ['InProgress', 'Partly reached'],
      ['Failed', 'Not reached'],
      ['OnHold', 'Not assessed'],
    ])
    expect(result.some((one) => 'achievedLevel' in one)).toBe(false)
  })

  it('is aligned with the competences reached, in the framework, ESCO and the EU vocabulary', () => {
    const uris = {
      esco: 'http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a',
      eu: 'http://data.europa.eu/snb/dcf/u69o196gu6',
    }
    const outcomes = [
      sampleOutcome('3.1', { uris }),
      sampleOutcome('5.2', { result: 'not-reached', level: null }),
    ]
    const { alignment, resultDescription } = badge({ outcomes }).credentialSubject.achievement
    expect(alignment.map(({ targetUrl }) => targetUrl)).toEqual([
      `${publicUrl}/v1/frameworks/digcomp-2.2/competences/3.1`,
      uris.esco,
      uris.eu,
    ])
    expect(resultDescription[1]!.alignment).toHaveLength(1)
  })

  it('says of a concept elsewhere how near it is, by its own label, and nothing where that is not known', () => {
    const uris = { esco: 'http://data.europa.eu/esco/skill/1', eu: 'http://data.europa.eu/snb/dcf/1' }
    const matches = [
      { scheme: 'esco', uri: uris.esco, kind: 'close', label: 'use e-services' },
      { scheme: 'eu', uri: uris.eu, kind: 'related', label: null },
    ] as const
    const of = (outcome: object) =>
      badge({ outcomes: [sampleOutcome('2.3', { uris, ...outcome })] }).credentialSubject.achievement
        .alignment
    const [, esco, eu] = of({ matches })
    expect(esco).toMatchObject({
      targetName: 'use e-services',
      targetUrl: uris.esco,
      targetFramework: 'ESCO',
    })
    expect(esco).toHaveProperty('targetDescription', expect.stringContaining('skos:closeMatch'))
    expect(eu).toHaveProperty('targetDescription', expect.stringContaining('skos:relatedMatch'))
    for (const aligned of of({})) expect(aligned).not.toHaveProperty('targetDescription')
  })

  it('does not show the birth date, but lets whoever knows it compare', () => {
    expect(JSON.stringify(badge())).not.toContain('2008-03-12')
    const hash = (birthDate: string) =>
      badge({ learner: { ...sample.learner, birthDate } }).credentialSubject.identifier[1]!.identityHash
    expect(hash('2008-03-12')).toMatch(/^sha256\$[0-9a-f]{64}$/)
    expect(hash('2008-03-12')).not.toBe(hash('2008-03-13'))
  })

  it('does not give the verification code away', () => {
    expect(JSON.stringify(badge())).not.toContain(sample.verification.code)
  })

  it('has a status only where it was given a place in a list', () => {
    expect(badge().credentialStatus).toMatchObject({ statusPurpose: 'revocation', statusListIndex: '94567' })
    const without = toOpenBadge(sample, { issuerDid: did, publicUrl, status: null })
    expect(without).not.toHaveProperty('credentialStatus')
  })
})
