import fc from 'fast-check'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import type {
  CertificateSnapshot,
  CertifiedOrganisation,
} from '../../../src/certification/certificates/snapshot.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { sheet, type } from '../../../src/platform/pdf/look.ts'
import { digCompAreas, sampleOutcome, sampleSnapshot } from './sample-snapshot.ts'

type Box = { text: string; size: number; left: number; right: number; top: number; bottom: number }

/** Every piece of text with the box it stands in, page by page, measured from the top left. */
async function boxesOf(bytes: Uint8Array): Promise<Box[][]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const pages: Box[][] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return []
        const [, , , size, left, baseline] = item.transform as [
          number,
          number,
          number,
          number,
          number,
          number,
        ]
        const y = sheet.height - baseline
        const text = item.str.trimEnd()
        const width = (item.width * text.length) / item.str.length
        return [{ text, size, left, right: left + width, top: y - size * 0.7, bottom: y + size * 0.2 }]
      }),
    )
  }
  await document.destroy()
  return pages
}

function outside(boxes: Box[]): Box[] {
  return boxes.filter(
    (one) =>
      one.left < sheet.left - 1 ||
      one.right > sheet.width - sheet.right + 1 ||
      one.top < 20 ||
      one.bottom > sheet.height - 20,
  )
}

/** The last text of a page above its foot, if it is as large as a heading. */
function orphanedHeading(boxes: Box[]): Box | undefined {
  const last = boxes
    .filter((one) => one.bottom < sheet.height - sheet.bottom + 2)
    .sort((a, b) => a.top - b.top)
    .at(-1)
  return last && last.size >= type.competence.size ? last : undefined
}

/** Texts that stand on each other. */
function overlaps(boxes: Box[]): string[] {
  const found: string[] = []
  boxes.forEach((a, index) => {
    for (const b of boxes.slice(index + 1)) {
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (width > 1 && height > 1) found.push(`${a.text} | ${b.text}`)
    }
  })
  return found
}

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
  fc.constantFrom(
    'Š',
    'Learner',
    'Maksimiliāna Elizabete Konstantīna',
    'W'.repeat(120),
    'ā ē ī '.repeat(30).trim(),
  ),
)
const sentence = fc.oneof(
  fc.lorem({ maxCount: 60 }),
  fc.constantFrom('Īss teksts', 'Nepārtrauktsvārds'.repeat(40), 'garš teksts ar garumzīmēm '.repeat(120)),
)
const phrase = fc.oneof(
  fc.lorem({ maxCount: 8 }),
  fc.constant('Ļoti garš nosaukums ar daudziem vārdiem '.repeat(5).trim()),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const organisation = (base: CertifiedOrganisation): fc.Arbitrary<CertifiedOrganisation> =>
  fc.record({
    id: fc.constant(base.id),
    name: fc.oneof(
      name,
      fc.constant('Parauga profesionālās izglītības kompetences centrs '.repeat(4).trim()),
    ),
    country: fc.constantFrom('LV', 'PT', 'GR', 'XK'),
    city: maybe(name),
    oid: maybe(fc.constant('E10000001')),
    contact: maybe(fc.record({ name, role: maybe(phrase) })),
  })

const level = (count: number) => maybe(fc.integer({ min: 1, max: Math.max(1, count) }))
const codes = digCompAreas.flatMap((area) => area.competences.map((one) => one.code))

const outcomeOf = (competence: string, count: number) =>
  fc
    .record({
      baseline: level(count),
      target: level(count),
      level: level(count),
      result: fc.constantFrom('reached', 'partly', 'not-reached', 'not-assessed'),
      improved: fc.boolean(),
      kind: fc.constantFrom('planned', 'additional'),
      methods: fc.array(fc.constantFrom('observation', 'test', 'something else'), { maxLength: 3 }),
      statements: fc.array(fc.record({ lv: sentence, en: sentence }), { maxLength: 4 }),
      assessedOn: maybe(fc.constant('2026-10-28')),
    })
    .map((overrides) =>
      sampleOutcome(
        competence,
        count ? overrides : { ...overrides, baseline: null, target: null, level: null },
      ),
    )

const snapshot: fc.Arbitrary<CertificateSnapshot> = fc.constantFrom(8, 4, 6, 20, 0).chain((count) => {
  const base = sampleSnapshot()
  const lead = { lv: 'Es spēju:', en: 'I can:' }
  const levels = Array.from({ length: count }, (_, index) => ({
    level: index + 1,
    code: `L${index + 1}`,
    title: { lv: `${index + 1}. līmenis`, en: `Level ${index + 1}` },
    band: index % 2 ? { lv: 'Augsts līmenis', en: 'Advanced' } : null,
    lead,
  }))
  return fc.record({
    format: fc.constant(1 as const),
    id: fc.constant(base.id),
    number: fc.constantFrom('DK-2026-000042', 'N'.repeat(60)),
    verification: fc.constant(base.verification),
    issuedAt: fc.constant(base.issuedAt),
    title: fc.record({ lv: phrase, en: phrase }),
    languages: fc.constantFrom<('lv' | 'en')[]>(['lv'], ['en'], ['lv', 'en'], ['en', 'lv']),
    learner: fc.record({ givenName: name, familyName: name, birthDate: fc.constant('2008-03-12') }),
    issuer: organisation(base.issuer),
    sending: organisation(base.sending),
    hosting: organisation(base.hosting),
    mobility: fc
      .record({
        objective: maybe(sentence),
        programme: maybe(sentence),
        workloadHours: fc.constantFrom(0, 21, 16000),
      })
      .map((some) => ({ ...base.mobility, ...some })),
    eqfLevel: maybe(fc.integer({ min: 1, max: 8 })),
    assessmentTypes: fc.constantFrom(
      [],
      ['observation'],
      ['observation', 'portfolio', 'interview', 'simulation'],
    ),
    qualityAssurance: fc.record({ lv: sentence, en: sentence }),
    framework: fc.constant({ ...base.framework, levels }),
    agreement: fc.constant(base.agreement),
    outcomes: fc
      .shuffledSubarray(codes, { minLength: 1 })
      .chain((some) => fc.tuple(...some.map((code) => outcomeOf(code, count)))),
    notice: fc.constant(base.notice),
  })
})

test('no text leaves the page or stands on another and no heading ends a page, however long and many', async () => {
  await fc.assert(
    fc.asyncProperty(snapshot, async (one) => {
      const pages = await boxesOf(await drawCertificate(one, []))
      expect(pages.length).toBeGreaterThan(1)
      for (const boxes of pages) {
        expect(outside(boxes)).toEqual([])
        expect(overlaps(boxes)).toEqual([])
      }
      for (const boxes of pages.slice(1)) {
        expect(orphanedHeading(boxes)).toBeUndefined()
      }
    }),
    { numRuns: 40, seed: 20261105 },
  )
}, 120_000)
