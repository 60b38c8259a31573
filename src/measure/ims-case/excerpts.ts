import { type Excerpt, type PackageText, readExcerpt, withDocument } from './package-text.ts'

/** What is answered, as JSON, and in which language it is. */
export type CaseAnswer = { body: string | Buffer; language: string }

/** What is inside of packages, wherever it is asked for by itself. */
export type CaseExcerpts = { find(collection: string, identifier: string): CaseAnswer | undefined }

/** What is answered with all that is below it: its code begins with the code of what was asked for. */
const sets = ['CFConcepts', 'CFItemTypes', 'CFSubjects']
const known = [...sets, 'CFItems', 'CFAssociations', 'CFAssociationGroupings', 'CFLicenses', 'CFRubrics']

export function indexPackages(texts: readonly PackageText[]): CaseExcerpts {
  const collections = new Map(known.map((name) => [name, collect(texts, name)]))
  const about = associationsByNode(texts)
  const itemAssociations = (identifier: string): CaseAnswer | undefined => {
    const item = collections.get('CFItems')!.get(identifier)
    if (!item) return undefined
    const associations = (about.get(identifier) ?? []).map(readExcerpt)
    return {
      body: `{"CFItem":${withDocument(item)},"CFAssociations":[${associations.join(',')}]}`,
      language: item.text.language,
    }
  }
  return {
    find(collection, identifier) {
      if (collection === 'CFItemAssociations') return itemAssociations(identifier)
      const excerpt = collections.get(collection)?.get(identifier)
      if (!excerpt) return undefined
      const { language } = excerpt.text
      if (sets.includes(collection))
        return { body: `{"${collection}":[${withBelow(excerpt, collection).join(',')}]}`, language }
      const hasDocument = collection === 'CFItems' || collection === 'CFAssociations'
      return { body: hasDocument ? withDocument(excerpt) : readExcerpt(excerpt), language }
    },
  }
}

/** All of one kind; of what stands in several packages, as it stands in the first. */
function collect(texts: readonly PackageText[], name: string): Map<string, Excerpt> {
  const all = new Map<string, Excerpt>()
  for (const { excerpts } of texts)
    for (const [identifier, excerpt] of excerpts.get(name) ?? [])
      if (!all.has(identifier)) all.set(identifier, excerpt)
  return all
}

function associationsByNode(texts: readonly PackageText[]): Map<string, Excerpt[]> {
  const about = new Map<string, Excerpt[]>()
  for (const { excerpts } of texts)
    for (const excerpt of excerpts.get('CFAssociations')?.values() ?? []) {
      const { originNodeURI, destinationNodeURI } = JSON.parse(readExcerpt(excerpt))
      const nodes = [originNodeURI, destinationNodeURI].map(({ identifier }) => identifier.toLowerCase())
      for (const node of new Set<string>(nodes)) {
        const list = about.get(node)
        if (list) list.push(excerpt)
        else about.set(node, [excerpt])
      }
    }
  return about
}

function withBelow(excerpt: Excerpt, collection: string): string[] {
  const own = readExcerpt(excerpt)
  const { hierarchyCode } = JSON.parse(own)
  if (!hierarchyCode) return [own]
  const others = [...(excerpt.text.excerpts.get(collection)?.values() ?? [])]
    .filter((other) => other.from !== excerpt.from)
    .map(readExcerpt)
  return [own, ...others.filter((other) => JSON.parse(other).hierarchyCode.startsWith(`${hierarchyCode}.`))]
}
