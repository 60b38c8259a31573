import type { z } from 'zod'
import { actions } from '../../actions.ts'
import { type Context, read } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { competenceOf } from '../../measure/frameworks/framework.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { listPartnershipsById } from '../../parties/partnerships/store.ts'
import type { Action } from '../../platform/actions/action.ts'
import { type Actor, type Role, roles } from '../../platform/auth/access.ts'
import { dayOf } from '../../platform/dates.ts'
import { type Keyset, toPage } from '../../platform/http/pages.ts'
import type { Language } from '../../platform/words/language.ts'
import { tookPartIn } from '../appeals/participants.ts'
import { listMovers } from '../appeals/participants-store.ts'
import { loadCases } from '../load-case.ts'
import { openStages } from '../stage.ts'
import { dueOf, type Page } from './pending.ts'
import type { WorkItem } from './schemas.ts'
import * as store from './store.ts'
import { canDo, mayAny } from './task.ts'
import { type Kinds, listWaiting, type Pending } from './waiting-store.ts'
import { explainTask } from './words.ts'

type Item = z.infer<typeof WorkItem>
export type View = 'mine' | 'all'

/**
 * What waits: with `mine` only what the caller could do now, with `all` everything and for whom it waits. A page counts
 * what was looked at, so that one of `mine` may hold fewer.
 */
export async function listWork(
  ctx: Context,
  view: View,
  keyset: Keyset,
  language: Language,
): Promise<{ items: Item[]; next: string | null }> {
  return read(ctx, async (tx) => {
    const actor = await actorNow(tx, ctx.actor)
    const waiting = await listWaiting(tx, actor.organisationId, keyset, kindsFor(view, actor))
    const { items: shown, next } = toPage(waiting, keyset, (pending) => pending)
    const page = await gather(tx, ctx, actor, shown)
    const colleagues = await store.listColleagues(tx, actor.organisationId, [...roles])
    const items = shown.map((pending) => itemOf(pending, page, colleagues, actor, view, language))
    return { items: items.filter(({ tasks }) => tasks.length > 0), next }
  })
}

/** What is listed at all: what the table lets somebody with these roles do anything about. */
function kindsFor(view: View, actor: Actor): Kinds {
  const any = (...keys: (keyof typeof actions)[]) =>
    view === 'all' ||
    mayAny(
      keys.map((key) => actions[key] as Action),
      actor.roles,
    )
  return {
    stages: openStages.filter((stage) => view === 'all' || mayIn(stage, actor.roles)),
    appeals: any('hearAppeal', 'upholdAppeal', 'markAgain'),
    certificates: any('issueCertificate', 'recordAct'),
    agreements: any('signAgreement', 'openRecognition'),
    memoranda: any('confirmMemorandum'),
    revocations: any('confirmRevocation'),
  }
}

/** What clears a case without being done to it: its agreement is written anew, issuing is resumed, a scanner is seen to. */
const beside = [actions.draftAgreement, actions.signAgreement, actions.resumeIssuing]

const mayIn = (stage: string, held: readonly Role[]) =>
  mayAny(
    Object.values<Action>(actions).filter(
      (action) => action.on === 'recognition' && action.from?.includes(stage) && !action.reason,
    ),
    held,
  ) || mayAny(beside, held)

/** Finds out about everything on a page, in a number of statements that does not grow with it. */
async function gather(tx: Tx, ctx: Context, actor: Actor, shown: Pending[]): Promise<Page> {
  const today = dayOf(ctx.now())
  const idsOf = (wanted: Pending['kind']) => shown.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))
  const caseIds = [...new Set(shown.flatMap(({ recognitionId }) => recognitionId ?? []))]
  const cases = await loadCases(tx, await store.listCases(tx, caseIds), today)
  const appealed = [...cases.values()].filter(({ appeals }) =>
    appeals.some(({ id }) => idsOf('appeal').includes(id)),
  )
  const movers = await listMovers(
    tx,
    appealed.map(({ recognition }) => recognition.id),
  )
  const memoranda = await listPartnershipsById(tx, idsOf('memorandum'))
  return {
    today,
    organisationId: actor.organisationId,
    cases,
    took: new Map(
      appealed.flatMap((loaded) =>
        loaded.appeals.map((appeal) => [appeal.id, tookPartIn(loaded, movers, appeal)]),
      ),
    ),
    authorised: appealed.length > 0 ? await store.listHeldAuthorisations(tx, actor.organisationId) : [],
    areaOf: (frameworkId, competence) => {
      const framework = ctx.frameworks.get(frameworkId)
      return framework ? (competenceOf(framework, competence)?.area.code ?? null) : null
    },
    agreements: await store.gatherAgreements(tx, idsOf('agreement')),
    memoranda: new Map(memoranda.map((memorandum) => [memorandum.id, memorandum])),
    revocationsAsked: await store.listAskedRevocations(tx, idsOf('revocation')),
  }
}

function itemOf(
  pending: Pending,
  page: Page,
  colleagues: store.Colleague[],
  actor: Actor,
  view: View,
  language: Language,
): Item {
  const { recognitionId } = pending
  const { tasks, until } = dueOf(pending, page)
  return {
    kind: pending.kind,
    id: pending.id,
    recognitionId,
    stage: recognitionId && page.cases.get(recognitionId)!.recognition.stage,
    since: pending.updatedAt.toISOString(),
    until,
    overdue: page.today > until,
    tasks: tasks
      .filter((task) => view === 'all' || canDo(task, actor))
      .map((task) => ({
        code: task.code,
        sentence: explainTask(task)(language),
        ...(task.competence ? { competence: task.competence } : {}),
        waitsFor: {
          who: task.by,
          side: task.side,
          people: colleagues
            .filter((colleague) => canDo(task, asActor(actor, colleague)))
            .slice(0, 20)
            .map(({ id, name }) => ({ memberId: id, name })),
        },
      })),
  }
}

const asActor = (actor: Actor, colleague: { id: string; roles: Role[] }): Actor => ({
  ...actor,
  memberId: colleague.id,
  roles: colleague.roles,
})
