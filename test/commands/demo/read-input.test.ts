import { describe, expect, test } from 'vitest'
import { readCohort } from '../../../src/commands/demo/input/read-cohort.ts'
import { readMarks } from '../../../src/commands/demo/input/read-marks.ts'
import { type Fault, readTable } from '../../../src/commands/demo/input/read-table.ts'
import { textColumn } from '../../../src/platform/sheets/column.ts'

const columns = {
  columns: { learner: textColumn(), revoke: textColumn() },
  numbered: { shown: textColumn() },
}
const table = (text: string | Uint8Array) =>
  readTable('t.csv', typeof text === 'string' ? Buffer.from(text) : text, columns)
const said = (faults: Fault[]) => faults.map(({ line, column, detail }) => `${line} ${column}: ${detail}`)

describe('a table', () => {
  test('may be separated by commas or semicolons, carry a byte order mark, remarks and empty lines', async () => {
    for (const text of [
      '# remark, with; both\nlearner,revoke,shown_1\n\nA,,1.1 4\n',
      '\uFEFF# A;;1.1 2\r\nlearner;revoke;shown_1\r\n\r\nA;;1.1 4\r\n',
    ])
      expect(await table(text)).toMatchObject({
        rows: [{ line: 4, cells: { learner: 'A', revoke: '', shown_1: '1.1 4' } }],
        faults: [],
      })
  })

  test.each([
    [
      'a missing, an unknown and a double column',
      'learner,shown_1,shown_x,learner\nA',
      [
        '1 shown_x: is not a column of this file',
        '1 learner: stands twice in the header',
        '1 revoke: is missing from the header',
      ],
    ],
    [
      'values beyond the header',
      'learner,revoke,shown_1\nA,,1.1 4,,x',
      ['2 number 4: has 5 values under 3 columns'],
    ],
    [
      'an open quote',
      'learner,revoke,shown_1\nA,"\nB',
      ['2 number 2: Quoted text begins here that is not closed', '2 learner: there are no rows'],
    ],
    ['nothing below the header', 'learner,revoke,shown_1\n', ['2 learner: there are no rows']],
    ['nothing at all', '', ['1 learner: the file is empty']],
  ])('has %s named by line and column', async (_what, text, faults) => {
    expect(said((await table(text)).faults)).toEqual(faults)
  })

  test('that is no text is refused', async () => {
    expect(said((await table(Uint8Array.of(0xe2, 0, 0, 0x0a))).faults)).toEqual([
      '1 number 1: the file is neither text nor a workbook: save it as CSV in UTF-8 or as XLSX',
    ])
  })
})

const measure = {
  levels: 8,
  titles: new Map([
    ['1.1', 'Browsing'],
    ['2.4', 'Collaborating'],
  ]),
}
const cohort = (planned: string, over: Record<string, string> = {}) => {
  const row = {
    learner: 'A',
    given_name: 'Learner',
    family_name: 'One',
    birth_date: '2007-05-14',
    guardian: '',
    sending: 'School',
    sending_city: '',
    sending_country: 'LV',
    hosting: 'Host',
    hosting_city: '',
    hosting_country: 'FI',
    project_code: '2026-1-LV01-KA121-VET-000012345',
    starts_on: '2026-09-07',
    ends_on: '2026-10-02',
    workload_hours: '120',
    programme: '',
    planned_1: planned,
    ...over,
  }
  const text = `${Object.keys(row).join()}\n${Object.values(row).join()}\n`
  return readCohort('c.csv', Buffer.from(text), measure, '2026-11-21')
}

describe('a cohort', () => {
  test('gives the baseline or leaves it open', async () => {
    expect((await cohort('1.1 2>4')).learners[0]!.planned).toEqual([
      { competence: '1.1', baseline: 2, target: 4 },
    ])
    expect((await cohort('1.1 >4')).learners[0]!.planned).toEqual([
      { competence: '1.1', baseline: null, target: 4 },
    ])
  })

  test.each([
    ['1.1 2>9', {}, 'planned_1: levels go from 1 to 8'],
    ['1.1 0>3', {}, 'planned_1: levels go from 1 to 8'],
    ['1.1', {}, 'planned_1: is not "competence baseline>target", such as "1.1 2>4"'],
    ['', {}, 'planned_1: nothing is planned'],
    [
      '1.1 2>4',
      { ends_on: '2026-11-21' },
      'ends_on: lies not before today (2026-11-21): certificates come after',
    ],
    ['1.1 2>4', { ends_on: '2026-02-30' }, 'ends_on: is not a day such as 2026-09-07'],
    ['1.1 2>4', { birth_date: '2008-09-08' }, 'guardian: is needed for a learner under 18'],
    ['1.1 2>4', { birth_date: '1907-05-14' }, 'birth_date: lies more than a hundred years ago'],
    ['1.1 2>4', { hosting: 'School' }, 'hosting: is the sending organisation'],
    ['1.1 2>4', { family_name: '' }, 'family_name: is empty'],
  ])('with %j %j is told "%s"', async (planned, over, fault) => {
    const { learners, ids, faults } = await cohort(planned, over)
    expect(said(faults)).toEqual([`2 ${fault}`])
    expect({ learners, ids }).toEqual({ learners: [], ids: ['A'] })
  })

  test('takes a learner who turns 18 on the first day without a guardian', async () => {
    expect((await cohort('1.1 2>4', { birth_date: '2008-09-07' })).faults).toEqual([])
  })
})

describe('marks', () => {
  const marks = async (row: string, known = cohort('1.1 2>4')) =>
    readMarks(
      'm.csv',
      Buffer.from(`learner,shown_1,shown_2,additional,additional_description,revoke\n${row}\n`),
      measure,
      await known,
    )

  test('are joined to the learner they belong to', async () => {
    const { participants, faults } = await marks('A,1.1 0,2.4 3,2.4 >3,Led calls.,fraud')
    expect(faults).toEqual([])
    expect(participants[0]).toMatchObject({
      learner: 'A',
      shown: new Map([
        ['1.1', 0],
        ['2.4', 3],
      ]),
      additional: { competence: '2.4', baseline: null, target: 3, description: 'Led calls.' },
      revoke: 'fraud',
    })
  })

  test.each([
    ['A,,,,,', ['2 shown_1: no level is given for 1.1']],
    ['A,1.1 4,2.4 3,,,', ['2 shown_2: 2.4 is neither planned nor additional for A']],
    ['A,1.1 4,1.1 3,,,', ['2 shown_2: marks 1.1 twice']],
    ['A,1.1 9,,,,', ['2 shown_1: levels go from 1 to 8']],
    ['A,1.1 4,,1.1 1>2,More.,', ['2 additional: 1.1 is planned already']],
    ['A,1.1 4,,,More.,', ['2 additional: is empty, but described']],
    ['A,1.1 4,,2.4 1>2,More.,', ['2 shown_2: no level is given for 2.4']],
    ['A,1.1 4,,,,\nA,1.1 4,,,,', ['3 learner: stands twice']],
    [',1.1 4,,,,', ['2 learner: nobody is not in the cohort', '3 learner: A has no row']],
  ])('"%s" are told where they do not fit', async (row, faults) => {
    expect(said((await marks(row)).faults)).toEqual(faults)
  })

  test('of a learner whose own row has a fault are not blamed for what is missing there', async () => {
    expect(said((await marks('A,2.4 3,,,,', cohort('1.1 2>9'))).faults)).toEqual([])
  })
})
