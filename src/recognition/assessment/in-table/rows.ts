import { z } from 'zod'
import type { Fault } from '../../../errors.ts'
import { Code } from '../../../measure/frameworks/code.ts'
import { NewMobility } from '../../../mobility/mobilities/schemas.ts'
import { ExternalId } from '../../../parties/organisations/schemas.ts'
import { longText } from '../../../platform/http/texts.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { NewAssessment } from '../schemas.ts'
import { say } from '../words.ts'
import { judgementsInCell, marksInCell } from './cells.ts'

const { method, contradiction } = NewAssessment.shape

/** As a table has the marks of one outcome: it names whose they are, what was read for them, and says all of them itself. */
export const MarksRow = z.strictObject({
  mobility: ExternalId.optional(),
  projectCode: NewMobility.shape.projectCode.optional(),
  mobilityCode: NewMobility.shape.mobilityCode.unwrap().unwrap().optional(),
  learner: ExternalId.optional(),
  competence: Code,
  workHash: z.string().regex(/^[\da-f]{64}$/),
  evidence: longText(100_000).optional(),
  marks: longText(200_000),
  method,
  contradiction,
})
export type MarksRow = z.infer<typeof MarksRow>

/** What a row asks for, as the request for these marks alone does; faults tell of places at which no piece stands. */
export function marksAsked({ competence, evidence, marks, method, contradiction }: MarksRow) {
  const judgements = judgementsInCell(evidence ?? '') ?? []
  const given = marksInCell(marks) ?? []
  const named = given.map(({ places, ...mark }) => ({
    ...mark,
    evidenceIds: places.flatMap((place) => judgements[place - 1]?.evidenceId ?? []),
  }))
  const faults = given.flatMap(({ criterionId, places }) =>
    places
      .filter((place) => judgements[place - 1] === undefined)
      .map(
        (place): Fault => ({
          in: 'body',
          pointer: '/marks',
          detail: say('no-such-place', { criterion: criterionId, place }),
        }),
      ),
  )
  const asked = {
    ...{ competence, judgements, marks: named },
    ...(method === undefined ? {} : { method }),
    ...(contradiction === undefined ? {} : { contradiction }),
  }
  return { asked, faults }
}

type Asked = ReturnType<typeof marksAsked>['asked']

/** A fault of marks by the column that says it, with the piece or the criterion that it is of. */
export function asInRow({ pointer, detail, ...fault }: Fault, asked: Asked): Fault {
  const [, first = '', index = '', place = ''] = pointer.split('/')
  const field = first === 'judgements' ? 'evidence' : first
  if (first === 'marks' && place === 'method') return { ...fault, pointer: '/method', detail }
  const name =
    first === 'judgements'
      ? asked.judgements[Number(index)]?.evidenceId
      : asked.marks[Number(index)]?.criterionId
  if (!['judgements', 'marks'].includes(first) || index === '' || name === undefined)
    return { ...fault, pointer: `/${field}`, detail }
  const named: Sentence = (language) => `${name}: ${detail(language)}`
  return { ...fault, pointer: `/${field}`, detail: named }
}
