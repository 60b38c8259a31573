import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import {
  credentialsV2,
  loadContext,
  openBadgesV3,
} from '../../../../src/certification/documents/credentials/contexts.ts'
import { badge } from './issuer.ts'
import { hasOfficial, officialJson } from './official.ts'

describe('the contexts', () => {
  it('come from packages, and no other address is followed', async () => {
    expect(await loadContext(credentialsV2)).toMatchObject({ documentUrl: credentialsV2 })
    await expect(loadContext('https://elsewhere.example/context')).rejects.toThrow('elsewhere.example')
    await expect(loadContext('https://www.w3.org/2018/credentials/v1')).rejects.toThrow()
  })

  it.runIf(hasOfficial)('give a badge the same meaning as the official ones', async () => {
    const officials: Record<string, object> = {
      [credentialsV2]: officialJson('ob3/credentials-v2.jsonld'),
      [openBadgesV3]: officialJson('ob3/ob-v3p0-3.0.3.json'),
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json': officialJson('ob3/ob-extensions.json'),
    }
    const meaning = (documentLoader: typeof loadContext) =>
      jsonld.canonize(badge(), { format: 'application/n-quads', safe: true, documentLoader })
    const theirs = await meaning(async (url) => ({ documentUrl: url, document: officials[url]! }))
    expect(await meaning(loadContext)).toBe(theirs)
    expect(theirs.split('\n').length).toBeGreaterThan(300)
  })
})
