import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FaultList } from '../../../src/platform/sheets/fault.ts'
import { readCsv } from '../../../src/platform/sheets/read-csv.ts'
import { writeCsv } from '../../../src/platform/sheets/write-csv.ts'

const columns = ['learner', 'note']
const read = (csv: string, isHeading = (cell: string) => columns.includes(cell)) => {
  const faults = new FaultList()
  const { lines, separator } = readCsv(csv, isHeading, faults)
  const [, ...rows] = lines.map(({ line, cells }) => [line, ...cells])
  return { separator, rows, faults: faults.faults.map(({ line, code }) => `${line} ${code}`) }
}
const one = (separator: string, ...row: (string | number)[]) => ({ separator, rows: [row], faults: [] })

describe('CSV that is read', () => {
  test('may be separated by what its headings are separated by, or what its first line names', () => {
    expect(read('learner,note\nA,"x;y\tz"\n')).toEqual(one(',', 2, 'A', 'x;y\tz'))
    expect(read('learner;note\nA;1,5\n')).toEqual(one(';', 2, 'A', '1,5'))
    expect(read('learner\tnote\r\nA\t1,5;6\r\n')).toEqual(one('\t', 2, 'A', '1,5;6'))
    expect(read('sep=;\r\nlearner;note\r\nA;1,5\r\n')).toEqual(one(';', 3, 'A', '1,5'))
    expect(read('SEP=|\n# a, b, c\nlearner|note\nA|1,5\n')).toEqual(one('|', 4, 'A', '1,5'))
    expect(read('sep=\t\nlearner\tnote\nA\t;\n')).toEqual(one('\t', 3, 'A', ';'))
    // Three commas in what is not separated by them.
    const isHeading = (cell: string) => ['Name, surname, or both, as known', 'note'].includes(cell)
    expect(read('Name, surname, or both, as known;note\nA;B\n', isHeading)).toEqual(one(';', 2, 'A', 'B'))
  })

  test('has lines that end in any way, and rows by the line that they begin on', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(read(['learner,note', '', 'A,"one', 'two"', ',', 'B,x', ''].join(end)).rows).toEqual([
        [3, 'A', `one${end}two`],
        [6, 'B', 'x'],
      ])
    expect(read('learner,note\r\nA,1\nB,2\r\n').rows).toEqual([
      [2, 'A', '1'],
      [3, 'B', '2'],
    ])
  })

  test('has remarks above its headings, and no row below is taken for one', () => {
    expect(read('# remark\n\n#,and,another\nlearner,note\n#1,x\n# 2,\n').rows).toEqual([
      [5, '#1', 'x'],
      [6, '# 2', ''],
    ])
    expect(read('#,learner,note\n1,A,x\n').rows).toEqual([[2, '1', 'A', 'x']])
  })

  test('has quotes where people put them, and a fault where one is not closed', () => {
    expect(read('learner,note\nA,5" screen\n"B",say "no" twice\n').rows).toEqual([
      [2, 'A', '5" screen'],
      [3, 'B', 'say "no" twice'],
    ])
    expect(read('learner,note\nA,x\nB,"y\nC,z\n')).toEqual({
      separator: ',',
      rows: [[2, 'A', 'x']],
      faults: ['3 quote-open'],
    })
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
    expect(writeCsv(columns, [row])).toBe('learner,note\n"A ""B"", C","one\ntwo"\n')
    expect(writeCsv(columns, [{ note: 'x' }])).toBe('learner,note\n,x\n')
  })

  test('is read again as what it was', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'\'"=+-@#;, \t\r\n\\aē字', '\uFEFF') })
    // A row in which nothing stands is none.
    const row = fc.record({ learner: cell, note: cell }).filter(({ learner, note }) => learner + note !== '')
    const rows = fc.array(row, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rows, (values) => {
        const again = read(writeCsv(columns, values))
        expect(again.faults).toEqual([])
        expect(again.rows.map(([, ...cells]) => cells)).toEqual(
          values.map(({ learner, note }) => [learner, note]),
        )
      }),
      { numRuns: 1_000 },
    )
  })
})
