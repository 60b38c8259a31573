import { expect, test } from 'vitest'
import { marksInCell } from '../../../src/recognition/assessment/in-table/cells.ts'

test('Criteria are read from a cell as they are marked, with the places of evidence, task and comment', () => {
  expect(marksInCell('2.4.a.4=met 1 2; 2.4.b.4 = partly, 1 @Task-3: why: so')).toEqual([
    { criterionId: '2.4.a.4', mark: 'met', places: [1, 2] },
    { criterionId: '2.4.b.4', mark: 'partly', places: [1], task: 'Task-3', comment: 'why: so' },
  ])
  expect(marksInCell('2.4.a.4=nav izpildīts\n2.4.b.4=not observed')).toEqual([
    { criterionId: '2.4.a.4', mark: 'not-met', places: [] },
    { criterionId: '2.4.b.4', mark: 'not-observed', places: [] },
  ])
  for (const none of ['', '2.4.a.4', '=met', '2.4.a.4=1', '2.4.a.4=met 1a', '2.4.a.4=met @', '2.4.a.4=met:'])
    expect(marksInCell(none), none).toBeNull()
})

test('A cell that is as long as one may be is read in one go', () => {
  for (const filling of [' ', ', ', '1 ', '@', ':', '='])
    expect(marksInCell(`2.4.a.4=met${filling.repeat(16_000)}1a`.slice(0, 32_767)), filling).toBeDefined()
})
