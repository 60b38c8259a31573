import { fullName } from '../../../../parties/names/names.ts'
import type { IssuerStanding } from '../../../certificates/content/issuer-standing.ts'
import type { CertificateSnapshot, CertifiedOrganisation } from '../../../certificates/snapshot.ts'
import { hostsOf } from '../../hosts.ts'
import type { EdcNode, NewNode } from './nodes.ts'
import { country } from './vocabularies.ts'

/**
 * The identifier that a seal's certificate carries (ETSI EN 319 412-1, section 5.1.4), such as
 * VATLV-40000000000, and the country that gave it, ISO 3166-1 alpha-2.
 */
export type EidasIdentifier = { notation: string; country: string }

export type Organisations = {
  issuer: EdcNode
  /** Who hosted, one or several. */
  hosts: EdcNode[]
  /** The organisation of the certificate that has this name, if one has. */
  named: (name: string | undefined) => EdcNode | undefined
}

type Party = Omit<CertifiedOrganisation, 'contact'> & IssuerStanding

/**
 * The organisations of a certificate as ELM Organisation nodes, each once, however many parts it plays; the
 * issuer carries the eIDAS identifier.
 */
export function organisationNodes(
  snapshot: CertificateSnapshot,
  language: string,
  eidas: EidasIdentifier | null,
  node: NewNode,
): Organisations {
  const byId = new Map<string, EdcNode>()
  const byName = new Map<string, EdcNode>()
  const { issuer, sending, hosting } = snapshot
  const hosts = hostsOf(snapshot)
  const parties: Party[] = [issuer, sending, hosting, ...hosts]
  for (const party of parties) {
    if (byId.has(party.id)) continue
    const made = organisation(party, language, party.id === issuer.id ? eidas : null, node)
    byId.set(party.id, made)
    byName.set(party.name, made)
  }
  return {
    issuer: byId.get(issuer.id)!,
    hosts: hosts.map(({ id }) => byId.get(id)!),
    named: (name) => (name === undefined ? undefined : byName.get(name)),
  }
}

/** Where an organisation is, as an ELM Location. */
export function locationOf({ country: code, city, address }: Party, language: string, node: NewNode) {
  return node('Location', {
    ...(city && { geographicName: { [language]: city } }),
    address: addressNode({ country: code, address }, language, node),
  })
}

const addressNode = (
  { country: code, address }: { country: string; address?: IssuerStanding['address'] },
  language: string,
  node: NewNode,
) =>
  node('Address', {
    countryCode: country(code),
    ...(address && { fullAddress: node('Note', { noteLiteral: { [language]: lineOf(address) } }) }),
  })

const lineOf = ({ street, postalCode }: NonNullable<IssuerStanding['address']>) =>
  [street, postalCode].filter(Boolean).join(', ')

/** How an organisation is reached, as an ELM ContactPoint, and its homepage. */
function contactNodes(party: Party, language: string, node: NewNode) {
  const { email, phone, url } = party.contactPoint ?? {}
  const reached = {
    ...(party.address && { address: addressNode(party, language, node) }),
    ...(email && { emailAddress: { id: `mailto:${email}`, type: 'Mailbox' } }),
    ...(phone && { phone: node('Phone', { phoneNumber: phone }) }),
  }
  return {
    ...(Object.keys(reached).length > 0 && { contactPoint: node('ContactPoint', reached) }),
    ...(url && { homepage: node('WebResource', { contentURL: url }) }),
  }
}

/** The name as its owner writes it, in whatever language that is, beside the one in Latin letters. */
const ownNameOf = ({ ownName }: { ownName?: string }): { altLabel?: Record<string, string> } =>
  ownName ? { altLabel: { und: ownName } } : {}

/** The learner as the ELM Person that the claims are about. */
export function personNode<Claim extends EdcNode>(
  { learner }: CertificateSnapshot,
  language: string,
  claim: Claim,
  node: NewNode,
) {
  return node('Person', {
    ...(learner.givenName && { givenName: { [language]: learner.givenName } }),
    familyName: { [language]: learner.familyName },
    fullName: { [language]: fullName(learner) },
    ...ownNameOf(learner),
    ...(learner.birthDate !== null && { dateOfBirth: `${learner.birthDate}T00:00:00Z` }),
    hasClaim: claim,
  })
}

function organisation(party: Party, language: string, eidas: EidasIdentifier | null, node: NewNode): EdcNode {
  const { legalName, registrationNumber } = party
  return node('Organisation', {
    legalName: { [language]: legalName ?? party.name },
    ...(legalName
      ? { altLabel: { [language]: party.name, ...ownNameOf(party).altLabel } }
      : ownNameOf(party)),
    location: locationOf(party, language, node),
    ...(registrationNumber && {
      registration: node('LegalIdentifier', {
        notation: registrationNumber,
        spatial: country(party.country),
      }),
    }),
    ...contactNodes(party, language, node),
    ...(party.oid && { identifier: node('Identifier', { schemeName: 'Erasmus+ OID', notation: party.oid }) }),
    ...(eidas && {
      eIDASIdentifier: node('LegalIdentifier', {
        notation: eidas.notation,
        spatial: country(eidas.country),
      }),
    }),
  })
}
