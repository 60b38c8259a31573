import { mayConfirmRevocation } from '../../certification/certificates/certificate.ts'
import { missingSignatures, type Party } from '../../mobility/agreements/agreement.ts'
import type { VersionWithSignatures } from '../../mobility/agreements/store.ts'
import type { Settings } from '../../parties/organisations/settings.ts'
import type { Partnership } from '../../parties/partnerships/partnership.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { addDays, dayOf } from '../../platform/dates.ts'
import { handlingOf } from '../appeals/appeal.ts'
import type { Appeal } from '../appeals/store.ts'
import { covers } from '../assessment/assessor.ts'
import type { CaseFacts } from '../case-facts.ts'
import type { Recognition } from '../store.ts'
import type { HeldBy, Period } from './store.ts'
import type { Waiting } from './waiting-store.ts'
import { canDo, dueOfStage, type Side, sideOf, type Task, tasksOf } from './work.ts'

/** What is known of everything on one page. */
export type Known = {
  today: string
  /** Whose work it is. */
  organisationId: string
  cases: Map<string, { recognition: Recognition; evidenceUntil: string; facts: CaseFacts }>
  appeals: Map<string, Appeal>
  /** By appeal: who took part in what it is about, and which outcomes were marked again in it. */
  took: Map<string, Set<string>>
  markedAgain: Map<string, string[]>
  /** What the organisation's members are authorised to assess. */
  authorised: HeldBy[]
  areaOf: (frameworkId: string, competence: string) => string | null
  /** By sending organisation. */
  settings: Map<string, Settings>
  /** Of mobilities without a case: their days, and their agreements. */
  periods: Map<string, Period>
  versions: VersionWithSignatures[]
  memoranda: Map<string, Partnership>
  /** By certificate: who asked to revoke it. */
  revocationsAsked: Map<string, string>
}

/** What something waits for, until when (calendar date), on which side, and who can do it. */
export type Matter = {
  tasks: Task[]
  until: string
  side(task: Task): Side
  can(task: Task, actor: Actor): boolean
}

export function matterOf(waiting: Waiting, known: Known): Matter {
  switch (waiting.kind) {
    case 'agreement':
      return agreementMatter(waiting, known)
    case 'memorandum':
      return memorandumMatter(known.memoranda.get(waiting.id)!)
    case 'appeal':
      return appealMatter(known.appeals.get(waiting.id)!, known)
    default:
      return caseMatter(waiting, known)
  }
}

/** What waits in a case, or for the certificate that came of it. */
function caseMatter({ kind, id, recognitionId, updatedAt }: Waiting, known: Known): Matter {
  const { recognition, evidenceUntil, facts } = known.cases.get(recognitionId!)!
  const settings = known.settings.get(recognition.organisationId)!
  const within = (days: number) => addDays(dayOf(updatedAt), days)
  const side = () => 'sending' as const
  switch (kind) {
    case 'certificate-after-appeal':
      return {
        tasks: [{ code: 'issue', by: 'issuer' }],
        until: within(settings.certificateAfterAppealDays),
        side,
        can: (task, actor) => canDo(task, { ...facts, stage: 'validation' }, actor),
      }
    case 'recognition-act':
      return {
        tasks: [{ code: 'record-act', by: 'issuer' }],
        until: within(settings.recognitionActDays),
        side,
        can: (_, { roles }) => roles.includes('issuer') || roles.includes('admin'),
      }
    case 'revocation':
      return {
        tasks: [{ code: 'decide-revocation', by: 'issuer' }],
        until: within(settings.revocationDays),
        side,
        can: (_, { memberId, roles }) =>
          memberId !== known.revocationsAsked.get(id) &&
          mayConfirmRevocation.some((role) => roles.includes(role)),
      }
    default:
      return {
        tasks: tasksOf(facts),
        until: dueOfStage(recognition.stage, updatedAt, evidenceUntil, settings),
        side: (task) => sideOf(task, facts),
        can: (task, actor) => canDo(task, facts, actor),
      }
  }
}

/**
 * An appeal waits to be taken on, then for a word, which is the sending organisation's affair alone; where assessors were
 * asked, it also waits for each outcome to be marked.
 */
function appealMatter(appeal: Appeal, known: Known): Matter {
  const { facts, recognition } = known.cases.get(appeal.recognitionId)!
  const around = { tookPart: known.took.get(appeal.id) ?? new Set<string>(), assessedBy: facts.assessedBy }
  const marked = known.markedAgain.get(appeal.id) ?? []
  const unmarked = appeal.markingAskedOf ? appeal.competences.filter((one) => !marked.includes(one)) : []
  const word = appeal.state === 'submitted' ? ('hear-appeal' as const) : ('decide-appeal' as const)
  const own = appeal.organisationId === known.organisationId
  return {
    tasks: [
      ...(own ? [{ code: word, by: 'validator' } as const] : []),
      ...unmarked.map((competence) => ({ code: 'mark-again', by: 'assessor', competence }) as const),
    ],
    until: appeal.dueOn,
    side: ({ code }) => (code === 'mark-again' ? around.assessedBy : 'sending'),
    can: ({ code, competence }, actor) => {
      const may = handlingOf(appeal, actor, around)
      if (code === 'hear-appeal') return may.includes('hear')
      if (code === 'decide-appeal') return may.includes('uphold')
      const { frameworkId } = recognition
      const area = known.areaOf(frameworkId, competence!)
      const scope = { frameworkId, area, competence: competence! }
      return (
        may.includes('mark-again') &&
        known.authorised.some((one) => one.memberId === actor.memberId && covers(one, scope, known.today))
      )
    },
  }
}

const signers: Record<Party, Task> = {
  sending: { code: 'sign-agreement', by: 'coordinator' },
  hosting: { code: 'sign-agreement', by: 'coordinator' },
  learner: { code: 'sign-agreement', by: 'learner' },
  guardian: { code: 'sign-agreement', by: 'guardian' },
}

/**
 * An agreement waits for whoever has not signed it; to be signed in time, until the mobility begins. Signed by everyone, it
 * waits for its case to be opened, until the mobility ends.
 */
function agreementMatter({ id }: Waiting, { versions, periods }: Known): Matter {
  const { version, signatures } = versions.findLast((one) => one.version.mobilityId === id && !one.withdrawn)!
  const missing = missingSignatures(version, signatures).map((party) => ({
    task: { ...signers[party] },
    side: party === 'hosting' ? ('hosting' as const) : ('sending' as const),
  }))
  const period = periods.get(id)!
  if (missing.length === 0)
    return {
      tasks: [{ code: 'open-recognition', by: 'coordinator' }],
      until: period.endsOn,
      side: () => 'sending',
      can: (_, { organisationId, roles }) =>
        roles.includes('coordinator') && organisationId === version.organisationId,
    }
  const sideOfTask = (task: Task) => missing.find((one) => one.task === task)?.side ?? 'sending'
  return {
    tasks: missing.map((one) => one.task),
    until: period.startsOn,
    side: sideOfTask,
    can: (task, { organisationId, roles }) => {
      const owner = sideOfTask(task) === 'sending' ? version.organisationId : version.hostingOrganisationId
      return task.by === 'coordinator' && roles.includes('coordinator') && organisationId === owner
    },
  }
}

/** A memorandum waits for the partner to whom it was proposed; to be in force from its first day, until then. */
function memorandumMatter({ partnerId, startsOn }: Partnership): Matter {
  return {
    tasks: [{ code: 'confirm-memorandum', by: 'coordinator' }],
    until: startsOn,
    side: () => 'partner',
    can: (_, { organisationId, roles }) =>
      organisationId === partnerId && (roles.includes('coordinator') || roles.includes('admin')),
  }
}
