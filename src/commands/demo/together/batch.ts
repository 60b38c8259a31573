import { setTimeout as pause } from 'node:timers/promises'
import type { Api } from '../api-client.ts'

/** A case, and whose it is. */
export type CaseOf = { id: string; mobilityId: string }

export type Item = { id?: string; params?: Record<string, string>; body?: object; ifMatch?: string }
type Asked = { items: readonly Item[] } | { cohortId: string; body?: object }
type Ended = { state: string; resultId: string | null; problem: { title: string; detail?: string } | null }

/** Asks for one action on many things, and waits until all of it is done; nothing of it may be refused. */
export async function together(api: Api, action: string, asked: Asked): Promise<void> {
  const id = await start(api, action, asked)
  const { counts } = await finished(api, id)
  if (counts.refused === 0) return
  const { items } = await resultOf(api, id)
  const { problem } = items.find(({ state }) => state === 'refused')!
  throw new Error(`${action} was refused: ${problem?.detail ?? problem?.title}`)
}

/** The same, with the ids of what was made, in the order of the items. */
export async function makeTogether(api: Api, action: string, items: readonly Item[]): Promise<string[]> {
  const id = await start(api, action, { items })
  await finished(api, id)
  return (await resultOf(api, id)).items.map(({ resultId, problem }) => {
    if (!resultId) throw new Error(`${action} was refused: ${problem?.detail ?? problem?.title}`)
    return resultId
  })
}

async function start(api: Api, action: string, asked: Asked): Promise<string> {
  return (await api.post<{ id: string }>('/v1/batches', { action, ...asked })).id
}

const resultOf = (api: Api, id: string) => api.get<{ items: Ended[] }>(`/v1/batches/${id}/result.json`)

async function finished(api: Api, id: string) {
  for (;;) {
    const batch = await api.get<{ state: string; counts: { refused: number } }>(`/v1/batches/${id}`)
    if (batch.state === 'finished') return batch
    await pause(200)
  }
}
