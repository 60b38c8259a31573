import type { z } from 'zod'
import type { Tx } from '../../../db/client.ts'
import type { AgreementContent } from '../../../db/schema/mobility/agreements.ts'
import type { FromTemplate } from '../../../db/schema/mobility/from-template.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import type { Framework, FrameworkLibrary } from '../../../measure/frameworks/framework.ts'
import { inWording, wordingsSaid } from '../../../measure/frameworks/wordings/in-wording.ts'
import { addDays } from '../../../platform/dates.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import { findTemplate } from '../../agreement-templates/store.ts'
import { firstDay, lastDay } from '../../mobilities/course.ts'
import { type Mobility, noteAgreement } from '../../mobilities/store.ts'
import { nameModules } from '../../modules/name-modules.ts'
import { hashOfAgreement, scheduleFaults } from '../agreement.ts'
import { amendmentFaults, type OpenCase } from '../amendment.ts'
import { asSent, faultsOfDrawing, fillIn } from '../from-template/fill-in.ts'
import type { NewVersionFromTemplate } from '../from-template/schemas.ts'
import { outcomeFaults } from '../planned-outcomes/planned-outcome.ts'
import { remarkFaults } from '../planned-outcomes/remarks.ts'
import type { NewAgreementVersion } from '../schemas.ts'
import { outcomesAgreed, partiesAgreed } from '../signed/agreed-content.ts'
import { gatherDrafting, insertVersion, noteFrameworkUse, type Version } from '../store.ts'
import { say } from '../words.ts'

type Draft = z.infer<typeof NewAgreementVersion>
type DraftInWords = Awaited<ReturnType<typeof inWords<Draft>>>['draft']
export type AskedDraft = Draft | z.infer<typeof NewVersionFromTemplate>

/** What the ledger says of a draft. */
export const detailsOf = ({ mobilityId, number, hash, template }: Version) => ({
  ...{ mobilityId, number, hash },
  ...(template && { template: template.id, templateVersion: template.version }),
})

/** A draft that fits, and what was there when that was seen. */
export type PreparedDraft = {
  there: Awaited<ReturnType<typeof gatherDrafting>>
  framework: Framework
  content: AgreementContent
  hash: string
  answers: Draft['answers'] | null
  template: FromTemplate | null
}

/** Holds a draft against the mobility, and the case if there is one, that it is for; refuses with every gap. */
export async function prepareDraft(
  tx: Tx,
  frameworks: FrameworkLibrary,
  subject: Mobility & { open: OpenCase | null },
  asked: AskedDraft,
  now: Date,
): Promise<PreparedDraft> {
  const { open, organisationId, hostingOrganisationId } = subject
  const there = await gatherDrafting(tx, subject, now)
  const { template, placed, ...whole } = await wholeDraft(tx, asked, hostingOrganisationId)
  const { draft, unnamed } = await inWords(tx, organisationId, whole.draft)
  const framework = inSignedWording(
    frameworkNamed(frameworks, draft.framework),
    open?.content ?? signedBefore(there),
  )
  const window = {
    evidenceFrom: draft.evidenceFrom ?? firstDay(subject),
    evidenceUntil: draft.evidenceUntil ?? addDays(lastDay(subject), there.terms.evidenceDays),
  }
  const unfit = outcomeFaults(framework, draft.outcomes)
  const faults = [
    ...unfit,
    ...unnamed,
    ...scheduleFaults(window, draft.outcomes, subject),
    ...remarkFaults(framework, draft.outcomes, subject).filter(isOfFitOutcome(unfit)),
  ]
  assertAgreeable(faults.map(placed))
  const content = contentOf(subject, there, framework, draft, window, now)
  if (open) assertAgreeable(amendmentFaults(content, open).map(placed))
  const hash = hashOfAgreement(content)
  return { there, framework, content, hash, answers: draft.answers ?? null, template }
}

/** Writes a draft that fits as the next version. */
export async function enterDraft(
  tx: Tx,
  { id: mobilityId, organisationId, hostingOrganisationId }: Mobility,
  { there, framework, content, hash, answers, template }: PreparedDraft,
  now: Date,
): Promise<Version> {
  const version = await insertVersion(tx, {
    ...{ organisationId, hostingOrganisationId, mobilityId, content, hash, answers, template },
    number: (there.versions.at(-1)?.version.number ?? 0) + 1,
    createdAt: now,
  })
  await noteAgreement(tx, mobilityId, { unsignedSince: now, signedSince: null })
  await noteFrameworkUse(tx, framework.id, framework.fileHashes, now)
  return version
}

/** A draft with all its terms, where they come from, and where whoever sent it finds a fault of it. */
async function wholeDraft(
  tx: Tx,
  asked: AskedDraft,
  hostingOrganisationId: string,
): Promise<{ draft: Draft; template: FromTemplate | null; placed: (fault: Fault) => Fault }> {
  if (!('template' in asked)) return { draft: asked, template: null, placed: (fault) => fault }
  const found = await findTemplate(tx, asked.template)
  const faults = faultsOfDrawing(asked, found, hostingOrganisationId)
  if (!found || faults.length > 0) throw new Refusal('incomplete', say('incomplete'), faults)
  const filled = fillIn(asked, found)
  return { ...filled, placed: asSent(asked, filled.draft) }
}

/** A draft whose modules are named as they are called now, and which of them there are not. */
export async function inWords<D extends Pick<Draft, 'outcomes'>>(tx: Tx, organisationId: string, draft: D) {
  const { outcomes, faults: unnamed } = await nameModules(tx, organisationId, draft.outcomes)
  return { draft: { ...draft, outcomes }, unnamed }
}

/** An outcome that does not fit has no remarks yet: they would be about levels it does not have. */
export const isOfFitOutcome = (unfit: Refusal['faults']) => (remark: Fault) => {
  const outcome = remark.pointer.replace('justification', '')
  return unfit.every(({ pointer }) => !pointer.startsWith(outcome))
}

export function assertAgreeable(faults: Refusal['faults']): void {
  if (faults.length > 0) throw new Refusal('incomplete', say('incomplete'), faults)
}

/** The measure of that id; refuses where there is none. */
export function frameworkNamed(frameworks: FrameworkLibrary, id: string): Framework {
  const framework = frameworks.get(id)
  if (framework) return framework
  const detail = say('none-of', { known: [...frameworks.keys()].join(', ') })
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
  draft: DraftInWords,
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
