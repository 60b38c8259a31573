import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { zipStream } from '../../../src/platform/zip/zip.ts'
import { exif } from './pictures.ts'

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const uint16 = (value: number) => uint32(value).subarray(2)

/** A box of an ISO base media file. */
export const box = (name: string, ...content: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(content.map((part) => Buffer.from(part as string)))
  return Buffer.concat([uint32(8 + body.length), Buffer.from(name, 'latin1'), body])
}

const header = () => {
  const body = Buffer.alloc(100)
  body.writeUInt32BE(2_082_844_800 + 1_790_000_000, 4)
  body.writeUInt32BE(1_000, 12)
  body.writeUInt32BE(95_000, 16)
  return box('mvhd', body)
}
const track = (kind: string, width = 0, height = 0) => {
  const body = Buffer.alloc(84)
  body.writeUInt16BE(width, 76)
  body.writeUInt16BE(height, 80)
  const handler = Buffer.concat([Buffer.alloc(8), Buffer.from(kind), Buffer.alloc(12)])
  return box('trak', box('tkhd', body), box('mdia', box('hdlr', handler)))
}

/** A film of a telephone: of 95 seconds, with subtitles, and where it was taken in three places. */
export const film = (brand = 'isom', shown = 'what is shown', more: Buffer[] = []): Buffer =>
  Buffer.concat([
    box('ftyp', brand, Buffer.alloc(4)),
    box('mdat', shown),
    box(
      'moov',
      header(),
      track('vide', 1920, 1080),
      track('sbtl'),
      ...more,
      box('udta', box('\xa9xyz', '+56.9500+024.1000/ Riga')),
      box('meta', 'com.apple.quicktime.location.ISO6709 +56.95 Riga'),
    ),
    box('uuid', 'XMP of Riga'),
  ])

export const filmWithPlaces = () => film('qt  ', 'with places', [track('meta')])

/** A HEIC whose EXIF data lie behind the picture. */
export function heic(): Buffer {
  const inside = Buffer.concat([uint32(6), exif(6)])
  const entry = (id: number, kind: string) =>
    box('infe', Buffer.from([2, 0, 0, 0]), uint16(id), uint16(0), kind, '\0')
  const make = (at: number) => {
    const extent = (id: number, from: number, length: number) =>
      Buffer.concat([uint16(id), uint16(0), uint16(1), uint32(from), uint32(length)])
    const places = Buffer.concat([Buffer.from([0, 0, 0, 0, 0x44, 0]), uint16(2)])
    return Buffer.concat([
      box('ftyp', 'heic', Buffer.alloc(4), 'mif1heic'),
      box(
        'meta',
        Buffer.alloc(4),
        box('iinf', Buffer.alloc(4), uint16(2), entry(1, 'hvc1'), entry(2, 'Exif')),
        box('iprp', box('ipco', box('ispe', Buffer.alloc(4), uint32(4032), uint32(3024)))),
        box('iloc', places, extent(1, at, 7), extent(2, at + 7, inside.length)),
      ),
      box('mdat', 'picture', inside),
    ])
  }
  const { length } = make(0)
  return make(length - inside.length - 7)
}

const riffChunk = (name: string, body: Buffer) => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)])
}
const riff = (form: string, ...chunks: Buffer[]) => {
  const body = Buffer.concat([Buffer.from(form), ...chunks])
  return riffChunk('RIFF', body)
}
const vp8x = Buffer.from([0x0c, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0])
export const webp = () =>
  riff(
    'WEBP',
    riffChunk('VP8X', vp8x),
    riffChunk('VP8 ', Buffer.from('the picture')),
    riffChunk('EXIF', exif(1).subarray(6)),
    riffChunk('XMP ', Buffer.from('<x:xmpmeta>Riga</x:xmpmeta>')),
  )
export const wav = () =>
  riff(
    'WAVE',
    riffChunk('fmt ', Buffer.alloc(16)),
    riffChunk('LIST', Buffer.from('Riga')),
    riffChunk('data', Buffer.from('sound')),
  )
export const mp3 = () =>
  Buffer.concat([
    Buffer.from('ID3\x04\0\0\0\0\0\x04Riga', 'latin1'),
    Buffer.from([0xff, 0xfb, 0x90, 0]),
    Buffer.from('sound'),
  ])
const text = (name: string, said: Buffer) => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(said.length)
  return Buffer.concat([Buffer.from(name), size, Buffer.alloc(2), said])
}
/** Two seconds of an MP3 as it is mostly written, with what it says of itself. */
export const recording = () => {
  const texts = Buffer.concat([
    text('TIT2', Buffer.from('\0Interview', 'latin1')),
    text('TPE1', Buffer.concat([Buffer.from([1]), Buffer.from('\ufeffAnna Bērziņa', 'utf16le')])),
    text('TYER', Buffer.from('\x002026', 'latin1')),
    text('TCOP', Buffer.from('\x03CC BY 4.0', 'utf8')),
  ])
  const head = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1')
  head.writeUInt16BE(((texts.length & 0x3f80) << 1) | (texts.length & 0x7f), 8)
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413)])
  return Buffer.concat([head, texts, ...Array.from({ length: 77 }, () => frame)])
}
/** Three seconds of a WAV, with what it says of itself. */
export const wave = () => {
  const format = Buffer.alloc(16)
  format.writeUInt32LE(8000, 8)
  const info = ['INAM', 'Interview', 'IART', 'Anna Bērziņa', 'ICRD', '2026-09-20']
  const said = [0, 2, 4].map((at) => riffChunk(info[at]!, Buffer.from(`${info[at + 1]}\0`)))
  return riff(
    'WAVE',
    riffChunk('fmt ', format),
    riffChunk('LIST', Buffer.concat([Buffer.from('INFO'), ...said])),
    riffChunk('data', Buffer.alloc(24_000, 'x')),
  )
}
export const ogg = () => Buffer.from('OggS and a comment')

/** An archive of parts by their paths. */
export const archive = (parts: Record<string, string | Buffer>): Promise<Buffer> =>
  buffer(
    zipStream(
      (async function* () {
        for (const [name, part] of Object.entries(parts))
          yield { name, bytes: Buffer.from(part as string), at: new Date(0) }
      })(),
    ),
  )

const types = (main: string) =>
  `<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/></Types>`
const core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Work plan</dc:title><dc:creator>Learner One</dc:creator><dcterms:created>2026-09-20T10:15:30Z</dcterms:created><dc:language>lv-LV</dc:language></cp:coreProperties>`
const relations = `<Relationships><Relationship Id="r1" Target="https://example.org/plan" TargetMode="External"/><Relationship Id="r2" Target="media/image1.png"/></Relationships>`

/** Of a Latvian Word: its headings are called otherwise, and are headings all the same. */
export const docx = (more: Record<string, string> = {}) =>
  archive({
    '[Content_Types].xml': types('wordprocessingml.document'),
    'docProps/core.xml': core,
    'docProps/app.xml': '<Properties><Pages>3</Pages><Words>812</Words></Properties>',
    'word/styles.xml':
      '<w:styles><w:style w:styleId="Virsraksts1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Parasts"><w:name w:val="Normal"/></w:style></w:styles>',
    'word/document.xml':
      '<w:document><w:pStyle w:val="Virsraksts1"/><w:pStyle w:val="Virsraksts1"/><w:pStyle w:val="Parasts"/><wp:docPr descr="A lathe"/><wp:docPr/><w:tbl/><m:oMath/><w:ins/></w:document>',
    'word/_rels/document.xml.rels': relations,
    ...more,
  })
export const xlsx = () =>
  archive({
    '[Content_Types].xml': types('spreadsheetml.sheet'),
    'xl/worksheets/sheet1.xml': '<worksheet><c><f>SUM(A1:A2)</f></c><c><f>A1</f></c></worksheet>',
    'xl/worksheets/sheet2.xml': '<worksheet/>',
    'xl/vbaProject.bin': 'macro',
  })
export const pptx = () =>
  archive({
    '[Content_Types].xml': types('presentationml.presentation'),
    'ppt/slides/slide1.xml':
      '<p:sld><p:ph type="ctrTitle"/><p:sp><p:cNvPr descr="a shape"/></p:sp><p:pic><p:cNvPr descr="A machine"/></p:pic></p:sld>',
    'ppt/slides/slide2.xml': '<p:sld><p:pic><p:cNvPr/></p:pic></p:sld>',
  })
export const openDocument = (kind: string, content: string, more: Record<string, string> = {}) =>
  archive({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content>${content}</office:document-content>`,
    'meta.xml':
      '<office:document-meta><meta:initial-creator>Learner One</meta:initial-creator><meta:creation-date>2026-09-20T10:15:30</meta:creation-date><meta:document-statistic meta:page-count="2" meta:word-count="340"/></office:document-meta>',
    ...more,
  })

/** A PDF that is tagged, with a heading and a picture that has an alternative text. */
export async function taggedPdf(): Promise<Buffer> {
  const paper = new PDFDocument({
    tagged: true,
    lang: 'lv',
    info: { Title: 'Report', Author: 'Learner One' },
  })
  paper.addStructure(paper.struct('H1', {}, () => void paper.text('A heading')))
  paper.addStructure(
    paper.struct('Figure', { alt: 'A machine' }, () => void paper.rect(10, 10, 20, 20).fill()),
  )
  paper.text('A link', { link: 'https://example.org/more' })
  paper.addPage()
  paper.end()
  return buffer(paper)
}
