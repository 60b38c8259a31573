import type { z } from 'zod'
import type { FromTemplate } from '../../../db/schema/mobility/from-template.ts'
import type { Fault } from '../../../errors.ts'
import { given } from '../../../platform/http/given.ts'
import type { WholeTemplate } from '../../agreement-templates/template.ts'
import type { NewAgreementVersion } from '../schemas.ts'
import { say } from '../words.ts'
import type { NewVersionFromTemplate } from './schemas.ts'

type Asked = z.infer<typeof NewVersionFromTemplate>
type Changed = Asked['outcomes'][number]
type Planned = z.infer<typeof NewAgreementVersion>['outcomes'][number]

/** A draft as if it had been written whole, and what the version keeps of where it comes from. */
export type FilledIn = { draft: z.infer<typeof NewAgreementVersion>; template: FromTemplate }

/** What keeps a template from being used for a mobility, or names competences that it does not have. */
export function faultsOfDrawing(
  asked: Asked,
  found: WholeTemplate | undefined,
  hostingOrganisationId: string,
): Fault[] {
  const at = (pointer: string, detail: Fault['detail']): Fault => ({ in: 'body', pointer, detail })
  if (!found) return [at('/template', say('no-such-template'))]
  const { template, version } = found
  const known = version.content.outcomes.map(({ competence }) => competence)
  const unknown = (pointer: string, competence: string) =>
    known.includes(competence) ? [] : [at(pointer, say('none-of', { known: known.join(', ') }))]
  const isTwice = (index: number, { competence }: Changed) =>
    asked.outcomes.findIndex((other) => other.competence === competence) < index ||
    asked.leftOut.includes(competence)
  const isElsewhere =
    template.hostingOrganisationId !== null && template.hostingOrganisationId !== hostingOrganisationId
  return [
    ...(template.archivedAt ? [at('/template/id', say('template-archived'))] : []),
    ...(isElsewhere ? [at('/template/id', say('template-of-another-host'))] : []),
    ...asked.outcomes.flatMap((outcome, index) => [
      ...unknown(`/outcomes/${index}/competence`, outcome.competence),
      ...(isTwice(index, outcome) ? [at(`/outcomes/${index}/competence`, say('stands-twice'))] : []),
    ]),
    ...asked.leftOut.flatMap((competence, index) => unknown(`/leftOut/${index}`, competence)),
    ...(known.every((competence) => asked.leftOut.includes(competence))
      ? [at('/leftOut', say('nothing-left'))]
      : []),
  ]
}

/** What a template says, with what is agreed otherwise for this learner in its place. */
export function fillIn(asked: Asked, { template, version }: WholeTemplate): FilledIn {
  const { outcomes: changes, leftOut, template: _, ...said } = asked
  const { content, number } = version
  const outcomes = content.outcomes
    .filter(({ competence }) => !leftOut.includes(competence))
    .map((outcome): Planned => {
      const change = changes.find(({ competence }) => competence === outcome.competence)
      return change ? changed(outcome, change) : outcome
    })
  const others = [...changes.map(({ competence }) => competence), ...leftOut]
  return {
    draft: { ...content, ...said, outcomes },
    template: { id: template.id, version: number, changed: others },
  }
}

function changed(outcome: Planned, change: Changed): Planned {
  const { baselineFound, ...rest } = outcome
  // What the search came to follows from another level, unless it is said again.
  const found = change.baseline === undefined ? { baselineFound } : {}
  return { ...rest, ...found, ...given(change) }
}

/**
 * The faults of a draft as whoever sent it finds them: of an outcome that they changed, by its place among these; of one that
 * stands in the template as it is, with its name.
 */
export const asSent =
  (asked: Asked, { outcomes }: Pick<FilledIn['draft'], 'outcomes'>) =>
  (fault: Fault): Fault => {
    const [, index, place] = /^\/outcomes\/(\d+)(.*)$/.exec(fault.pointer) ?? []
    if (index === undefined) {
      const isSaid = fault.pointer.split('/')[1]! in asked
      return isSaid ? fault : { ...fault, pointer: '/template' }
    }
    const competence = outcomes[Number(index)]!.competence
    const sent = asked.outcomes.findIndex((change) => change.competence === competence)
    if (sent >= 0) return { ...fault, pointer: `/outcomes/${sent}${place}` }
    const detail = say('in-template', { competence, place: place ?? '', detail: fault.detail })
    return { ...fault, pointer: '/outcomes', detail }
  }
