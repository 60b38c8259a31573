import type { z } from 'zod'
import { handlingOf } from '../appeals/appeal.ts'
import { type Appeal, listAppealsById, tookPartOf } from '../appeals/store.ts'
import { type Context, read } from '../context.ts'
import type { Tx } from '../db/client.ts'
import type { Settings } from '../organisations/settings.ts'
import { actorNow, settingsOfAll } from '../organisations/store.ts'
import type { Actor, Role } from '../platform/auth/access.ts'
import { addDays, dayOf } from '../platform/dates.ts'
import type { Language } from '../platform/http/language.ts'
import { type Keyset, toPage } from '../platform/http/pages.ts'
import type { CaseFacts } from '../recognitions/case-facts.ts'
import { gatherFactsOf } from '../recognitions/case-facts-store.ts'
import type { Recognition } from '../recognitions/store.ts'
import type { WorkItem } from './schemas.ts'
import * as store from './store.ts'
import { sentenceOf } from './words.ts'
import { canDo, dueOfStage, sideOf, stagesOf, type Task, tasksOf } from './work.ts'

type Item = z.infer<typeof WorkItem>
export type View = 'mine' | 'all'

/** What is known of everything on one page, found in a fixed number of queries. */
type Known = {
  cases: Map<string, { recognition: Recognition; evidenceUntil: string; facts: CaseFacts }>
  appeals: Map<string, Appeal>
  took: Map<string, Set<string>>
  /** By sending organisation. */
  settings: Map<string, Settings>
  colleagues: store.Colleague[]
}

/**
 * What waits: with `mine` only what the caller could do now, with `all` everything and for whom it waits. A page counts
 * cases looked at, so that one of `mine` may hold fewer.
 */
export async function listWork(
  ctx: Context,
  view: View,
  keyset: Keyset,
  language: Language,
): Promise<{ items: Item[]; next: string | null }> {
  return read(ctx, async (tx) => {
    const actor = await actorNow(tx, ctx.actor)
    const waiting = await store.listWaiting(tx, actor.organisationId, keyset, wantedBy(view, actor))
    const { items: shown, next } = toPage(waiting, keyset, (one) => one)
    const known = await learn(tx, actor, shown, dayOf(ctx.now()))
    const items = shown.map((one) => itemOf(one, known, actor, view, dayOf(ctx.now()), language))
    return { items: items.filter((one) => one.tasks.length > 0), next }
  })
}

function wantedBy(view: View, { roles }: Actor): store.Wanted {
  if (view === 'all')
    return {
      stages: ['identification', 'documentation', 'assessment', 'validation'],
      appeals: true,
      certificates: true,
    }
  return {
    stages: stagesOf(roles),
    appeals: roles.includes('validator'),
    certificates: roles.includes('issuer') || roles.includes('admin'),
  }
}

async function learn(tx: Tx, actor: Actor, shown: store.Waiting[], today: string): Promise<Known> {
  const found = await store.listCases(tx, [...new Set(shown.map((one) => one.recognitionId))])
  const facts = await gatherFactsOf(
    tx,
    found.map((one) => one.recognition),
    today,
  )
  const open = shown.filter((one) => one.kind === 'appeal')
  const appeals = await listAppealsById(
    tx,
    open.map((one) => one.id),
  )
  return {
    cases: new Map(
      found.map((one) => [one.recognition.id, { ...one, facts: facts.get(one.recognition.id)! }]),
    ),
    appeals: new Map(appeals.map((one) => [one.id, one])),
    settings: await settingsOfAll(tx, [...new Set(found.map((one) => one.recognition.organisationId))]),
    took: await tookPartOf(tx, [...new Set(open.map((one) => one.recognitionId))]),
    colleagues: await store.listColleagues(tx, actor.organisationId, [
      'coordinator',
      'mentor',
      'assessor',
      'validator',
      'issuer',
      'admin',
    ]),
  }
}

type Matter = { tasks: Task[]; until: string; can(task: Task, actor: Actor): boolean }

function itemOf(
  waiting: store.Waiting,
  known: Known,
  actor: Actor,
  view: View,
  today: string,
  language: Language,
): Item {
  const { recognition } = known.cases.get(waiting.recognitionId)!
  const matter = matterOf(waiting, known)
  const tasks = matter.tasks.filter((task) => view === 'all' || matter.can(task, actor))
  return {
    kind: waiting.kind,
    id: waiting.id,
    recognitionId: waiting.recognitionId,
    stage: recognition.stage,
    since: waiting.updatedAt.toISOString(),
    until: matter.until,
    overdue: today > matter.until,
    tasks: tasks.map((task) => ({
      code: task.code,
      sentence: sentenceOf(task, language),
      ...(task.competence ? { competence: task.competence } : {}),
      waitsFor: {
        who: task.by,
        side:
          waiting.kind === 'case' ? sideOf(task, known.cases.get(waiting.recognitionId)!.facts) : 'sending',
        people: known.colleagues
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

/** What something waits for, until when, and who can do it. */
function matterOf(waiting: store.Waiting, known: Known): Matter {
  const { recognition, evidenceUntil, facts } = known.cases.get(waiting.recognitionId)!
  const settings = known.settings.get(recognition.organisationId)!
  const since = dayOf(waiting.updatedAt)
  switch (waiting.kind) {
    case 'case':
      return {
        tasks: tasksOf(facts),
        until: dueOfStage(recognition.stage, waiting.updatedAt, evidenceUntil, settings),
        can: (task, actor) => canDo(task, facts, actor),
      }
    case 'appeal': {
      const appeal = known.appeals.get(waiting.id)!
      const took = known.took.get(waiting.recognitionId) ?? new Set()
      const code = appeal.state === 'submitted' ? 'hear-appeal' : 'decide-appeal'
      const handling = appeal.state === 'submitted' ? 'hear' : 'uphold'
      return {
        tasks: [{ code, by: 'validator' }],
        until: appeal.dueOn,
        can: (_, actor) => handlingOf(appeal, actor, took).includes(handling),
      }
    }
    case 'certificate-after-appeal':
      return {
        tasks: [{ code: 'issue', by: 'issuer' }],
        until: addDays(since, settings.certificateAfterAppealDays),
        can: (task, actor) => canDo(task, { ...facts, stage: 'validation' }, actor),
      }
    case 'recognition-act':
      return {
        tasks: [{ code: 'record-act', by: 'issuer' }],
        until: addDays(since, settings.recognitionActDays),
        can: (_, { roles }) => roles.includes('issuer') || roles.includes('admin'),
      }
  }
}
