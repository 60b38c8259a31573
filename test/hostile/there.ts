/** Addresses of what is there, by the path they are described with, whose parameters have no names: `/v1/people/{}`. */
export type There = Map<string, string[]>

/** Reads every list that the tokens let read, a few of each. */
export async function findThere(url: string, tokens: string[], paths: string[]): Promise<There> {
  const there: There = new Map()
  const lists = [...paths].sort((left, right) => left.split('{').length - right.split('{').length)
  for (const path of lists) {
    for (const address of addressesOf(there, path).slice(0, 3)) {
      for (const { id } of await itemsAt(url, address, tokens)) {
        const described = `${nameless(path)}/{}`
        const known = there.get(described) ?? []
        const found = `${address}/${id}`
        if (known.length < 20 && !known.includes(found)) there.set(described, [...known, found])
      }
    }
  }
  return there
}

const nameless = (path: string) => path.replace(/\{\w+\}/g, '{}')

/** The addresses of what is there that a path with parameters stands for; itself where it has none. */
export function addressesOf(there: There, path: string): string[] {
  const described = nameless(path)
  const end = described.lastIndexOf('{}')
  if (end === -1) return [path]
  const rest = described.slice(end + 2)
  return (there.get(described.slice(0, end + 2)) ?? []).map((address) => address + rest)
}

async function itemsAt(url: string, address: string, tokens: string[]): Promise<{ id: string }[]> {
  for (const token of tokens) {
    const answer = await fetch(url + address, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    })
    const body: unknown = await answer.json().catch(() => null)
    if (answer.ok && typeof body === 'object' && body !== null && 'items' in body) {
      const { items } = body as { items: unknown[] }
      return items.filter(
        (item): item is { id: string } => typeof (item as { id?: unknown })?.id === 'string',
      )
    }
  }
  return []
}
