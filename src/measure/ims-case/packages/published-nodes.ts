import type { Framework } from '../../frameworks/framework.ts'
import type { CaseLink } from '../addresses.ts'
import type { Place } from './entries.ts'

/** Where the things of a framework that came in from elsewhere are: they have the identity that they came with. */
export function nodesOfPublished({
  package: { CFDocument, CFItems },
  items,
}: NonNullable<Framework['case']>): (place: Place) => CaseLink | null {
  const byIdentifier = new Map(CFItems.map((item) => [item.identifier, item]))
  return ({ kind, key }) => {
    if (kind === 'document') return linkTo(CFDocument, CFDocument.title)
    const item = byIdentifier.get(items[kind]?.[key] ?? '')
    return item ? linkTo(item, item.abbreviatedStatement ?? item.fullStatement.slice(0, 120)) : null
  }
}

const linkTo = ({ identifier, uri }: { identifier: string; uri?: string | undefined }, title: string) => ({
  title,
  identifier,
  uri: uri ?? `urn:uuid:${identifier}`,
})
