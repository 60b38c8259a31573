import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayColumn, numberColumn, textColumn } from '../../../src/platform/sheets/column.ts'
import { type HowToRead, readSheet } from '../../../src/platform/sheets/read-sheet.ts'
import { archive, type WrittenCell, workbook } from '../../setup/workbook.ts'

const columns = {
  learner: textColumn({ filled: true }),
  birth_date: dayColumn({ optional: true }),
  hours: numberColumn({ optional: true }),
}
const read = (bytes: Uint8Array, how?: HowToRead) => readSheet(bytes, { columns }, how)
const told = ({ faults }: Awaited<ReturnType<typeof read>>) =>
  faults.map(({ line, column, code }) => `${line} ${column} ${code}`)
const headings = ['Learner', 'birth_date', 'hours']
const sheet = (...rows: WrittenCell[][]) => ({
  name: 'Sheet1',
  rows: Object.fromEntries([headings, ...rows].map((row, index) => [index + 1, row])),
})
const xml = (cell: string) => ({ xml: cell })

describe('a workbook', () => {
  test('has days as days, numbers as numbers and texts as they are shown', async () => {
    const bytes = await workbook(
      [
        sheet(
          ['Jānis & <Co>', { number: 46272, form: 0 }, 1.125],
          [{ number: 42, form: 3 }, { number: 46272, form: 1 }, '1 500,5'],
          [1.1, '07.09.2026.', { number: 0.1 + 0.2, form: 4 }],
          [' A_x000D_\nB ', { number: 46272, form: 2 }, 7],
        ),
      ],
      { forms: ['dd\\.mm\\.yyyy', '[$-426]d"."mmmm', 'yyyy/mm/dd;@', '00000', '0.00'] },
    )
    const { form, rows, faults, remarks } = await read(bytes)
    expect([form, faults, remarks]).toEqual([{ kind: 'xlsx', sheet: 'Sheet1' }, [], []])
    expect(rows.map(({ values }) => Object.values(values))).toEqual([
      ['Jānis & <Co>', '2026-09-07', 1.125],
      ['00042', '2026-09-07', 1500.5],
      ['1.1', '2026-09-07', 0.3],
      ['A\r\nB', '2026-09-07', 7],
    ])
  })

  test('counts days from 1904 where it says so, and knows the year that was no leap year', async () => {
    const days = [1, 59, 61, 46272].map((number) => ['A', { number, form: 0 }])
    const read1904 = await read(await workbook([sheet(...days)], { forms: ['yyyy-mm-dd'], from1904: true }))
    const read1900 = await read(await workbook([sheet(...days)], { forms: ['yyyy-mm-dd'] }))
    const daysIn = ({ rows }: typeof read1900) => rows.map(({ values }) => values.birth_date)
    expect(daysIn(read1900)).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '2026-09-07'])
    expect(daysIn(read1904)).toEqual(['1904-01-02', '1904-02-29', '1904-03-02', '2030-09-08'])
  })

  test('has rows by their numbers, and none where nothing stands', async () => {
    const rows = { 3: ['', 'Learner', '', 'hours'], 5: ['', 'A', '', 5], 6: ['', ''], 9: ['', 'B', '', 6] }
    const { rows: found, faults } = await read(await workbook([{ name: 'S', rows }]))
    expect(faults).toEqual([])
    expect(found.map(({ line, values }) => [line, values.learner, values.hours])).toEqual([
      [5, 'A', 5],
      [9, 'B', 6],
    ])
  })

  test('has what formulas came to, and a fault where that is nothing or an error', async () => {
    const bytes = await workbook(
      [
        sheet(
          [
            xml('<c r="A2" t="str"><f>B1&amp;"x"</f><v>Ax</v></c>'),
            xml('<c r="B2" s="1"><f>TODAY()</f><v>46272</v></c>'),
            xml('<c r="C2"><f>1+1</f><v>2</v></c>'),
          ],
          [xml('<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), '', xml('<c r="C3"><f>1+1</f></c>')],
          [
            xml('<c r="A4" t="inlineStr"><is><r><t>Ka</t></r><r><t>te</t></r><rPh><t>no</t></rPh></is></c>'),
            xml('<c r="B4" t="d"><v>2026-09-07T00:00:00</v></c>'),
            xml('<c r="C4"><v>3</v></c>'),
          ],
          [xml('<c r="A5" t="e"><v>#N/A</v></c>'), '', 4],
        ),
      ],
      { forms: ['d/m/yyyy'] },
    )
    const result = await read(bytes)
    expect(result.rows.map(({ values }) => Object.values(values))).toEqual([
      ['Ax', '2026-09-07', 2],
      ['Kate', '2026-09-07', 3],
      [null, null, 4],
    ])
    expect(told(result)).toEqual([
      '3 Learner formula-error',
      '3 hours formula-empty',
      '5 Learner formula-error',
    ])
    expect(result.faults[0]).toMatchObject({ value: '#DIV/0!' })
    expect(result.rows.map(({ isSound }) => isSound)).toEqual([true, true, false])
  })

  test('is read in the first sheet that has the headings, of those that can be seen', async () => {
    const notes = { name: 'Padomi', rows: { 1: ['Kā aizpildīt'] } }
    const hidden = { ...sheet(['hidden']), name: 'Old', state: 'hidden' }
    const { form, rows, remarks } = await read(
      await workbook([hidden, notes, { ...sheet(['A']), name: 'Dati' }, { ...sheet(['B']), name: 'Vēl' }]),
    )
    expect([form, rows.map(({ values }) => values.learner)]).toEqual([{ kind: 'xlsx', sheet: 'Dati' }, ['A']])
    expect(remarks.map((remark) => remark('en'))).toEqual([
      'Of the workbook the sheet “Dati” was read, and not: Padomi, Vēl.',
    ])
  })

  test('that is none, or damaged, is refused', async () => {
    const refused = async (parts: Record<string, string>) => told(await read(await archive(parts)))
    expect(await refused({ 'content.xml': '<x/>' })).toEqual(['1 number 1 not-a-workbook'])
    const broken = await workbook([sheet(['A'])], {
      parts: { 'xl/worksheets/sheet1.xml': '<worksheet><row' },
    })
    expect(told(await read(broken))).toEqual(['1 number 1 workbook-broken'])
    const whole = await workbook([sheet(['A'])])
    expect(told(await read(whole.subarray(0, whole.length - 30)))).toEqual(['1 number 1 workbook-broken'])
    const entity =
      '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    const swollen = await workbook([sheet(['A'])], { parts: { 'xl/worksheets/sheet1.xml': entity } })
    expect(told(await read(swollen))).toEqual(['1 number 1 workbook-broken'])
    const beyond = await workbook([sheet([xml('<c r="A2" t="s"><v>99</v></c>')])])
    expect(told(await read(beyond))).toEqual(['1 number 1 workbook-broken'])
  })

  test('is as large as it may be, wherever it says that something stands', async () => {
    const limits = { rows: 2, columns: 4, letters: 20 }
    const sized = async (bytes: Uint8Array) => told(await read(bytes, { limits }))
    expect(await sized(await workbook([sheet(['A'], ['B'], ['C'], ['D'])]))).toEqual([
      '4 Learner too-many-rows',
    ])
    const far = { 1: ['Learner'], 1048576: ['A'], 9999999999: ['B'] }
    expect(await sized(await workbook([{ name: 'S', rows: far }]))).toEqual([])
    const wide = sheet(['A', xml('<c r="XFD2" t="str"><v>x</v></c>')])
    expect(await sized(await workbook([wide]))).toEqual(['2 number 5 too-many-columns'])
    expect(await sized(await workbook([sheet(['A'.repeat(21)])]))).toEqual(['2 Learner too-long'])
  })

  test('that unpacks to far more than it is never is unpacked', async () => {
    const bytes = await archive({
      'xl/workbook.xml': '<workbook/>',
      '_rels/.rels': new Uint8Array(129 * 1024 * 1024).fill(32),
    })
    expect(bytes.length).toBeLessThan(200_000)
    expect(told(await read(bytes))).toEqual(['1 number 1 unpacks-too-large'])
    // One that says less of itself than there is.
    const size = Buffer.alloc(4)
    size.writeUInt32LE(129 * 1024 * 1024)
    const lying = Buffer.from(bytes)
    for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at)) lying.writeUInt32LE(1000, at)
    expect(told(await read(lying))).toEqual(['1 number 1 workbook-broken'])
  })

  test('that anything was done to is told what is wrong with it, and nothing else happens', async () => {
    const bytes = await workbook([sheet(['Jānis', { number: 46272, form: 0 }, 5])], { forms: ['d.m.yyyy'] })
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(bytes.length), async (changed, length) => {
        const other = Buffer.from(bytes)
        for (const [at, byte] of changed) other[at] = byte
        for (const file of [other, other.subarray(0, length)]) {
          const { form, faults } = await read(file)
          expect(form !== null || faults.length > 0).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })
})
