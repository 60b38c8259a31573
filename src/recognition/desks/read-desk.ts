import { type Context, read } from '../../context.ts'
import { type Actor, todayFor } from '../../platform/auth/access.ts'
import type { Language } from '../../platform/words/language.ts'
import { documentationActions } from '../documentation/actions.ts'
import { listWork } from '../work/list-work.ts'
import { mayAny } from '../work/task.ts'
import { pageOfTask } from './desk-page.ts'
import { aboutOf, type CaseAbout, gatherDesk, nameCases } from './home-store.ts'
import { say } from './words.ts'

/** So much that waits is shown at once; the rest follows when that is done. */
const PAGE = { limit: 100, after: null, since: new Date(0), position: null }

/** Something that waits at a desk: what, of whom, until when, and at which page it is done. */
export type DeskItem = {
  code: string
  sentence: string
  until: string
  overdue: boolean
  /** Below the desk's own address; null where it is not done here. */
  page: string | null
  about: CaseAbout | null
}

export type Did = { action: string; at: Date; learner: string | null }

/** All that the first page of a desk shows. */
export type DeskHome = {
  name: string
  organisation: string
  /** What they do here waits to be confirmed. */
  byHand: boolean
  waiting: DeskItem[]
  cases: CaseAbout[]
  /** Whether they may bring evidence of a case while it is gathered. */
  brings: boolean
  did: Did[]
  /** What was done at a desk that was handed over, and does not count yet. */
  unconfirmed: Did[]
  /** Who invited them, and how they are reached. */
  inviters: { name: string; email: string | null; phone: string | null }[]
}

/** What waits for whoever works at a desk, across cases and sending schools, what is due first; what they did; whom to ask. */
export async function readDesk(ctx: Context, language: Language): Promise<DeskHome> {
  const { items } = await listWork(ctx, 'mine', PAGE, language)
  return read(ctx, async (tx, actor) => {
    const found = await gatherDesk(tx, actor)
    const { did, unconfirmed, undeclared, organisations } = found
    const ids = [
      ...items.map(({ recognitionId, id }) => recognitionId ?? id),
      ...undeclared.map(({ recognitionId }) => recognitionId),
      ...[...did, ...unconfirmed].map(({ recognitionId, subjectId }) => recognitionId ?? subjectId),
    ]
    const named = await nameCases(tx, ids.filter(isId))
    const about = (id: string | null) => {
      const one = named.find(
        (each) => each.recognitionId === id || each.mobilityId === id || each.versionIds.includes(id ?? ''),
      )
      return one ? aboutOf(one) : null
    }
    const learnerOf = (row: { recognitionId: string | null; subjectId: string }) =>
      about(row.recognitionId ?? row.subjectId)?.learner ?? null
    const waiting: DeskItem[] = items.flatMap((item) =>
      item.tasks.map((task) => ({
        code: task.code,
        sentence: task.sentence,
        until: item.until,
        overdue: item.overdue,
        page: pageOfTask(task, item),
        about: about(item.recognitionId ?? item.id),
      })),
    )
    if (undeclared.length > 0) waiting.push(declaring(undeclared, ctx.now(), actor, language))
    const [member] = found.members
    return {
      name: member!.name,
      organisation: organisations.find(({ id }) => id === actor.organisationId)!.name,
      byHand: actor.byHand === true,
      waiting: waiting.sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0)),
      brings: mayAny([documentationActions.submitEvidence], actor.roles),
      cases: named.filter(({ recognitionId }) => recognitionId !== null).map(aboutOf),
      did: did.map((line) => ({ action: line.action, at: line.at, learner: learnerOf(line) })),
      unconfirmed: unconfirmed.map((row) => ({ action: row.action, at: row.at, learner: learnerOf(row) })),
      inviters: organisations
        .filter(({ id }) => id !== actor.organisationId)
        .map(({ name, contact }) => ({ name, email: contact?.email ?? null, phone: contact?.phone ?? null })),
    }
  })
}

/** That conflicts of interest wait to be declared, which no list of work tells: for a cohort at once. */
const declaring = (
  undeclared: readonly unknown[],
  now: Date,
  actor: Actor,
  language: Language,
): DeskItem => ({
  code: 'declare-conflicts',
  sentence: say('declare-waits', { count: undeclared.length })(language),
  until: todayFor(actor, now),
  overdue: false,
  page: 'conflicts',
  about: null,
})

const isId = (id: string) => /^[0-9a-f-]{36}$/.test(id)
