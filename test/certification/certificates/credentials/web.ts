import { vi } from 'vitest'

/** Replaces the network by these addresses and their JSON; every other address cannot be reached. */
export function serve(pages: Record<string, object>) {
  vi.stubGlobal('fetch', async (request: string | URL | Request) => {
    const url = request instanceof Request ? request.url : String(request)
    const page = pages[url]
    if (!page) throw new TypeError(`${url} cannot be reached.`)
    return Response.json(page)
  })
}
