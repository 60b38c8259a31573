import { vi } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { type Client, publicUrl } from '../../setup/world.ts'

/** The DID document of a DID, found by the rules of the did:web method at the service that runs. */
export async function resolve(did: string, anyone: Client): Promise<DidDocument> {
  const [scheme, method, host = '', ...path] = did.split(':')
  if (scheme !== 'did' || method !== 'web') throw new Error(`${did} is not of did:web.`)
  const at = [decodeURIComponent(host), ...(path.length > 0 ? path : ['.well-known'])].map(decodeURIComponent)
  const answer = await anyone.get(pathOf(`http://${[...at, 'did.json'].join('/')}`)).expect(200)
  if (answer.type !== 'application/did+json') throw new Error(`A DID document is no ${answer.type}.`)
  return answer.body
}

export type DidDocument = {
  id: string
  verificationMethod: { id: string; controller: string; publicKeyJwk?: object; revoked?: string }[]
  assertionMethod: string[]
}

function pathOf(url: string): string {
  const { host, pathname, search } = new URL(url)
  if (host !== new URL(publicUrl).host) throw new TypeError(`${url} cannot be reached.`)
  return pathname + search
}

/** Whatever is fetched, over TLS too, is asked of the service that runs, and nothing of anybody else. */
export function serveFrom(anyone: Client, pages: Record<string, object> = {}): void {
  vi.stubGlobal('fetch', async (request: string | URL | Request) => {
    const { url, headers } = request instanceof Request ? request : new Request(request)
    if (pages[url]) return Response.json(pages[url])
    const asked = anyone.get(pathOf(url)).set('accept', headers.get('accept') ?? 'application/json')
    const { status, body } = await asked.buffer().parse(asBytes)
    return new Response(body as Buffer<ArrayBuffer>, {
      status,
      headers: { 'content-type': 'application/json' },
    })
  })
}
