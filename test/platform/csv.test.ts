import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../src/platform/csv/read-csv.ts'
import { writeCsv } from '../../src/platform/csv/write-csv.ts'

const columns = { named: ['learner', 'note'] }
const read = (csv: string | Uint8Array) => readCsv(csv, columns)
const one = (line: number, learner: string, note: string) => ({
  rows: [{ line, values: { learner, note } }],
  faults: [],
})

describe('CSV that is read', () => {
  test('may be separated by what stands most often in its header, or what its first line names', () => {
    expect(read('learner,note\nA,"x;y\tz"\n')).toEqual(one(2, 'A', 'x;y\tz'))
    expect(read('learner;note\nA;1,5\n')).toEqual(one(2, 'A', '1,5'))
    expect(read('learner\tnote\r\nA\t1,5;6\r\n')).toEqual(one(2, 'A', '1,5;6'))
    expect(read('sep=;\r\nlearner;note\r\nA;1,5\r\n')).toEqual(one(3, 'A', '1,5'))
    expect(read('\uFEFFSEP=|\n# a, b, c\nlearner|note\nA|1,5\n')).toEqual(one(4, 'A', '1,5'))
    expect(read('sep=\t\nlearner\tnote\nA\t;\n')).toEqual(one(3, 'A', ';'))
  })

  test('may be given as bytes, with a byte order mark', () => {
    expect(read(Buffer.from('\uFEFFlearner;note\nŽanete;ē\n'))).toEqual(one(2, 'Žanete', 'ē'))
    expect(read(Buffer.from('\uFEFFsep=;\nlearner;note\nŽanete;ē\n'))).toEqual(one(3, 'Žanete', 'ē'))
    expect(read(Buffer.from('learner;note\nJänis;\n', 'latin1')).faults).toEqual([
      { line: 1, column: 'number 1', what: 'other', detail: 'is not UTF-8' },
    ])
  })

  test('has no column that only looks like a numbered one', () => {
    const faults = (header: string) =>
      readCsv(`${header}\nx\n`, { named: [], numbered: 'planned' }).faults.map(
        ({ column, what }) => `${column} ${what}`,
      )
    expect(faults('planned_1,planned_22')).toEqual([])
    for (const name of ['_1', 'planned_0', 'planned_123', 'revokes_1'])
      expect(faults(`planned_1,${name}`)).toEqual([`${name} column-unknown`])
    expect(faults('planned_2')).toEqual(['planned_1 column-missing'])
  })

  test('has every fault of its header and its rows named, of a file without numbered columns too', () => {
    expect(read('learner,mark\nA,1,2\n').faults.map((fault) => Object.values(fault).join(' '))).toEqual([
      '1 mark column-unknown is not a column of this file',
      '1 note column-missing is missing from the header',
      '2 number 3 other has 3 values under 2 columns',
    ])
  })
})

describe('CSV that is written', () => {
  test('has no value that a spreadsheet would take for a formula', () => {
    const rows = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "'=1", "'quoted'", 'a=b'].map((note) => ({ note }))
    expect(writeCsv(['note'], rows).split('\n')).toEqual([
      'note',
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\tx",
      "''=1",
      "'quoted'",
      'a=b',
      '',
    ])
  })

  test('has values in quotes where they hold quotes, separators or line breaks', () => {
    const row = { learner: 'A "B", C', note: 'one\ntwo' }
    expect(writeCsv(columns.named, [row])).toBe('learner,note\n"A ""B"", C","one\ntwo"\n')
    expect(writeCsv(columns.named, [{ note: 'x' }])).toBe('learner,note\n,x\n')
  })

  test('is read again as what it was', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'\'"=+-@#;, \t\r\n\\aē字', '\uFEFF') })
    const rows = fc.array(fc.record({ learner: cell, note: cell }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rows, (values) => {
        const again = read(writeCsv(columns.named, values))
        expect(again.faults).toEqual([])
        expect(again.rows.map((row) => row.values)).toEqual(values)
      }),
      { numRuns: 1_000 },
    )
  })
})
