import { inflateSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { drawing } from '../../../src/certification/documents/pdf/drawing.ts'
import { sha256 } from '../../../src/platform/hash.ts'
import { allOutcomes, sampleAttachments, sampleOutcome, sampleSnapshot } from './sample-snapshot.ts'

type Node = { role?: string; alt?: string; lang?: string; children?: Node[] }

async function opened<T>(
  bytes: Uint8Array,
  read: (document: Awaited<ReturnType<typeof getDocument>['promise']>) => Promise<T>,
): Promise<T> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  try {
    return await read(document)
  } finally {
    await document.destroy()
  }
}

/** Every element of the structure, page by page, in reading order. */
async function elementsOf(bytes: Uint8Array): Promise<Node[]> {
  const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)]
  return opened(bytes, async (document) => {
    const all: Node[] = []
    for (let number = 1; number <= document.numPages; number++) {
      all.push(...flat((await (await document.getPage(number)).getStructTree()) as Node))
    }
    return all
  })
}

async function textOf(bytes: Uint8Array): Promise<string> {
  return opened(bytes, async (document) => {
    const pages: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    return pages.join(' ').replace(/\s+/g, ' ')
  })
}

test('the same snapshot gives the same bytes, and another one other bytes', async () => {
  const first = Buffer.from(await drawCertificate(sampleSnapshot(), sampleAttachments()))
  await drawCertificate(sampleSnapshot({ languages: ['en'], outcomes: allOutcomes() }), [])
  expect(first.equals(await drawCertificate(sampleSnapshot(), sampleAttachments()))).toBe(true)
  expect(
    first.equals(await drawCertificate(sampleSnapshot({ number: 'DK-2026-000043' }), sampleAttachments())),
  ).toBe(false)
})

/** What a PDF says, whichever release of zlib packed it. */
function unpacked(pdf: Buffer): Buffer {
  const parts: Buffer[] = []
  let at = 0
  for (const { index } of pdf.toString('latin1').matchAll(/(?<!end)stream\r?\n/g)) {
    const start = pdf.indexOf('\n', index) + 1
    if (index < at) continue
    at = pdf.indexOf('endstream', start)
    const stream = pdf.subarray(start, at)
    parts.push(stream[0] === 0x78 ? inflateSync(stream) : stream)
  }
  return Buffer.concat(parts)
}

test('whoever changes the drawing counts it up, so that older papers are not taken for forged', async () => {
  const drawn = unpacked(Buffer.from(await drawCertificate(sampleSnapshot(), sampleAttachments())))
  // After a change that is meant: `drawing` goes up by one where the drawing before it was released, and this hash is new.
  expect({ drawing, hash: sha256(drawn) }).toEqual({
    drawing: 4,
    hash: 'ed0cf0296415f6321002450018395ae7dc31aac956eb690fe93e30f9f265ca2a',
  })
})

test('a certificate in one language has no word of the other', async () => {
  const neutral = {
    issuer: { ...sampleSnapshot().issuer, city: null, contact: null },
    qualityAssurance: { lv: 'EQAVET', en: 'EQAVET' },
  }
  const english = await textOf(await drawCertificate(sampleSnapshot({ ...neutral, languages: ['en'] }), []))
  expect(english).toContain('Mobility certificate')
  for (const word of ['apliecinājums', 'Sasniegts', 'Kompetence', 'lappuse', 'Vārds'])
    expect(english).not.toContain(word)
  const latvian = await textOf(await drawCertificate(sampleSnapshot({ ...neutral, languages: ['lv'] }), []))
  expect(latvian).toContain('Mobilitātes apliecinājums')
  for (const word of ['certificate ', 'Reached', 'Competence', 'Page', 'Surname'])
    expect(latvian).not.toContain(word)
})

test('every figure has a text in its place in each language: the wheel, the QR code and a bar for each outcome', async () => {
  const elements = await elementsOf(await drawCertificate(sampleSnapshot(), []))
  const figures = elements.filter((one) => one.role === 'Figure')
  const { outcomes, verification } = sampleSnapshot()
  for (const language of ['lv', 'en'])
    expect(figures.filter(({ lang }) => lang === language)).toHaveLength(2 + outcomes.length)
  for (const figure of figures) expect(figure.alt).toBeTruthy()
  const [wheel] = figures.filter(({ alt }) => alt!.includes('1.1 Datu, informācijas'))
  expect(wheel!.alt).toMatch(
    /^Kompetenču aplis\. Plānotais un sasniegtais: 1\.1 .*plānots: 5\. līmenis no 8, sasniegts/,
  )
  const [spoken] = figures.filter(({ alt }) => alt!.includes('1.1 Browsing'))
  expect(spoken!.alt).toMatch(
    /^Competence wheel\. Planned and reached: 1\.1 .*planned: level 5 of 8, reached/,
  )
  expect(figures.filter(({ alt }) => alt!.includes(verification.url))).toHaveLength(2)
  expect(figures[0]!.alt).toBe('sākumā 3 · sasniedzamais 5 · sasniegts 5 (no 8)')
  expect(figures[1]!.alt).toBe('baseline 3 · target 5 · reached 5 (of 8)')
})

test('headings go down by one step at most', async () => {
  const elements = await elementsOf(await drawCertificate(sampleSnapshot(), []))
  const depths = elements.flatMap((one) => (/^H\d$/.test(one.role ?? '') ? [Number(one.role![1])] : []))
  expect(depths[0]).toBe(1)
  depths.slice(1).forEach((depth, index) => {
    expect(depth).toBeLessThanOrEqual(depths[index]! + 1)
  })
})

test('both languages are marked where they stand', async () => {
  const languages = new Set(
    (await elementsOf(await drawCertificate(sampleSnapshot(), []))).map((one) => one.lang),
  )
  expect(languages).toContain('lv')
  expect(languages).toContain('en')
})

test('bookmarks lead to every section, and to the areas under the skills', async () => {
  const bytes = await drawCertificate(sampleSnapshot({ languages: ['en'] }), [])
  const outline = await opened(bytes, (document) => document.getOutline())
  expect(outline.map((one) => one.title)).toEqual([
    'Mobility certificate',
    '1 Holder',
    '2 Issuing organisation',
    '3 Partner organisations',
    '4 Description of the mobility',
    '5.a Skills acquired during the mobility',
    '5.b Workload and credits',
    'Basis and sources',
  ])
  expect(outline[5]!.items.map((one) => one.title)).toEqual([
    '1 Information and data literacy',
    '2 Communication and collaboration',
    '3 Digital content creation',
    '4 Safety',
    '5 Problem solving',
  ])
})

test('a certificate without workload and level has no section 5.b, and what is not known is left out', async () => {
  const base = sampleSnapshot()
  const bare = { city: null, oid: null, contact: null }
  const text = await textOf(
    await drawCertificate(
      sampleSnapshot({
        languages: ['en'],
        eqfLevel: null,
        assessmentTypes: [],
        issuer: { ...base.issuer, ...bare },
        sending: { ...base.sending, ...bare },
        hosting: { ...base.hosting, ...bare },
        mobility: {
          ...base.mobility,
          workloadHours: 0,
          objective: null,
          programme: null,
          mobilityCode: null,
        },
        outcomes: [
          sampleOutcome('1.1', {
            baseline: null,
            target: null,
            level: null,
            result: 'not-assessed',
            improved: false,
            statements: [],
            methods: [],
            evidenceKinds: [],
            assessedOn: null,
            assessor: null,
          }),
        ],
      }),
      [],
    ),
  )
  for (const absent of [
    '5.b',
    'Workload',
    'Objective',
    'Contact person',
    'OID',
    'Files attached',
    'null',
    'undefined',
  ]) {
    expect(text).not.toContain(absent)
  }
  expect(text).toContain('Not assessed')
  expect(text).toContain('Portugal')
})

test.each([0, 4, 6, 8])(
  'a framework of %i levels is drawn by what the snapshot says of it',
  async (count) => {
    const { framework } = sampleSnapshot()
    const levels = Array.from({ length: count }, (_, index) => ({
      level: index + 1,
      code: 'ABCDEFGH'[index]!,
      title: { lv: `Pakāpe ${index + 1}`, en: `Grade ${index + 1}` },
      band: null,
      lead: { lv: 'Es spēju:', en: 'I can:' },
    }))
    const known = count ? { baseline: 1, target: 3, level: 4 } : { baseline: null, target: null, level: null }
    const one = sampleSnapshot({
      languages: ['en'],
      framework: { ...framework, title: { lv: 'Cits mērs', en: 'Another measure' }, levels },
      outcomes: [sampleOutcome('3.4', known)],
    })
    const text = await textOf(await drawCertificate(one, []))
    expect(text).toContain('Another measure')
    expect(text).toContain('1 / 1')
    expect(text.includes(`4 / ${count}`)).toBe(count > 0)
    expect(text.includes('baseline A · target C · reached D')).toBe(count > 0)
    expect(text.includes('Level before the mobility')).toBe(count > 0)
  },
)

test('what is the same for all outcomes is said once, what differs is said with each', async () => {
  const times = async (methods: string[], label: string) => {
    const outcomes = [sampleOutcome('1.1'), sampleOutcome('1.2', { methods }), sampleOutcome('1.3')]
    const text = await textOf(await drawCertificate(sampleSnapshot({ languages: ['en'], outcomes }), []))
    return text.split(label).length - 1
  }
  const shared = sampleOutcome('1.1').methods
  expect(await times([...shared], 'Evidence')).toBe(1)
  expect(await times([...shared], 'Type of assessment')).toBe(1)
  expect(await times([...shared], 'Methods')).toBe(0)
  expect(await times(['interview'], 'Methods')).toBe(3)
})

test('credits stand in section 5.b as the agreement names them, and nowhere where it names none', async () => {
  const [first, second, ...others] = sampleSnapshot().outcomes
  const credits = '2 ECVET points'
  const outcomes = [{ ...first!, credits }, { ...second!, credits }, ...others]
  const text = await textOf(await drawCertificate(sampleSnapshot({ outcomes, languages: ['en'] }), []))
  expect(text).toMatch(/Credits by the learning agreement:\s+2 ECVET points \(\d\.\d, \d\.\d\)/)
  const none = await textOf(await drawCertificate(sampleSnapshot({ languages: ['en'] }), []))
  expect(none).not.toContain('Credits by')
})

test('an official number of Europass Mobility is shown only if one was given', async () => {
  const { mobility } = sampleSnapshot()
  const given = sampleSnapshot({
    languages: ['en'],
    mobility: { ...mobility, europassNumber: 'LV-0000-0001' },
  })
  expect(await textOf(await drawCertificate(given, []))).toContain('LV-0000-0001')
  const none = await textOf(await drawCertificate(sampleSnapshot({ languages: ['en'] }), []))
  expect(none).not.toContain('Europass Mobility number')
})
