import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { TemplateContent } from '../../db/schema/mobility/agreement-templates.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { findOrganisation } from '../../parties/organisations/store.ts'
import { frameworkNamed } from '../agreements/drafting/prepared-draft.ts'
import { nameModules } from '../modules/name-modules.ts'
import { templateActions } from './actions.ts'
import type { NewTemplate } from './schemas.ts'
import { insertTemplate, insertTemplateVersion } from './store.ts'
import { templateFaults, type WholeTemplate } from './template.ts'
import { say } from './words.ts'

/** Keeps what is to be agreed with many; complete at once, or refused with every gap. */
export async function registerTemplate(
  ctx: Context,
  { title, hostingOrganisationId, ...content }: z.infer<typeof NewTemplate>,
): Promise<WholeTemplate> {
  return act(ctx, templateActions.registerAgreementTemplate, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId, memberId } = actor
    const { faults } = await nameModules(tx, organisationId, content.outcomes)
    assertFit([...(await faultsOfHost(tx, hostingOrganisationId)), ...faultsIn(ctx, content), ...faults])
    const times = { createdAt: now, updatedAt: now }
    const row = { organisationId, title, hostingOrganisationId, number: 1, ...times }
    const template = await insertTemplate(tx, row)
    const first = { templateId: template.id, number: 1, organisationId, content, memberId, createdAt: now }
    const version = await insertTemplateVersion(tx, first)
    return { value: { template, version }, subjectId: template.id, details: { version: 1 } }
  })
}

/** What the measure has against the terms of a template. */
export const faultsIn = (ctx: Context, content: TemplateContent): Fault[] =>
  templateFaults(frameworkNamed(ctx.frameworks, content.framework), content)

/** A template is meant for a host that there is, or for any. */
export async function faultsOfHost(tx: Tx, hostId: string | null | undefined): Promise<Fault[]> {
  if (!hostId || (await findOrganisation(tx, hostId))) return []
  return [{ in: 'body', pointer: '/hostingOrganisationId', detail: say('no-such-host') }]
}

export function assertFit(faults: Fault[]): void {
  if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
}
