import { describe, expect, test } from 'vitest'
import { assertMayWithdraw, mayHaveRead } from '../../src/assessment/assignment.ts'
import { rounds } from '../../src/db/schema/assessments.ts'
import { stages } from '../../src/db/schema/recognitions.ts'
import { Refusal } from '../../src/errors.ts'
import { roles } from '../../src/platform/auth/access.ts'

const states = ['assigned', 'accepted', 'conflicted', 'withdrawn'] as const
const open = ['identification', 'documentation', 'assessment', 'validation']
const [own, other, assessor] = ['own', 'other', 'assessor']

function refusal(...of: Parameters<typeof assertMayWithdraw>): string | null {
  try {
    assertMayWithdraw(...of)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
}

describe('an assignment', () => {
  const table = states.flatMap((state) => stages.map((stage) => [state, stage] as const))
  test.each(table)(
    'that is %s, of a case in %s, is withdrawn by a coordinator of the side that assigned, before there are marks',
    (state, stage) => {
      for (const role of roles)
        for (const organisationId of [own!, other!])
          for (const marked of [true, false])
            for (const round of rounds) {
              const assignment = { memberId: assessor!, memberOrganisationId: own!, round, state }
              const assessors = marked ? [assessor!] : ['another']
              const found = refusal(assignment, { stage, assessors }, { organisationId, roles: [role] })
              const may = organisationId === own && role === 'coordinator'
              const stands = marked || state === 'withdrawn' || state === 'conflicted'
              const expected = !may
                ? 'forbidden'
                : !open.includes(stage)
                  ? 'wrong-state'
                  : stands
                    ? 'conflict'
                    : null
              expect([role, organisationId, marked, round, found]).toEqual([
                role,
                organisationId,
                marked,
                round,
                expected,
              ])
            }
    },
  )

  test('that was withdrawn had the marks open to it only as an adjudicator free of conflict', () => {
    for (const round of rounds)
      for (const state of states)
        for (const declaredAt of [new Date(0), null])
          expect([round, state, mayHaveRead([{ round, state, declaredAt }])]).toEqual([
            round,
            state,
            round === 'adjudication' && state === 'withdrawn' && declaredAt !== null,
          ])
  })
})
