import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { given } from '../../platform/http/given.ts'
import { nameModules } from '../modules/name-modules.ts'
import { templateActions } from './actions.ts'
import { assertFit, faultsIn, faultsOfHost } from './register-template.ts'
import type { ChangedTemplate } from './schemas.ts'
import { insertTemplateVersion, lockTemplate, updateTemplate } from './store.ts'
import { saysTheSame, type WholeTemplate } from './template.ts'

/** Changes what a template is called, or what it says, which makes its next version: those before stay as they are. */
export async function changeTemplate(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  { title, hostingOrganisationId, archived, ...terms }: z.infer<typeof ChangedTemplate>,
): Promise<WholeTemplate> {
  const hold = async (tx: Tx) => {
    const whole = await lockTemplate(tx, id)
    return { ...whole, organisationId: whole.template.organisationId, state: null }
  }
  return act(ctx, templateActions.changeAgreementTemplate, hold, async ({ tx, subject, actor, now }) => {
    const { template, version } = subject
    assertVersion(template.version)
    const content = { ...version.content, ...given(terms) }
    const isOther = !saysTheSame(content, version.content)
    const { faults } = await nameModules(tx, actor.organisationId, isOther ? content.outcomes : [])
    assertFit([
      ...(await faultsOfHost(tx, hostingOrganisationId)),
      ...(isOther ? faultsIn(ctx, content) : []),
      ...faults,
    ])
    const number = template.number + (isOther ? 1 : 0)
    const { organisationId, memberId } = actor
    const next = isOther
      ? await insertTemplateVersion(tx, {
          ...{ templateId: id, number, organisationId, content, memberId },
          createdAt: now,
        })
      : version
    const archivedAt =
      archived === undefined ? template.archivedAt : archivedOn(template.archivedAt, archived, now)
    const labels = given({ title, hostingOrganisationId })
    const changed = await updateTemplate(tx, id, { ...labels, number, archivedAt }, now)
    return {
      value: { template: changed, version: next },
      subjectId: id,
      details: { version: number, archived: archivedAt !== null },
    }
  })
}

const archivedOn = (since: Date | null, archived: boolean, now: Date) => (archived ? (since ?? now) : null)
