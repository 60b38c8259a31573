import { type Context, read } from '../../../context.ts'
import type { Language } from '../../../platform/words/language.ts'
import { loadCaseFor } from '../../load-case.ts'
import { listWork } from '../../work/list-work.ts'
import { aboutOf, nameCases } from '../home-store.ts'
import * as store from './store.ts'

/** A learner among several: whose case, and what was brought in it. */
export type Among = {
  id: string
  recognitionId: string
  learner: string
  sending: string
  evidence: string[]
}

/** Whose work waits to be attested by whoever works at the desk. */
export async function readAttesting(ctx: Context, language: Language): Promise<Among[]> {
  const { items } = await listWork(
    ctx,
    'mine',
    { limit: 200, after: null, since: new Date(0), position: null },
    language,
  )
  const cases = items.flatMap(({ recognitionId, tasks }) =>
    recognitionId && tasks.some(({ code }) => code === 'attestation-missing') ? [recognitionId] : [],
  )
  return read(ctx, async (tx) => {
    const named = (await nameCases(tx, cases)).map(aboutOf)
    const titles = await store.titlesOf(tx, cases)
    return cases.map((id) => ({
      ...whoIn(named, id),
      id,
      recognitionId: id,
      evidence: titles
        .filter(({ recognitionId }) => recognitionId === id)
        .flatMap(({ title }) => title ?? []),
    }))
  })
}

/** To whose cases they are assigned, where they have not said yet whether there is a conflict of interest. */
export async function readDeclaring(ctx: Context): Promise<Among[]> {
  return read(ctx, async (tx, actor) => {
    const undeclared = await store.listUndeclaredOf(tx, actor)
    const named = (
      await nameCases(
        tx,
        undeclared.map(({ recognitionId }) => recognitionId),
      )
    ).map(aboutOf)
    return undeclared.map(({ id, recognitionId }) => ({
      ...whoIn(named, recognitionId),
      id,
      recognitionId,
      evidence: [],
    }))
  })
}

/** Who may be assigned to a case, whose it is, and which round waits. */
export async function readAssigning(ctx: Context, recognitionId: string) {
  return read(ctx, async (tx, actor) => {
    const { loaded } = await loadCaseFor(tx, actor, recognitionId, ctx.now())
    const assessors = await store.listAssessors(tx, actor)
    const awaited = loaded.facts.outcomes.find(({ awaits }) => awaits)?.awaits ?? 'first'
    const named = (await nameCases(tx, [recognitionId])).map(aboutOf)
    return { recognitionId, round: awaited, assessors, ...whoIn(named, recognitionId) }
  })
}

const whoIn = (named: readonly ReturnType<typeof aboutOf>[], recognitionId: string) => {
  const { learner = '', sending = '' } = named.find((each) => each.recognitionId === recognitionId) ?? {}
  return { learner, sending }
}
