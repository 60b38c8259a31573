import { describe, expect, it } from 'vitest'
import type { CertificateSnapshot } from '../../../../src/certification/certificates/snapshot.ts'
import { toEdc, unsealed } from '../../../../src/certification/documents/credentials/edc/edc.ts'
import { judgedSnapshot, sampleOutcome, sampleSnapshot, sampleStanding } from '../sample-snapshot.ts'
import { changed } from './changed.ts'
import { hasOfficial, officialJson } from './official.ts'
import { violations } from './shacl.ts'

const sample = sampleSnapshot()
const pageImages = [Uint8Array.of(137, 80, 78, 71), Uint8Array.of(137, 80, 78, 72)]
const eidasIdentifier = { notation: 'VATLV-40000000000', country: 'LV' }
const edc = (overrides: Partial<CertificateSnapshot> = {}) =>
  toEdc(sampleSnapshot(overrides), { pageImages, eidasIdentifier })

const uris = {
  esco: 'http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a',
  eu: 'http://data.europa.eu/snb/dcf/u69o196gu6',
}
const certificates: Record<string, Partial<CertificateSnapshot>> = {
  'with seven outcomes': {},
  'with ESCO and EU addresses': { outcomes: [sampleOutcome('3.1', { uris }), sampleOutcome('2.1')] },
  'with an EU address of an unknown vocabulary': {
    outcomes: [sampleOutcome('3.1', { uris: { eu: 'https://publications.europa.eu/resource/dataset/x' } })],
  },
  'without an EQF level': { eqfLevel: null },
  'of the second format': judgedSnapshot(),
  'of an issuer that is vouched for and reached': { issuer: { ...sample.issuer, ...sampleStanding } },
  'of an issuer that is reached on the web alone': {
    issuer: { ...sample.issuer, contactPoint: { email: null, phone: null, url: 'https://example.org' } },
  },
  'of a framework without levels': {
    framework: { ...sample.framework, levels: [] },
    outcomes: [
      sampleOutcome('A1', { baseline: null, target: null, level: null }),
      sampleOutcome('A2', { baseline: null, target: null, level: null, result: 'not-reached' }),
    ],
  },
  'with credits that the agreement names': {
    outcomes: [sampleOutcome('1.1', { credits: '2 credit points' })],
  },
  'with credits of the European system': {
    outcomes: [
      sampleOutcome('1.1', { credits: '2 ECTS', ects: 2 }),
      sampleOutcome('2.1', { credits: '1', ects: 1 }),
    ],
  },
  'with nothing assessed': {
    outcomes: [
      sampleOutcome('1.1', { result: 'not-assessed', level: null, assessedOn: null, assessor: null }),
    ],
  },
  'in Latvian only, for an hour and a half, with a Europass number': {
    languages: ['lv'],
    mobility: {
      ...sample.mobility,
      europassNumber: 'LV/0000/2026',
      workloadHours: 1.5,
      objective: null,
      programme: null,
    },
  },
  'of several hosts and an intermediary': {
    mobility: {
      ...sample.mobility,
      stays: [
        { organisation: sample.hosting, role: 'host', startsOn: '2026-10-05', endsOn: '2026-10-09' },
        {
          organisation: {
            ...sample.hosting,
            id: '019a0000-0000-7000-8000-00000000000e',
            name: 'Another Host',
          },
          role: 'host',
          startsOn: '2026-10-10',
          endsOn: '2026-10-16',
        },
        { organisation: sample.hosting, role: 'intermediary', startsOn: null, endsOn: null },
      ],
    },
  },
  'of three organisations without city or OID': {
    sending: { ...sample.sending, id: '019a0000-0000-7000-8000-00000000000d', city: null, oid: null },
    hosting: { ...sample.hosting, country: 'XK', city: null, oid: null },
  },
}

describe.runIf(hasOfficial)('by the official SHACL shapes, an export', () => {
  it.each(Object.entries(certificates))('%s conforms', async (_, certificate) => {
    expect(await violations(edc(certificate))).toEqual([])
  })

  it('conforms as the official sample does', async () => {
    const sealed = officialJson('edc/official-sample-micro-credential-signed.jsonld')
    expect(await violations(JSON.parse(sealed.payload))).toEqual([])
  })

  it('lacks nothing but the eIDAS identifier where no e-seal is configured', async () => {
    const document = toEdc(sample, { pageImages, eidasIdentifier: null })
    expect(await violations(document)).toEqual(['issuer: Node'])
  })

  const achievement = ['credentialSubject', 'hasClaim']
  const assessment = [...achievement, 'provenBy', 0]
  const broken: [string, (string | number)[], unknown, string][] = [
    ['without an eIDAS identifier', ['issuer', 'eIDASIdentifier'], undefined, 'issuer: Node'],
    ['without an awarding body', [...achievement, 'awardedBy'], undefined, 'awardedBy: MinCount'],
    ['without a page', ['displayParameter', 'individualDisplay'], undefined, 'individualDisplay: MinCount'],
    ['with a date for a time', ['issued'], '2026-11-05', 'issued: Datatype'],
    ['without a grade', [...assessment, 'grade'], undefined, 'grade: MinCount'],
    ['without a claim', achievement, undefined, 'hasClaim: MinCount'],
    ['without a title', [...achievement, 'title'], undefined, 'title: MinCount'],
  ]
  it.each(broken)('%s does not conform', async (_, path, value, violation) => {
    expect(await violations(changed(edc(), path, value))).toContain(violation)
  })

  it('with an id used twice does not conform', async () => {
    const document = edc()
    const [first, second] = document.credentialSubject.hasClaim.provenBy
    const reused = changed(document, [...achievement, 'provenBy', 1, 'id'], first!.id)
    expect(second!.id).not.toBe(first!.id)
    expect(await violations(reused)).toContain('grade: MaxCount')
  })

  it('with an ESCO skill under another scheme does not conform', async () => {
    const path = [...achievement, 'specifiedBy', 'learningOutcome', 0, 'relatedESCOSkill', 'inScheme', 'id']
    const document = edc({ outcomes: [sampleOutcome('3.1', { uris })] })
    const other = changed(document, path, 'http://data.europa.eu/esco/concept-scheme/digcomp')
    expect(await violations(other)).toContain('relatedESCOSkill: Node')
  })

  it('with a key that the EDC context does not define is refused', async () => {
    await expect(violations({ ...edc(), eidasLegalIdentifier: 'VATLV-40000000000' })).rejects.toThrow()
  })
})

describe('an export', () => {
  it('gives every different node an id of its own', () => {
    const byId = new Map<string, string>()
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return
      const { id } = value as { id?: string }
      const text = JSON.stringify(value)
      if (id) expect(byId.get(id) ?? text).toBe(text)
      if (id) byId.set(id, text)
      Object.values(value).forEach(walk)
    }
    walk(edc(certificates['of three organisations without city or OID']))
    expect(byId.size).toBeGreaterThan(50)
  })

  it('holds the eleven elements of a micro-credential where the European Learning Model puts them', () => {
    const { credentialSubject: person, displayParameter, issuer, issued } = edc()
    const claim = person.hasClaim
    expect(person).toMatchObject({ givenName: { lv: 'Learner' }, familyName: { lv: 'One' } })
    expect(displayParameter.title).toEqual(sample.title)
    expect(claim.title).toEqual(sample.title)
    expect(issuer).toMatchObject({ location: { address: { countryCode: { prefLabel: { en: 'Latvia' } } } } })
    expect(claim.awardedBy).toMatchObject({ awardingBody: { legalName: { lv: 'Parauga tehnikums' } } })
    expect(issued).toBe(sample.issuedAt)
    expect(claim.specifiedBy.learningOutcome).toHaveLength(5)
    expect(claim.specifiedBy).toMatchObject({
      volumeOfLearning: 'PT160H',
      mode: { prefLabel: { en: 'Presential' } },
    })
    expect(claim.provenBy[0]).toMatchObject({
      grade: {
        noteLiteral: { en: 'Level 5 · Advanced; Reached', lv: '5. līmenis · Augsts līmenis; Sasniegts' },
      },
      specifiedBy: { title: { en: 'observation, practical task' } },
    })
    const notes = JSON.stringify(claim.specifiedBy.additionalNote)
    expect(notes).toContain('Quality assurance: Internal quality assurance')
    expect(claim.specifiedBy.type).toBe('LearningAchievementSpecification')
    expect(notes).toContain('EQF level of the programme: 4')
  })

  it('claims no outcome that was not reached, or partly only, but shows its grade', () => {
    const { specifiedBy, provenBy } = edc().credentialSubject.hasClaim
    const titles = specifiedBy.learningOutcome.map(({ title }) => JSON.stringify(title)).join()
    expect(titles).not.toContain('5.2')
    expect(titles).not.toContain('1.3')
    expect(provenBy).toHaveLength(7)
    expect(provenBy.at(-1)).toMatchObject({
      grade: { noteLiteral: { en: 'Level 4 · Intermediate; Not reached' } },
    })
  })

  it('shows every page as an image', () => {
    const details = edc().displayParameter.individualDisplay.displayDetail
    expect(details.map(({ page, image }) => [page, Buffer.from(image.content, 'base64')])).toEqual([
      [1, Buffer.from(pageImages[0]!)],
      [2, Buffer.from(pageImages[1]!)],
    ])
  })

  it('is called what it is while it is not sealed', () => {
    expect(unsealed).toBe('unsealed, for upload to the Europass issuer')
  })

  it('refuses a country that does not exist', () => {
    expect(() => edc({ hosting: { ...sample.hosting, country: 'QQ' } })).toThrow('QQ')
  })
})
