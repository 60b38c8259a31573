import { reference } from '../../../../platform/words/language.ts'
import type { CertificateSnapshot } from '../../../certificates/snapshot.ts'
import { say } from '../../pdf/words.ts'
import { type EidasIdentifier, organisationNodes, personNode } from './agents.ts'
import { achievementNode } from './claims.ts'
import { type EdcNode, type NewNode, numberedNodes } from './nodes.ts'
import { base64, genericProfile, languageNode, png } from './vocabularies.ts'

/**
 * What an export without an e-seal is called, wherever it is named: it is not yet a European Digital
 * Credential.
 */
export const unsealed = 'unsealed, for upload to the Europass issuer'

/**
 * The certificate as a European Digital Credential (European Learning Model 3, EDC application profile
 * 1.1.0), with pages of its paper as images; conforms to the profile's SHACL shapes once the issuer's eIDAS
 * identifier is in it, which an e-seal brings.
 */
export function toEdc(
  snapshot: CertificateSnapshot,
  { pageImages, eidasIdentifier }: { pageImages: Uint8Array[]; eidasIdentifier: EidasIdentifier | null },
) {
  const node = numberedNodes()
  const language = snapshot.languages[0] ?? reference
  const agents = organisationNodes(snapshot, language, eidasIdentifier, node)
  return {
    // VCDM 1.1: the EDC context redefines terms that VCDM 2.0 protects.
    '@context': ['https://www.w3.org/2018/credentials/v1', 'http://data.europa.eu/snb/model/context/edc-ap'],
    id: `urn:credential:${snapshot.id}`,
    type: ['VerifiableCredential', 'EuropeanDigitalCredential'],
    credentialSchema: {
      id: 'http://data.europa.eu/snb/model/ap/edc-generic-full',
      type: 'ShaclValidator2017',
    },
    credentialProfiles: genericProfile,
    identifier: identifiers(snapshot, node),
    issuer: agents.issuer,
    issuanceDate: snapshot.issuedAt,
    issued: snapshot.issuedAt,
    validFrom: snapshot.issuedAt,
    ...(snapshot.expiresAt && { expirationDate: snapshot.expiresAt }),
    credentialSubject: personNode(
      snapshot,
      language,
      achievementNode(snapshot, language, agents, node),
      node,
    ),
    displayParameter: node('DisplayParameter', {
      title: snapshot.title,
      description: snapshot.notice,
      language: snapshot.languages.map(languageNode),
      primaryLanguage: languageNode(language),
      individualDisplay: node('IndividualDisplay', {
        language: languageNode(language),
        displayDetail: pageImages.map((image, index) => page(image, index + 1, node)),
      }),
    }),
  }
}

function identifiers({ number, mobility }: CertificateSnapshot, node: NewNode): EdcNode[] {
  const own = node('Identifier', { schemeName: say('certificate-number')(reference), notation: number })
  if (!mobility.europassNumber) return [own]
  const given = { schemeName: say('europass-number')(reference), notation: mobility.europassNumber }
  return [own, node('Identifier', given)]
}

function page(image: Uint8Array, number: number, node: NewNode) {
  return node('DisplayDetail', {
    page: number,
    image: node('MediaObject', {
      content: Buffer.from(image).toString('base64'),
      contentEncoding: base64,
      contentType: png,
    }),
  })
}
