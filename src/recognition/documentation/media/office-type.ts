import { buffer } from 'node:stream/consumers'
import { parseXml } from '../../../platform/sheets/xlsx/parse-xml.ts'
import { type ArchiveParts, openParts } from '../../../platform/zip/open-parts.ts'

const MIB = 1024 * 1024
/** A file that anybody writes has no more parts, and none that says what it is is larger. */
const limits = { parts: 5_000, part: MIB, all: 2 * MIB }

const openDocument = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)$/

/** By the main part of a file of Office, with macros or without: what it is. */
const mainParts: [part: RegExp, mediaType: string][] = [
  [/wordprocessingml\.document\.main|ms-word\.document\.macroEnabled\.main/, 'wordprocessingml.document'],
  [/spreadsheetml\.sheet\.main|ms-excel\.sheet\.macroEnabled\.main/, 'spreadsheetml.sheet'],
  [
    /presentationml\.presentation\.main|ms-powerpoint\.presentation\.macroEnabled\.main/,
    'presentationml.presentation',
  ],
]

/**
 * The media type of an office file, told by the content types within and not by what it is called. Null for any other
 * archive, for one that is broken, and for one that unpacks to more than is read of it.
 */
export async function officeTypeOf(bytes: Uint8Array): Promise<string | null> {
  try {
    const parts = await openParts(bytes, limits)
    return (await openDocumentType(parts)) ?? (await mainPartType(parts))
  } catch {
    return null
  }
}

async function openDocumentType({ open }: ArchiveParts): Promise<string | null> {
  const part = open('mimetype')
  const said = part ? (await buffer(part)).toString('latin1').trim() : ''
  return openDocument.test(said) ? said : null
}

async function mainPartType({ open }: ArchiveParts): Promise<string | null> {
  const types = open('[Content_Types].xml')
  if (!types) return null
  let found: string | null = null
  await parseXml(types, {
    open: (name, { ContentType = '' }) => {
      if (name === 'Override') found ??= mainParts.find(([part]) => part.test(ContentType))?.[1] ?? null
    },
  })
  return found === null ? null : `application/vnd.openxmlformats-officedocument.${found}`
}
