import fc from 'fast-check'
import { expect, test } from 'vitest'
import type {
  CertificateSnapshot,
  CertifiedOutcome,
} from '../../../src/certification/certificates/snapshot.ts'
import { toEdc } from '../../../src/certification/documents/credentials/edc/edc.ts'
import { learningClaims } from '../../../src/certification/documents/credentials/learning-credential.ts'
import { toOpenBadge } from '../../../src/certification/documents/credentials/open-badge.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { levelNamed } from '../../../src/certification/documents/shown.ts'
import { discloseSnapshot } from '../../../src/verification/verify/disclosure.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { judgedOutcome, judgedSnapshot } from './sample-snapshot.ts'

const unit = [{ lv: 'daļa', en: 'a facet of it' }]

/** What may come out of a competence, as far as it is free. */
const outcomeOf = (competence: string): fc.Arbitrary<CertifiedOutcome> =>
  fc
    .record({
      result: fc.constantFrom('reached', 'partly', 'not-reached', 'not-assessed'),
      level: fc.integer({ min: 1, max: 8 }),
      isPartial: fc.boolean(),
      byPartners: fc.boolean(),
      kind: fc.constantFrom('planned', 'additional'),
      gain: fc.constantFrom('acquired', 'improved', 'none', 'unknown'),
    })
    .map(({ result, level, isPartial, byPartners, kind, gain }) =>
      judgedOutcome(competence, {
        result,
        kind,
        gain,
        level: result === 'reached' || result === 'partly' ? level : null,
        criteria: result === 'reached' ? judgedOutcome(competence).criteria! : [],
        improved: gain === 'unknown' ? null : gain !== 'none',
        ...(isPartial && { partial: { covered: unit, missing: unit } }),
        ...(byPartners && { byPartners: true as const }),
      }),
    )

const snapshots = fc
  .tuple(outcomeOf('1.1'), outcomeOf('2.4'), outcomeOf('5.2'))
  .map((outcomes): CertificateSnapshot => judgedSnapshot({ outcomes, languages: ['en'] }))

/** What a form says of an outcome: whether it is achieved, and every text in which its competence is named. */
type Says = { achieved: (competence: string) => boolean; text: (competence: string) => string }

const textsOf = (part: unknown): string => JSON.stringify(part)

function formsOf(snapshot: CertificateSnapshot): Record<string, Says> {
  const publicUrl = 'https://certificates.example'
  const badge = toOpenBadge(snapshot, { issuerDid: 'did:web:certificates.example', publicUrl, status: null })
  const { achievement, result } = badge.credentialSubject
  const edc = toEdc(snapshot, { pageImages: [], eidasIdentifier: null })
  const { learningOutcome } = JSON.parse(textsOf(edc)).credentialSubject.hasClaim.specifiedBy
  const wallet = learningClaims(snapshot).learning_outcomes
  const page = discloseSnapshot(snapshot, 'everything', 'en')
  const of = (list: readonly unknown[], competence: string) =>
    list.filter((each) => textsOf(each).includes(`"${competence} `))
  const shown = (competence: string) =>
    'outcomes' in page ? page.outcomes.find((each) => each.competence === competence) : undefined
  const aligned = (competence: string) =>
    achievement.alignment.filter(({ targetName }) =>
      targetName.startsWith(snapshot.outcomes.find((each) => each.competence === competence)!.title.en),
    )
  return {
    badge: {
      achieved: (competence) => aligned(competence).length > 0,
      text: (competence) => textsOf([aligned(competence), result]),
    },
    european: {
      achieved: (competence) => of(learningOutcome ?? [], competence).length > 0,
      text: (competence) => textsOf(of(learningOutcome ?? [], competence)),
    },
    wallet: {
      achieved: (competence) => of(wallet, competence).length > 0,
      text: (competence) => textsOf(of(wallet, competence)),
    },
    page: {
      achieved: (competence) => shown(competence)?.result === 'reached',
      text: (competence) => textsOf(shown(competence)),
    },
  }
}

const levelOf = (snapshot: CertificateSnapshot, outcome: CertifiedOutcome) =>
  levelNamed(snapshot.framework, outcome.level)?.('en') ?? ''

test('every form has the same outcomes as achieved, at the same level, and within the same limits', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      for (const [form, says] of Object.entries(formsOf(snapshot))) {
        for (const outcome of snapshot.outcomes) {
          const { competence, result, partial, byPartners } = outcome
          const isReached = result === 'reached'
          expect(says.achieved(competence), `${form} ${competence}`).toBe(isReached)
          if (!isReached || form === 'badge') continue
          expect(says.text(competence), form).toContain(levelOf(snapshot, outcome))
          expect(/partial/i.test(says.text(competence)), `${form}: partial`).toBe(partial !== undefined)
          expect(
            /by the partners/i.test(says.text(competence)) || /byPartners/.test(says.text(competence)),
            `${form}: partners`,
          ).toBe(byPartners === true)
        }
      }
    }),
    { numRuns: 150 },
  )
})

test('and the paper says what they say', async () => {
  await fc.assert(
    fc.asyncProperty(snapshots, async (snapshot) => {
      const { text } = await readPdf(Buffer.from(await drawCertificate(snapshot, [])))
      const plain = text.replaceAll(/\s+/g, ' ')
      for (const outcome of snapshot.outcomes)
        if (outcome.level !== null) expect(plain).toContain(levelOf(snapshot, outcome))
      const partial = snapshot.outcomes.some((outcome) => outcome.partial)
      expect(/partial/i.test(plain)).toBe(partial)
    }),
    { numRuns: 8 },
  )
})
