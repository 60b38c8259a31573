import { credentialsV2 } from '../documents/credentials/contexts.ts'
import { didOf } from '../documents/credentials/did.ts'
import type { RegisteredIssuer } from './store.ts'

/** As many issuers as one page of the registry has. */
export const REGISTRY_PAGE = 200

/** The terms of the registry are defined by this service alone; their names say what they mean. */
const ownTerms = { '@vocab': 'https://www.w3.org/ns/credentials/issuer-dependent#' }

export type RegistryPage = { url: string; next: string | null; issuers: ReturnType<typeof viewIssuer>[] }

/** An issuer as the registry shows it: who it is, who confirmed that (`null`: nobody), and what it is competent for. */
export function viewIssuer(publicUrl: string, row: RegisteredIssuer) {
  const {
    id: organisation,
    name,
    latinName,
    legalName,
    country,
    city,
    oid,
    registrationNumber,
    identity,
  } = row
  return {
    id: didOf(publicUrl, organisation),
    organisation,
    name,
    latinName,
    legalName,
    country,
    city,
    oid,
    registrationNumber,
    confirmed: identity && {
      by: identity.checkedBy,
      how: identity.checkedHow,
      howInWords: identity.checkedHowText,
      on: identity.checkedOn,
    },
    accreditations: identity?.accreditations ?? [],
  }
}

/** The unsigned credential of one page of the registry, by which the service says who issues with it. */
export function registryCredential(
  publicUrl: string,
  { url, next, issuers }: RegistryPage,
  valid: { validFrom: string; validUntil: string },
) {
  return {
    '@context': [credentialsV2, ownTerms],
    id: url,
    type: ['VerifiableCredential', 'IssuerRegistryCredential'],
    issuer: didOf(publicUrl),
    ...valid,
    credentialSubject: { id: `${url}#registry`, type: 'IssuerRegistry', next, issuers },
  }
}
