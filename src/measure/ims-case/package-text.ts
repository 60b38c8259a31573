/** Where an object stands in the text of its package, in bytes. */
export type Excerpt = { text: PackageText; from: number; to: number }

/** A package as it is answered, and where each of its objects stands in it, by collection and identifier in small letters. */
export type PackageText = {
  bytes: Buffer
  language: string
  /** The link to its document, as JSON. */
  documentURI: string
  excerpts: ReadonlyMap<string, ReadonlyMap<string, Excerpt>>
}

type Identified = { identifier: string }

/**
 * Writes a package down once: what is asked for of it later is cut out of its text, so that the objects need not be kept.
 * The lists are told by name; whatever else a package has stands in the text alone.
 */
export function writePackage(whole: object, language: string, document: object): PackageText {
  const pieces: string[] = []
  let length = 0
  const put = (piece: string) => {
    pieces.push(piece)
    length += Buffer.byteLength(piece)
  }
  const excerpts = new Map<string, Map<string, Excerpt>>()
  const text = { language, documentURI: JSON.stringify(document), excerpts, bytes: Buffer.alloc(0) }

  function putMembers(members: object): void {
    put('{')
    for (const [index, [name, value]] of Object.entries(members).entries()) {
      put(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`)
      putMember(name, value)
    }
    put('}')
  }
  function putMember(name: string, value: unknown): void {
    if (name === 'CFDefinitions') putMembers(value as object)
    else if (Array.isArray(value)) putList(name, value)
    else put(JSON.stringify(value))
  }
  function putList(name: string, objects: readonly Identified[]): void {
    const collection = new Map<string, Excerpt>()
    excerpts.set(name, collection)
    put('[')
    for (const [index, object] of objects.entries()) {
      if (index > 0) put(',')
      const from = length
      put(JSON.stringify(object))
      collection.set(object.identifier.toLowerCase(), { text, from, to: length })
    }
    put(']')
  }
  putMembers(whole)
  text.bytes = Buffer.from(pieces.join(''))
  return text
}

/** The object as JSON. */
export const readExcerpt = ({ text, from, to }: Excerpt): string => text.bytes.toString('utf8', from, to)

/** The object as JSON with the document it belongs to, as it is answered outside of its package. */
export const withDocument = (excerpt: Excerpt): string =>
  `${readExcerpt(excerpt).slice(0, -1)},"CFDocumentURI":${excerpt.text.documentURI}}`
