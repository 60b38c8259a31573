import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Framework } from '../../measure/frameworks/framework.ts'
import { inWording, wordingsSaid } from '../../measure/frameworks/wordings/in-wording.ts'
import { addDays } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { firstDay, lastDay } from '../mobilities/course.ts'
import { holdMobility } from '../mobilities/hold-mobility.ts'
import { type Mobility, noteAgreement } from '../mobilities/store.ts'
import { agreementActions } from './actions.ts'
import { hashOfAgreement, scheduleFaults } from './agreement.ts'
import { amendmentFaults } from './amendment.ts'
import { outcomeFaults } from './planned-outcomes/planned-outcome.ts'
import { remarkFaults } from './planned-outcomes/remarks.ts'
import type { Shown } from './read-agreement.ts'
import type { NewAgreementVersion } from './schemas.ts'
import { outcomesAgreed, partiesAgreed } from './signed/agreed-content.ts'
import { gatherDrafting, insertVersion, lockCaseOf, noteFrameworkUse } from './store.ts'
import { say } from './words.ts'

type Draft = z.infer<typeof NewAgreementVersion>

/** Writes the next version of a mobility's agreement, which nobody has signed yet. Names every gap at once. */
export async function draftAgreement(ctx: Context, mobilityId: string, draft: Draft): Promise<Shown> {
  const hold = async (tx: Tx) => ({
    ...(await holdMobility(tx, mobilityId)),
    open: await lockCaseOf(tx, mobilityId),
  })
  return act(ctx, agreementActions.draftAgreement, hold, async ({ tx, subject, now }) => {
    const { open, organisationId, hostingOrganisationId } = subject
    const there = await gatherDrafting(tx, subject, now)
    const framework = inSignedWording(frameworkOf(ctx, draft.framework), open?.content ?? signedBefore(there))
    const window = {
      evidenceFrom: draft.evidenceFrom ?? firstDay(subject),
      evidenceUntil: draft.evidenceUntil ?? addDays(lastDay(subject), there.terms.evidenceDays),
    }
    const unfit = outcomeFaults(framework, draft.outcomes)
    assertAgreeable([
      ...unfit,
      ...scheduleFaults(window, draft.outcomes, subject),
      ...remarkFaults(framework, draft.outcomes, subject).filter(isOfFitOutcome(unfit)),
    ])
    const content = contentOf(subject, there, framework, draft, window, now)
    if (open) assertAgreeable(amendmentFaults(content, open))
    const version = await insertVersion(tx, {
      organisationId,
      hostingOrganisationId,
      mobilityId,
      number: (there.versions.at(-1)?.version.number ?? 0) + 1,
      content,
      hash: hashOfAgreement(content),
      answers: draft.answers ?? null,
      createdAt: now,
    })
    await noteAgreement(tx, mobilityId, { unsignedSince: now, signedSince: null })
    await noteFrameworkUse(tx, framework.id, framework.fileHashes, now)
    const { number, hash } = version
    return {
      value: {
        mobilityId,
        number,
        versions: [
          ...there.versions,
          {
            version,
            signatures: [],
            withdrawn: false,
            withdrawnAt: null,
            zone: there.terms.timeZone,
            corrected: [],
            proposed: [],
            words: [],
            bornOn: there.learner.birthDate,
          },
        ],
      },
      subjectId: version.id,
      details: { mobilityId, number, hash },
    }
  })
}

/** An outcome that does not fit has no remarks yet: they would be about levels it does not have. */
export const isOfFitOutcome = (unfit: Refusal['faults']) => (remark: Fault) => {
  const outcome = remark.pointer.replace('justification', '')
  return unfit.every(({ pointer }) => !pointer.startsWith(outcome))
}

export function assertAgreeable(faults: Refusal['faults']): void {
  if (faults.length > 0) throw new Refusal('incomplete', say('incomplete'), faults)
}

export function frameworkOf(ctx: Context, id: string): Framework {
  const framework = ctx.frameworks.get(id)
  if (framework) return framework
  const detail = say('none-of', { known: [...ctx.frameworks.keys()].join(', ') })
  throw new Refusal('incomplete', say('incomplete'), [{ in: 'body', pointer: '/framework', detail }])
}

const signedBefore = ({ versions }: Awaited<ReturnType<typeof gatherDrafting>>) =>
  versions.findLast(({ signatures }) => signatures.length > 0)?.version.content

/** What was signed keeps its wording: a later version of it is in the same one, though another one may have come since. */
export function inSignedWording(
  framework: Framework,
  signed: Pick<AgreementContent, 'framework'> | undefined,
): Framework {
  return signed?.framework.id === framework.id ? inWording(framework, signed.framework.wordings) : framework
}

function contentOf(
  mobility: Mobility,
  there: Awaited<ReturnType<typeof gatherDrafting>>,
  framework: Framework,
  draft: Draft,
  window: { evidenceFrom: string; evidenceUntil: string },
  now: Date,
): AgreementContent {
  return {
    rule: 2,
    ...partiesAgreed({ ...there, mobility }, dayOf(now, there.terms.timeZone)),
    framework: { id: framework.id, hash: framework.hash, wordings: wordingsSaid(framework) },
    outcomes: outcomesAgreed(framework, draft, window),
    procedure: draft.procedure,
    assessorRole: draft.assessorRole,
    ...window,
  }
}
