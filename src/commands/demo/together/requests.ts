import type { Api } from '../api-client.ts'

/** How many requests somebody sent, reads and writes apart. */
export type Sent = { reads: number; writes: number }

/** What is asked while waiting, or is evidence itself, is no work for anybody. */
const isProgress = (path: string) => /^\/v1\/batches\/[\w-]+$|\/evidence\/[\w-]+\/file$/.test(path)

/** Who sent how many requests below /v1 with a token of theirs. */
export function requestCounter() {
  const byActor = new Map<string, Sent>()
  const note = (actor: string, kind: keyof Sent, path: string) => {
    if (!path.startsWith('/v1/') || isProgress(path)) return
    const sent = byActor.get(actor) ?? { reads: 0, writes: 0 }
    byActor.set(actor, { ...sent, [kind]: sent[kind] + 1 })
  }
  const counted = (actor: string, api: Api): Api => ({
    get(path) {
      note(actor, 'reads', path)
      return api.get(path)
    },
    download(path, accept) {
      note(actor, 'reads', path)
      return api.download(path, accept)
    },
    post(path, body) {
      note(actor, 'writes', path)
      return api.post(path, body)
    },
    put(path, body) {
      note(actor, 'writes', path)
      return api.put(path, body)
    },
    patch(path, body) {
      note(actor, 'writes', path)
      return api.patch(path, body)
    },
    send(path, body, mediaType) {
      note(actor, 'writes', path)
      return api.send(path, body, mediaType)
    },
  })
  return { byActor, counted }
}

export type RequestCounter = ReturnType<typeof requestCounter>

/** The table of who sent what, with the sum of it. */
export function tableOfRequests(byActor: ReadonlyMap<string, Sent>): { table: string; all: number } {
  const rows = [...byActor].map(([actor, { reads, writes }]) => ({
    actor,
    reads,
    writes,
    all: reads + writes,
  }))
  const sum = (key: 'reads' | 'writes' | 'all') => rows.reduce((before, row) => before + row[key], 0)
  const total = { actor: 'Staff in all', reads: sum('reads'), writes: sum('writes'), all: sum('all') }
  const width = Math.max(...[...rows, total].map(({ actor }) => actor.length))
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell, at) => (at === 0 ? String(cell).padEnd(width) : String(cell).padStart(8))).join('')
  const lines = [...rows, total].map(({ actor, reads, writes, all }) => line([actor, reads, writes, all]))
  return { table: [line(['Who', 'reads', 'writes', 'all']), ...lines].join('\n'), all: total.all }
}
