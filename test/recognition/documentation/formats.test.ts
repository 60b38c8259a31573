import fc from 'fast-check'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EvidenceFact } from '../../../src/db/schema/recognition/evidence-facts.ts'
import { openThreads } from '../../../src/platform/threads/threads.ts'
import { factReaderIn } from '../../../src/recognition/documentation/facts/in-threads.ts'
import { asBytes } from '../../setup/bytes.ts'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'
import * as made from './formats.ts'
import { photograph } from './pictures.ts'

const office = 'application/vnd.openxmlformats-officedocument'

/** Each form in which telephones and offices make evidence: what it is told to be, what is taken out, what is read. */
const forms: Record<
  string,
  { bytes: () => Buffer | Promise<Buffer>; type: string; stripped?: string[]; facts: Record<string, unknown> }
> = {
  'a film': {
    bytes: () => made.film(),
    type: 'video/mp4',
    stripped: ['user data', 'metadata', 'extension'],
    facts: { seconds: 95, subtitles: 1, size: '1920 × 1080', made: '2026-09-21 14:13' },
  },
  'a film of QuickTime that shows places, too': {
    bytes: made.filmWithPlaces,
    type: 'video/quicktime',
    stripped: ['user data', 'metadata', 'extension'],
    facts: { seconds: 95, 'metadata-kept': true },
  },
  'a recording of a telephone': {
    bytes: () => made.film('M4A ', 'sound'),
    type: 'audio/mp4',
    stripped: ['user data', 'metadata', 'extension'],
    facts: { seconds: 95 },
  },
  'a picture of a telephone': {
    bytes: made.heic,
    type: 'image/heic',
    stripped: ['Exif'],
    facts: { size: '4032 × 3024', 'not-converted': true },
  },
  'a WebP': {
    bytes: made.webp,
    type: 'image/webp',
    stripped: ['EXIF', 'XMP'],
    facts: { size: '640 × 480' },
  },
  'a WAV': { bytes: made.wav, type: 'audio/wav', stripped: ['LIST'], facts: {} },
  'a WAV that says of itself': {
    bytes: made.wave,
    type: 'audio/wav',
    stripped: ['LIST'],
    facts: { seconds: 3, title: 'Interview', author: 'Anna Bērziņa', made: '2026-09-20' },
  },
  'an MP3 that says of itself': {
    bytes: made.recording,
    type: 'audio/mpeg',
    stripped: ['ID3'],
    facts: {
      seconds: 2,
      title: 'Interview',
      author: 'Anna Bērziņa',
      made: '2026',
      licence: 'CC BY 4.0',
    },
  },
  'an MP3': { bytes: made.mp3, type: 'audio/mpeg', stripped: ['ID3'], facts: {} },
  'an Ogg, of which nothing can be taken out': {
    bytes: made.ogg,
    type: 'audio/ogg',
    facts: { 'metadata-kept': true },
  },
  'a text of Office': {
    bytes: () => made.docx(),
    type: `${office}.wordprocessingml.document`,
    facts: {
      pages: 3,
      words: 812,
      headings: 2,
      pictures: 2,
      'described-pictures': 1,
      tables: 1,
      formulas: 1,
      'tracked-changes': 1,
      language: 'lv-LV',
      title: 'Work plan',
      author: 'Learner One',
      made: '2026-09-20 10:15',
      'outside-links': ['https://example.org/plan'],
    },
  },
  'a workbook with macros': {
    bytes: made.xlsx,
    type: `${office}.spreadsheetml.sheet`,
    facts: { sheets: 2, formulas: 2, tables: 0, macros: ['xl/vbaProject.bin'] },
  },
  slides: {
    bytes: made.pptx,
    type: `${office}.presentationml.presentation`,
    facts: { slides: 2, headings: 1, pictures: 2, 'described-pictures': 1 },
  },
  'an open text': {
    bytes: () =>
      made.openDocument(
        'text',
        '<text:h/><draw:frame><draw:image xlink:href="https://example.org/a.png"/><svg:title>A lathe</svg:title></draw:frame><table:table/>',
      ),
    type: 'application/vnd.oasis.opendocument.text',
    facts: {
      pages: 2,
      words: 340,
      headings: 1,
      pictures: 1,
      'described-pictures': 1,
      tables: 1,
      author: 'Learner One',
      made: '2026-09-20 10:15',
      'outside-links': ['https://example.org/a.png'],
    },
  },
  'an open sheet with macros': {
    bytes: () =>
      made.openDocument('spreadsheet', '<table:table table:formula="of:=1"/>', {
        'Basic/Standard/Module1.xml': '<x/>',
      }),
    type: 'application/vnd.oasis.opendocument.spreadsheet',
    facts: { sheets: 1, formulas: 1, macros: ['Basic/Standard/Module1.xml'] },
  },
  'open slides': {
    bytes: () =>
      made.openDocument('presentation', '<draw:page><draw:frame presentation:class="title"/></draw:page>'),
    type: 'application/vnd.oasis.opendocument.presentation',
    facts: { slides: 1, headings: 1 },
  },
  'a PDF': {
    bytes: made.taggedPdf,
    type: 'application/pdf',
    facts: {
      pages: 2,
      headings: 1,
      pictures: 1,
      'described-pictures': 1,
      title: 'Report',
      author: 'Learner One',
      language: 'lv',
      'outside-links': ['https://example.org/more'],
      tagged: true,
    },
  },
}

describe('evidence as telephones and offices make it', () => {
  let world: World
  let one: Case
  beforeAll(async () => {
    world = await newWorld()
    one = await given(world).documentation()
  })
  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const path = () => `/v1/recognitions/${one.id}/evidence`
  const send = (bytes: Buffer) =>
    mentor()
      .post(path())
      .field({ title: 'Brought', producedOn: '2026-09-20', competences: '2.4' })
      .attach('file', bytes, 'called.txt')
  const told = (facts: EvidenceFact[]) => Object.fromEntries(facts.map(({ fact, value }) => [fact, value]))

  test.each(Object.entries(forms))('is taken by what it holds: %s', async (_name, form) => {
    const bytes = await form.bytes()
    const kept = await send(bytes)
    expect(kept.status, JSON.stringify(kept.body)).toBe(201)
    expect(kept.body).toMatchObject({ mediaType: form.type, stripped: form.stripped ?? [] })
    expect(told(kept.body.facts)).toMatchObject(form.facts)
    const content = await mentor().get(`${path()}/${kept.body.id}/content`).buffer().parse(asBytes)
    expect(content.headers['content-type']).toBe(form.type)
    expect(content.headers['content-disposition']).toMatch(/\.(?!bin")[a-z0-9]{3,4}"$/)
    if (form.stripped) expect((content.body as Buffer).toString('latin1')).not.toMatch(/Riga|56\.9|XMP of/)
    // Every byte that shows or sounds stays where the file itself says it is.
    if (/mp4|quicktime|heic/.test(form.type)) expect((content.body as Buffer).length).toBe(bytes.length)
  })

  test('tells who made a photograph and under which licence, and where it was taken to nobody', async () => {
    const said = Buffer.from(
      '<x:xmpmeta xmlns:x="x"><rdf:Description xmpRights:WebStatement="https://creativecommons.org/licenses/by/4.0/"><dc:creator><rdf:Seq><rdf:li>Learner One</rdf:li></rdf:Seq></dc:creator></rdf:Description></x:xmpmeta>',
    )
    const length = Buffer.alloc(2)
    const body = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), said])
    length.writeUInt16BE(body.length + 2)
    const plain = photograph()
    const picture = Buffer.concat([
      plain.subarray(0, 2),
      Buffer.from([0xff, 0xe1]),
      length,
      body,
      plain.subarray(2),
    ])
    const kept = await send(picture)
    const facts = told(kept.body.facts)
    expect(facts).toMatchObject({
      author: 'Learner One',
      licence: 'https://creativecommons.org/licenses/by/4.0/',
    })
    expect(JSON.stringify(kept.body)).not.toMatch(/56\.95|Riga/)
  })

  test('is refused where it is broken, or is no document, and nothing answers 500', async () => {
    const bomb = await made.docx({ '[Content_Types].xml': ' '.repeat(3_000_000) })
    const whole = await made.docx()
    const refused = [
      made.film().subarray(0, -1),
      made.film().subarray(0, 60),
      Buffer.concat([made.film(), Buffer.from([0, 0, 0, 2])]),
      made.webp().subarray(0, -30),
      Buffer.from('RIFF\xff\xff\xff\xffWEBPVP8 ', 'latin1'),
      bomb,
      whole.subarray(0, -30),
      await made.archive({ 'a.txt': 'no document' }),
      await made.archive({ mimetype: 'application/epub+zip' }),
      made.box('ftyp', 'zzzz'),
      Buffer.from('MZ\x90\0program'),
    ]
    for (const bytes of refused) expect((await send(bytes)).status).toBe(415)
  })

  test('that unpacks to too much, or cannot be read, is taken without facts', async () => {
    const large = await made.docx({ 'word/document.xml': `<a>${' '.repeat(70_000_000)}</a>` })
    expect(large.length).toBeLessThan(1_000_000)
    const kept = await send(large)
    expect([kept.status, kept.body.facts]).toEqual([201, null])
    const broken = await send(await made.docx({ 'word/document.xml': '<not closed' }))
    expect([broken.status, broken.body.facts]).toEqual([201, null])
    const nothing = await send(Buffer.from('%PDF-1.7 and nothing more'))
    expect(nothing.status).toBe(201)
  }, 60_000)

  test('never brings the service down, whatever is wrong in it', async () => {
    const { readEvidenceFile } = await import('../../../src/recognition/documentation/media/read-file.ts')
    // As the service does: what a broken file does to its reader ends with its thread.
    const threads = openThreads(1, { withinMs: 3_000, waiting: 5 })
    onTestFinished(() => threads.close())
    const { readFacts } = factReaderIn(threads)
    const files = await Promise.all(Object.values(forms).map(({ bytes }) => bytes()))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(5_000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
        fc.nat(5_000),
        async (file, changes, cut) => {
          const bytes = Buffer.from(file)
          for (const [at, value] of changes) bytes[16 + (at % (bytes.length - 16))] = value
          const given = cut % 3 === 0 ? bytes.subarray(0, 16 + (cut % bytes.length)) : bytes
          await readEvidenceFile(given, { readFacts, convertHeic: null }).catch((error) =>
            expect(error).toHaveProperty('reason'),
          )
        },
      ),
      { numRuns: 100 },
    )
  }, 120_000)

  test('stands at the desk and in the case file with what was read, in both languages, and never as a mark', async () => {
    const desk = await deskOf(world, world.host, world.host.members.mentor)
    const shown = (language: string) =>
      world.anyone.get(`${desk}/recognitions/${one.id}/evidence?lang=${language}`).set('accept', 'text/html')
    const [english, latvian] = [await shown('en'), await shown('lv')]
    expect(english.text).toContain('These are facts, not marks.')
    expect(english.text).toContain('<li>author as the file says: Learner One</li>')
    expect(english.text).toContain('Open it with macros off.')
    expect(latvian.text).toContain('<li>2 virsraksti</li>')
    expect(latvian.text).toContain('<li>alternatīvais teksts ir 1 attēlam</li>')
    const file = await world
      .as({ school: world.school, role: 'coordinator' })
      .get(`/v1/recognitions/${one.id}/file.pdf`)
      .buffer()
      .parse(asBytes)
    const { text } = await readPdf(file.body)
    expect(text.replace(/\s+/g, ' ')).toContain('holds a macro: xl/vbaProject.bin')
    expect(text).toMatch(/File \(XLSX/)
  })
})
