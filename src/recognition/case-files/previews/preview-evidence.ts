import { buffer } from 'node:stream/consumers'
import type { Context } from '../../../context.ts'
import { isReleased } from '../../documentation/evidence.ts'
import type { Thumbnail } from '../part.ts'
import type { CaseRecord } from '../read-case.ts'
import type { Preview } from '../telling.ts'

/** As many files as are looked into, the first ones first. */
const MAX_FILES = { pictures: 36, texts: 200 }
/** As many bytes as a picture may have, and all of them together. */
const MAX_BYTES = { one: 6 * 1024 * 1024, all: 32 * 1024 * 1024 }
const MAX_LINES = 4

/**
 * What can be shown of the files that were brought as evidence: of pictures how they look, of texts their first lines. One
 * file is held at a time; what is away, held back or too large is left out.
 */
export async function previewEvidence(ctx: Context, record: CaseRecord): Promise<Map<string, Preview>> {
  const files = record.evidence
    .map(({ row }) => row)
    .filter((row) => row.sha256 !== null && row.erasedAt === null && isReleased(row))
  const found = new Map<string, Preview>()
  const keep = (id: string, shown: Partial<Preview>) =>
    found.set(id, { thumbnail: null, firstLines: null, ...shown })
  for (const { id, sha256 } of files.filter(isText).slice(0, MAX_FILES.texts))
    keep(id, { firstLines: await firstLinesOf(ctx, sha256!) })
  for (const { id, sha256, mediaType } of within(files.flatMap(pictureOf)))
    keep(id, { thumbnail: await thumbnailFor(ctx, sha256, mediaType) })
  return found
}

type File = CaseRecord['evidence'][number]['row']

const isText = ({ mediaType }: File) => mediaType?.startsWith('text/plain') === true

type Picture = { id: string; sha256: string; mediaType: 'image/png' | 'image/jpeg'; size: number }

/** What is a picture, or has one: a film shows how it begins. */
function pictureOf({ id, sha256, frameSha256, frameSize, mediaType, ...row }: File): Picture[] {
  const isPicture = mediaType === 'image/png' || mediaType === 'image/jpeg'
  const picture: Picture | null = isPicture
    ? { id, sha256: sha256!, mediaType, size: row.size ?? 0 }
    : frameSha256 === null
      ? null
      : { id, sha256: frameSha256, mediaType: 'image/jpeg', size: frameSize ?? 0 }
  return picture && picture.size <= MAX_BYTES.one ? [picture] : []
}

/** The first pictures, as many as there is room for. */
function within(pictures: readonly Picture[]): Picture[] {
  let room = MAX_BYTES.all
  return pictures.slice(0, MAX_FILES.pictures).filter(({ size }) => {
    room -= size
    return room >= 0
  })
}

async function thumbnailFor(ctx: Context, sha256: string, mediaType: string): Promise<Thumbnail | null> {
  const bytes = await ctx.storage.open(sha256).then(buffer, () => null)
  return bytes && ctx.thumbnailOf(bytes, mediaType)
}

/** The first lines on which something stands; null where the file is away. */
async function firstLinesOf(ctx: Context, sha256: string): Promise<string | null> {
  const stream = await ctx.storage.open(sha256).catch(() => null)
  if (!stream) return null
  try {
    for await (const part of stream) return linesIn(part as Buffer)
  } catch {
    // What breaks off while it is read is away as well.
  }
  return null
}

function linesIn(start: Buffer): string {
  // A letter that was cut in two at the end is left out.
  const text = new TextDecoder('utf-8').decode(start.subarray(0, 4_096), { stream: true })
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.slice(0, MAX_LINES).join('\n')
}
