import type { z } from 'zod'
import { type Context, read } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { competenceOf } from '../../measure/frameworks/framework.ts'
import { gatherVersionsOf } from '../../mobility/agreements/store.ts'
import { actorNow, settingsOfAll } from '../../parties/organisations/store.ts'
import { listPartnershipsById } from '../../parties/partnerships/store.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { dayOf } from '../../platform/dates.ts'
import { type Keyset, toPage } from '../../platform/http/pages.ts'
import type { Language } from '../../platform/words/language.ts'
import { tookPartOf } from '../appeals/participants-store.ts'
import { listAppealsById, listMarkedAgain } from '../appeals/store.ts'
import { gatherFactsOf } from '../case-facts-store.ts'
import { type Known, matterOf } from './matter.ts'
import type { WorkItem } from './schemas.ts'
import * as store from './store.ts'
import { listWaiting, type Waiting, type Wanted } from './waiting-store.ts'
import { explainTask } from './words.ts'
import { stagesOf } from './work.ts'

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
    const waiting = await listWaiting(tx, actor.organisationId, keyset, wantedBy(view, actor))
    const { items: shown, next } = toPage(waiting, keyset, (one) => one)
    const known = await learn(tx, ctx, actor, shown)
    const people = await store.listColleagues(tx, actor.organisationId, [...doers])
    const items = shown.map((one) => itemOf(one, known, people, actor, view, language))
    return { items: items.filter((one) => one.tasks.length > 0), next }
  })
}

const doers = ['coordinator', 'mentor', 'assessor', 'validator', 'issuer', 'admin'] as const

function wantedBy(view: View, { roles }: Actor): Wanted {
  const all = view === 'all'
  const any = (...wanted: Role[]) => all || wanted.some((role) => roles.includes(role))
  return {
    stages: all ? ['identification', 'documentation', 'assessment', 'validation'] : stagesOf(roles),
    appeals: any('validator', 'assessor'),
    certificates: any('issuer', 'admin'),
    agreements: any('coordinator'),
    memoranda: any('coordinator', 'admin'),
    revocations: any('issuer', 'admin'),
  }
}

/** Finds out about everything on a page, in a number of queries that does not grow with it. */
async function learn(tx: Tx, ctx: Context, actor: Actor, shown: Waiting[]): Promise<Known> {
  const today = dayOf(ctx.now())
  const idsOf = (kind: Waiting['kind']) => shown.flatMap((one) => (one.kind === kind ? [one.id] : []))
  const caseIds = shown.flatMap((one) => one.recognitionId ?? [])
  const found = await store.listCases(tx, [...new Set(caseIds)])
  const facts = await gatherFactsOf(
    tx,
    found.map((one) => one.recognition),
    today,
  )
  const appeals = await listAppealsById(tx, idsOf('appeal'))
  const asked = appeals.flatMap((one) => (one.markingAskedAt ? [one.id] : []))
  const memoranda = await listPartnershipsById(tx, idsOf('memorandum'))
  return {
    today,
    organisationId: actor.organisationId,
    cases: new Map(
      found.map((one) => [one.recognition.id, { ...one, facts: facts.get(one.recognition.id)! }]),
    ),
    appeals: new Map(appeals.map((one) => [one.id, one])),
    took: await tookPartOf(tx, appeals),
    markedAgain: await listMarkedAgain(tx, asked),
    authorised: asked.length > 0 ? await store.listHeldAuthorisations(tx, actor.organisationId) : [],
    areaOf: (frameworkId, competence) => {
      const framework = ctx.frameworks.get(frameworkId)
      return framework ? (competenceOf(framework, competence)?.area.code ?? null) : null
    },
    settings: await settingsOfAll(tx, [...new Set(found.map((one) => one.recognition.organisationId))]),
    periods: await store.listPeriods(tx, idsOf('agreement')),
    versions: await gatherVersionsOf(tx, idsOf('agreement')),
    memoranda: new Map(memoranda.map((one) => [one.id, one])),
    revocationsAsked: await store.listAskedRevocations(tx, idsOf('revocation')),
  }
}

function itemOf(
  waiting: Waiting,
  known: Known,
  people: store.Colleague[],
  actor: Actor,
  view: View,
  language: Language,
): Item {
  const { recognitionId } = waiting
  const matter = matterOf(waiting, known)
  const tasks = matter.tasks.filter((task) => view === 'all' || matter.can(task, actor))
  return {
    kind: waiting.kind,
    id: waiting.id,
    recognitionId,
    stage: recognitionId && known.cases.get(recognitionId)!.recognition.stage,
    since: waiting.updatedAt.toISOString(),
    until: matter.until,
    overdue: known.today > matter.until,
    tasks: tasks.map((task) => ({
      code: task.code,
      sentence: explainTask(task)(language),
      ...(task.competence ? { competence: task.competence } : {}),
      waitsFor: {
        who: task.by,
        side: matter.side(task),
        people: people
          .filter((one) => matter.can(task, asActor(actor, one)))
          .slice(0, 20)
          .map(({ id, name }) => ({ memberId: id, name })),
      },
    })),
  }
}

const asActor = (actor: Actor, { id, roles }: { id: string; roles: Role[] }): Actor => ({
  ...actor,
  memberId: id,
  roles,
})
