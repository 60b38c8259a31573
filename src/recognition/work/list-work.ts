import type { z } from 'zod'
import { actions } from '../../actions.ts'
import { type Context, read } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { competenceOf } from '../../measure/frameworks/framework.ts'
import { versionsWith } from '../../mobility/agreements/agreement-rows.ts'
import { programmesOf } from '../../mobility/groups/store.ts'
import type { Action } from '../../platform/actions/action.ts'
import { type Actor, todayFor } from '../../platform/auth/access.ts'
import { assertAccess } from '../../platform/auth/assert-access.ts'
import { daysUntil } from '../../platform/dates.ts'
import { type Keyset, toPage } from '../../platform/http/pages.ts'
import type { Language } from '../../platform/words/language.ts'
import { tookPartIn } from '../appeals/participants.ts'
import { listMovers } from '../appeals/participants-store.ts'
import { loadCases } from '../load-case.ts'
import { blindStage } from '../schemas.ts'
import { openStages, type Stage } from '../stage.ts'
import type { Page } from './page.ts'
import { dueOf } from './pending.ts'
import type { Kinds, Pending } from './row-store.ts'
import type { WorkItem } from './schemas.ts'
import { type Beside, seenTo, steps } from './steps.ts'
import * as store from './store.ts'
import { canDo, mayAny } from './task.ts'
import { listWaiting } from './waiting-store.ts'
import { explainTask } from './words.ts'

type Item = z.infer<typeof WorkItem>
export type View = 'mine' | 'all'

/** Who sees what waits for others. */
const overseeing = { scope: 'read', person: true, roles: ['coordinator', 'admin', 'auditor'] } as const

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
  return read(ctx, async (tx, actor) => {
    if (view === 'all') assertAccess(actor, overseeing)
    const waiting = await listWaiting(tx, actor, keyset, kindsFor(view, actor, ctx.now()))
    const { items: shown, next } = toPage(waiting, keyset, (pending) => pending)
    const items = await describe(tx, ctx, actor, shown, view, language)
    return { items: items.filter(({ tasks }) => tasks.length > 0), next }
  })
}

/** What waits of things that somebody looks after, whoever it waits for. */
export const describePending = (
  tx: Tx,
  ctx: Context,
  actor: Actor,
  shown: Pending[],
  language: Language,
): Promise<Item[]> => describe(tx, ctx, actor, shown, 'all', language)

async function describe(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  shown: Pending[],
  view: View,
  language: Language,
): Promise<Item[]> {
  const page = await gather(tx, ctx, actor, shown)
  return shown.map((pending) => itemOf(pending, page, actor, view, language))
}

/** What is listed at all: what the table lets somebody with these roles do anything about. */
function kindsFor(view: View, actor: Actor, now: Date): Kinds {
  const { roles } = actor
  const kinds = Object.keys(steps) as Beside[]
  return {
    stages: openStages.filter((stage) => view === 'all' || mayAny(actionsIn(stage), roles)),
    beside: new Set(
      kinds.filter(
        (kind) =>
          view === 'all' ||
          mayAny(Object.values(steps[kind]), roles) ||
          (seenTo.has(kind) && roles.includes('admin')),
      ),
    ),
    now,
    today: todayFor(actor, now),
  }
}

/** What clears a case without being done to it: its agreement is written anew, issuing is resumed, a scanner is seen to. */
const besides: Action[] = [
  actions.draftAgreement,
  actions.signAgreement,
  actions.makeSigningLink,
  actions.confirmSlip,
  actions.resumeIssuing,
]

/** What may be done about a case that is in a stage; what ends it with a reason needs no list. */
const actionsIn = (stage: Stage): Action[] => [
  ...Object.values<Action>(actions).filter(
    ({ on, from, reason }) => on === 'recognition' && from?.includes(stage) && !reason,
  ),
  ...besides,
]

/** Finds out about everything on a page, in a number of statements that does not grow with it. */
async function gather(tx: Tx, ctx: Context, actor: Actor, shown: Pending[]): Promise<Page> {
  const { organisationId } = actor
  const found = await store.gatherPage(tx, actor, shown)
  const cases = await loadCases(tx, found.recognitions, ctx.now())
  const appealIds = shown.flatMap(({ kind, id }) => (kind === 'appeal' ? [id] : []))
  const appealed = [...cases.values()].filter(({ appeals }) =>
    appeals.some(({ id }) => appealIds.includes(id)),
  )
  const movers = await listMovers(
    tx,
    appealed.map(({ recognition }) => recognition.id),
  )
  return {
    today: todayFor(actor, ctx.now()),
    zone: actor.zone,
    organisationId,
    colleagues: found.members,
    cases,
    closed: new Set(found.closed),
    took: new Map(
      appealed.flatMap((loaded) =>
        loaded.appeals.map((appeal) => [appeal.id, tookPartIn(loaded, movers, appeal)]),
      ),
    ),
    authorised: found.authorised,
    areaOf: (frameworkId, competence) => {
      const framework = ctx.frameworks.get(frameworkId)
      return framework ? (competenceOf(framework, competence)?.area.code ?? null) : null
    },
    agreements: new Map(
      found.mobilities.map((mobility) => [
        mobility.id,
        { mobility, versions: versionsWith(mobility.id, found) },
      ]),
    ),
    faults: new Map(found.auxiliaries.map((auxiliary) => [auxiliary.id, auxiliary])),
    jobs: new Map(found.attempts.map(({ id, job }) => [id, job])),
    grants: new Map(found.grants.map((grant) => [grant.id, grant])),
    proposersOf: (keptId) =>
      found.merges.filter((merge) => merge.keptId === keptId).map(({ proposedBy }) => proposedBy),
    returned: new Map(
      found.messages.map(({ id, party, secondGuardian }) => [id, secondGuardian ? 'second-guardian' : party]),
    ),
    dataRequests: new Map(found.dataRequests.map((request) => [request.id, request])),
    stays: new Map(found.stays.map((stay) => [stay.id, stay])),
    groups: new Map(
      found.groups.map((group) => [
        group.id,
        {
          group,
          programmes: programmesOf(found).filter(({ version }) => version.groupId === group.id),
        },
      ]),
    ),
    memoranda: new Map(found.memoranda.map((memorandum) => [memorandum.id, memorandum])),
    correctionsProposed: new Map(
      found.corrections.map(({ certificateId, proposedBy }) => [certificateId, proposedBy]),
    ),
    revocationsAsked: new Map(
      found.revocations.map(({ certificateId, requestedBy }) => [certificateId, requestedBy]),
    ),
  }
}

function itemOf(pending: Pending, page: Page, actor: Actor, view: View, language: Language): Item {
  const { recognitionId } = pending
  const { tasks, until } = dueOf(pending, page)
  const stage = recognitionId && page.cases.get(recognitionId)!.recognition.stage
  const isBlind = recognitionId !== null && page.closed.has(recognitionId)
  return {
    kind: pending.kind,
    id: pending.id,
    recognitionId,
    stage: stage && isBlind ? blindStage(stage) : stage,
    since: pending.updatedAt.toISOString(),
    until,
    daysLeft: daysUntil(until, page.today),
    overdue: page.today > until,
    tasks: tasks
      .filter((task) => (view === 'all' && isShown(isBlind, stage, actor)) || canDo(task, actor))
      .map((task) => ({
        code: task.code,
        sentence: explainTask(task)(language),
        ...(task.competence ? { competence: task.competence } : {}),
        waitsFor: {
          who: task.by,
          ...(task.guardian ? { guardian: task.guardian } : {}),
          side: task.side,
          people: page.colleagues
            .filter((colleague) => canDo(task, asActor(actor, colleague)))
            .slice(0, 20)
            .map(({ id, name }) => ({ memberId: id, name })),
        },
      })),
  }
}

/** In validation a task tells what was decided; to who is blind to the case it is told where they are to do it. */
const isShown = (isBlind: boolean, stage: string | null, { roles }: Actor) =>
  !isBlind || stage !== 'validation' || roles.includes('validator') || roles.includes('issuer')

const asActor = (actor: Actor, { id, roles }: Page['colleagues'][number]): Actor => ({
  ...actor,
  memberId: id,
  roles,
})
