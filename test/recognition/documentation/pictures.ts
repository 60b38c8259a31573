/** The smallest JPEG that decoders take: one grey pixel. */
const plain = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
)

const segment = (marker: number, body: Buffer) => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length + 2)
  return Buffer.concat([Buffer.from([0xff, marker]), length, body])
}

/** EXIF data, little-endian, that says which way up the camera was held and, in a GPS directory, where. */
export function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 12 + 4 + 24)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(count, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  }
  entry(10, 0x0112, 3, 1, orientation)
  entry(22, 0x8825, 4, 1, 38)
  tiff.writeUInt16LE(1, 38)
  entry(40, 0x0002, 5, 3, 56)
  for (const [index, part] of [56, 57, 6].entries()) {
    tiff.writeUInt32LE(part, 56 + index * 8)
    tiff.writeUInt32LE(1, 60 + index * 8)
  }
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
}

export const colourProfile = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01profile', 'latin1'))
const xmp = segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x>Riga, 56.95N</x>', 'latin1'))
const iptc = segment(0xed, Buffer.from('Photoshop 3.0\x008BIM City Riga', 'latin1'))
const comment = segment(0xfe, Buffer.from('taken at the workshop', 'latin1'))

const [start, rest] = [plain.subarray(0, 2), plain.subarray(2)]

/** A photograph as a telephone makes it: it tells where it was taken in four ways, and more comes after its end. */
export const photograph = (orientation = 1) =>
  Buffer.concat([
    start,
    segment(0xe1, exif(orientation)),
    xmp,
    iptc,
    comment,
    colourProfile,
    rest,
    Buffer.from('MotionPhoto 56.95N'),
  ])

/** The same picture without any of that. */
export const bare = Buffer.concat([start, rest])

const chunk = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, Buffer.from(type, 'latin1'), body, Buffer.alloc(4)])
}
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const shown = [
  chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  chunk('IDAT', Buffer.from('pixels')),
  chunk('IEND', Buffer.alloc(0)),
]

export const barePng = Buffer.concat([signature, ...shown])
export const screenshot = Buffer.concat([
  signature,
  shown[0]!,
  chunk('eXIf', exif(1)),
  chunk('iCCP', Buffer.from('Riga\0\0x')),
  chunk('zTXt', Buffer.from('Location\0\0x')),
  chunk('sPLT', Buffer.from('Riga\0\x08')),
  chunk('pHYs', Buffer.from('123456789 Riga')),
  chunk('tEXt', Buffer.from('Location\0Riga')),
  chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0 Riga')),
  shown[1]!,
  chunk('zzZz', Buffer.from('Riga')),
  shown[2]!,
  Buffer.from('Riga'),
])

/** Segments and chunks that can hold a text where only how to show a picture should stand. */
export const talkative = Buffer.concat([
  start,
  segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01Riga', 'latin1')),
  segment(0xe0, Buffer.from('JFXX\0\x13Riga', 'latin1')),
  segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\x01Riga', 'latin1')),
  segment(0xe5, Buffer.from('Riga', 'latin1')),
  segment(0xf3, Buffer.from('Riga', 'latin1')),
  rest,
])

/** Files that begin and end as pictures do and hold none. */
export const pictureless = {
  'image/jpeg': [
    Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
    Buffer.concat([start, segment(0xdb, Buffer.alloc(65)), Buffer.from([0xff, 0xd9])]),
    Buffer.concat([
      start,
      segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 17, 0])),
      Buffer.from([0xff, 0xd9]),
    ]),
  ],
  'image/png': [
    Buffer.concat([signature, shown[2]!]),
    Buffer.concat([signature, shown[0]!, shown[2]!]),
    Buffer.concat([signature, chunk('IHDR', Buffer.alloc(13)), shown[1]!, shown[2]!]),
    Buffer.concat([signature, shown[1]!, shown[0]!, shown[2]!]),
  ],
}
