import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { ProgrammeContent } from '../../db/schema/mobility/learning-programmes.ts'
import type { Framework } from '../../measure/frameworks/framework.ts'
import { wordingsSaid } from '../../measure/frameworks/wordings/in-wording.ts'
import { addDays } from '../../platform/dates.ts'
import { hashOfAgreement, scheduleFaults } from '../agreements/agreement.ts'
import {
  assertAgreeable,
  frameworkNamed,
  inSignedWording,
  inWords,
  isOfFitOutcome,
} from '../agreements/drafting/prepared-draft.ts'
import { outcomeFaults } from '../agreements/planned-outcomes/planned-outcome.ts'
import { remarkFaults } from '../agreements/planned-outcomes/remarks.ts'
import { organisationsAgreed, outcomesAgreed } from '../agreements/signed/agreed-content.ts'
import { noteFrameworkUse } from '../agreements/store.ts'
import { groupActions } from './actions.ts'
import { activityFaults, type Group, groupSaid, type Programme, standingProgramme } from './group.ts'
import type { NewProgramme } from './schemas.ts'
import { gatherWriting, insertProgramme, lockGroup, noteProgramme } from './store.ts'

type Draft = z.infer<typeof NewProgramme>
type DraftInWords = Awaited<ReturnType<typeof inWords<Draft>>>['draft']

/** Writes the next version of a group's learning programme, which nobody has signed yet. Names every gap at once. */
export async function draftProgramme(ctx: Context, groupId: string, said: Draft): Promise<Programme> {
  const hold = async (tx: Tx) => ({ ...(await lockGroup(tx, groupId)), state: null })
  return act(ctx, groupActions.draftProgramme, hold, async ({ tx, subject: group, now }) => {
    const { draft, unnamed } = await inWords(tx, group.organisationId, said)
    const there = await gatherWriting(tx, group, now)
    const standing = standingProgramme(there.programmes)?.version.content
    const framework = inSignedWording(frameworkNamed(ctx.frameworks, draft.framework), standing)
    const window = {
      evidenceFrom: draft.evidenceFrom ?? group.startsOn,
      evidenceUntil: draft.evidenceUntil ?? addDays(group.endsOn, there.terms.evidenceDays),
    }
    const unfit = outcomeFaults(framework, draft.outcomes)
    assertAgreeable([
      ...unfit,
      ...unnamed,
      ...scheduleFaults(window, draft.outcomes, group),
      ...remarkFaults(framework, draft.outcomes, asCourse(group)).filter(isOfFitOutcome(unfit)),
      ...activityFaults(draft.activities, draft.outcomes, group),
    ])
    const content = contentOf(group, there, framework, draft, window)
    const { organisationId, hostingOrganisationId } = group
    const version = await insertProgramme(tx, {
      organisationId,
      hostingOrganisationId,
      groupId,
      number: (there.programmes.at(-1)?.version.number ?? 0) + 1,
      content,
      hash: hashOfAgreement(content),
      answers: draft.answers ?? null,
      createdAt: now,
    })
    await noteProgramme(tx, groupId, now)
    await noteFrameworkUse(tx, framework.id, framework.fileHashes, now)
    const { number, hash } = version
    return {
      value: { version, signatures: [], returned: null },
      subjectId: version.id,
      details: { groupId, number, hash },
    }
  })
}

/** A group as remarks have to know it: its learners are there on each of its days. */
const asCourse = ({ startsOn, endsOn }: Group) => ({
  startsOn,
  endsOn,
  participation: 'on-site',
  participant: 'learner' as const,
  interruptions: [],
})

function contentOf(
  group: Group,
  there: Awaited<ReturnType<typeof gatherWriting>>,
  framework: Framework,
  draft: DraftInWords,
  window: { evidenceFrom: string; evidenceUntil: string },
): ProgrammeContent {
  return {
    ...organisationsAgreed(there),
    group: groupSaid(group),
    framework: { id: framework.id, hash: framework.hash, wordings: wordingsSaid(framework) },
    outcomes: outcomesAgreed(framework, draft, window),
    activities: draft.activities,
    procedure: draft.procedure,
    assessorRole: draft.assessorRole,
    ...window,
  }
}
