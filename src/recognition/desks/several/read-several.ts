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

/** A part of a mobility whose days wait to be attested. */
export type AmongDays = {
  id: string
  mobilityId: string
  learner: string
  sending: string
  startsOn: string
  endsOn: string
}

/** Who was to be there on which days, where these are over and whoever works at the desk may attest them. */
export async function readDays(ctx: Context, language: Language): Promise<AmongDays[]> {
  const keyset = { limit: 200, after: null, since: new Date(0), position: null }
  const { items } = await listWork(ctx, 'mine', keyset, language)
  const ids = items.flatMap(({ kind, id }) => (kind === 'stay' ? [id] : []))
  return read(ctx, async (tx) => {
    const stays = await store.plannedDays(tx, ids)
    const named = (await nameCases(tx, ids)).map(aboutOf)
    return stays.flatMap(({ id, mobilityId, startsOn, endsOn }) => {
      const about = named.find((each) => each.mobilityId === mobilityId)
      if (!about || startsOn === null || endsOn === null) return []
      const { learner, sending } = about
      return [{ id, mobilityId, learner, sending, startsOn, endsOn }]
    })
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
