/**
 * A reader of CASE 1.0 and 1.1 as another platform would write one: it knows the specification and nothing of this
 * service, and goes from what it is given to the next address.
 */
type Link = { title: string; identifier: string; uri: string }
type Read = (uri: string) => Promise<{ body: string; link: string | undefined }>
type Association = {
  associationType: string
  sequenceNumber?: number
  originNodeURI: Link
  destinationNodeURI: Link
}
type Item = { identifier: string; fullStatement: string; humanCodingScheme?: string; CFItemType?: string }
export type Branch = Item & { level: string | undefined; children: Branch[] }
export type ReadFramework = {
  identifier: string
  title: string
  language: string
  translationOf: string[]
  children: Branch[]
}

/** Every framework of a service, page after page, each with its tree. */
export async function readFrameworks(root: string, read: Read): Promise<ReadFramework[]> {
  const frameworks: ReadFramework[] = []
  for (let page: string | undefined = `${root}/CFDocuments?limit=5`; page !== undefined; ) {
    const { body, link } = await read(page)
    for (const { CFPackageURI } of JSON.parse(body).CFDocuments)
      frameworks.push(treeOf(JSON.parse((await read(CFPackageURI.uri)).body)))
    page = /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1]
  }
  return frameworks
}

type Package = {
  CFDocument: { identifier: string; title: string; language: string }
  CFItems: Item[]
  CFAssociations: Association[]
}

function treeOf({ CFDocument: document, CFItems, CFAssociations }: Package): ReadFramework {
  const items = new Map(CFItems.map((item) => [item.identifier, item]))
  const ofType = (type: string) => CFAssociations.filter(({ associationType }) => associationType === type)
  const below = Map.groupBy(ofType('isChildOf'), ({ destinationNodeURI }) => destinationNodeURI.identifier)
  const levels = new Map(
    ofType('hasSkillLevel').map(({ originNodeURI, destinationNodeURI }) => [
      originNodeURI.identifier,
      items.get(destinationNodeURI.identifier)?.humanCodingScheme,
    ]),
  )
  const childrenOf = (identifier: string): Branch[] =>
    (below.get(identifier) ?? [])
      .toSorted((a, b) => (a.sequenceNumber ?? 0) - (b.sequenceNumber ?? 0))
      .map(({ originNodeURI }) => {
        const item = items.get(originNodeURI.identifier)
        if (!item) throw new Error(`${originNodeURI.identifier} is not in the package`)
        return { ...item, level: levels.get(item.identifier), children: childrenOf(item.identifier) }
      })
  return {
    identifier: document.identifier,
    title: document.title,
    language: document.language,
    translationOf: [...ofType('isTranslationOf'), ...ofType('isPeerOf')]
      .filter(({ originNodeURI }) => originNodeURI.identifier === document.identifier)
      .map(({ destinationNodeURI }) => destinationNodeURI.uri),
    children: childrenOf(document.identifier),
  }
}
