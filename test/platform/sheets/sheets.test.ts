import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choiceColumn, dayColumn, numberColumn, textColumn } from '../../../src/platform/sheets/column.ts'
import { type HowToRead, readSheet } from '../../../src/platform/sheets/read-sheet.ts'
import { spoken } from '../../../src/platform/words/language.ts'

const wanted = {
  columns: {
    learner: textColumn({
      heading: (language) => (language === 'lv' ? 'Izglītības guvējs' : 'Learner'),
      filled: true,
    }),
    birth_date: dayColumn({
      heading: (language) => (language === 'lv' ? 'Dzimšanas datums' : 'Date of birth'),
    }),
    hours: numberColumn({ optional: true, least: 1, most: 2000 }),
    kind: choiceColumn({ work: ['Work', 'Darbs'], study: ['Study', 'Mācības'] }, { optional: true }),
  },
  numbered: { planned: textColumn({ optional: true }) },
}
const read = (bytes: string | Uint8Array, how?: HowToRead) =>
  readSheet(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, wanted, how)
const faultsOf = async (bytes: string | Uint8Array, how?: HowToRead) =>
  (await read(bytes, how)).faults.map(({ line, column, code, suggestions }) =>
    [line, column, code, ...suggestions].join(' '),
  )

/** The same table, of which every letter that is not in ASCII is in both code pages, or in Windows-1257 alone. */
const table = 'learner;birth_date\r\nJānis Bērziņš;2007-05-14\r\nŽanete Ķīse;2007-05-15\r\n'
const rows = [
  { learner: 'Jānis Bērziņš', birth_date: '2007-05-14' },
  { learner: 'Žanete Ķīse', birth_date: '2007-05-15' },
]
const utf16 = (text: string, mark: boolean, swap: boolean) => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  return swap ? bytes.swap16() : bytes
}
/** In a code page of one byte, which the runtime can read and not write. */
const inPage = (text: string, page: string) =>
  Uint8Array.from(text, (letter) => {
    const byte = Array.from({ length: 256 }, (_, code) => code).find(
      (code) => new TextDecoder(page).decode(Uint8Array.of(code)) === letter,
    )
    if (byte === undefined) throw new Error(`${letter} is not in ${page}.`)
    return byte
  })

describe('a text file', () => {
  test.each([
    ['UTF-8', Buffer.from(table), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${table}`), 'utf-8'],
    ['UTF-16 with a mark', utf16(table, true, false), 'utf-16le'],
    ['UTF-16 with a mark, the other way round', utf16(table, true, true), 'utf-16be'],
    ['UTF-16 without a mark', utf16(table, false, false), 'utf-16le'],
    ['UTF-16 without a mark, the other way round', utf16(table, false, true), 'utf-16be'],
    ['Windows-1257', inPage(table, 'windows-1257'), 'windows-1257'],
  ])('is read in %s', async (_, bytes, encoding) => {
    const sheet = await read(bytes)
    expect(sheet.faults).toEqual([])
    expect(sheet.form).toEqual({ kind: 'csv', encoding, separator: ';' })
    expect(sheet.rows.map(({ values }) => values)).toMatchObject(rows)
    const guessed = encoding.startsWith('windows')
    expect(sheet.remarks.map((remark) => remark('en').includes(encoding))).toEqual(guessed ? [true] : [])
  })

  test.each([
    ['Jānis Bērziņš', 'windows-1257', 'windows-1257', 1],
    ['Rūta Šķiņķe, Ģirts Ļaudonis', 'windows-1257', 'windows-1257', 1],
    ['Žydrūnas Kęstutis, Ąžuolas', 'windows-1257', 'windows-1257', 1],
    ['José Núñez, María, Ávila', 'windows-1252', 'windows-1252', 1],
    ['Mickaël, Hélène, à Besançon, où, près', 'windows-1252', 'windows-1252', 1],
    ['Søren Kjær, Ærø, Århus', 'windows-1252', 'windows-1252', 1],
    // Letters that both have in one place need no telling apart, one letter alone cannot be told.
    ['Jürgen Müller', 'windows-1257', 'windows-1252', 1],
    ['François', 'windows-1252', 'windows-1257', 2],
  ])(
    'with "%s" in %s is read in %s, with a doubt where there is one',
    async (name, page, encoding, doubt) => {
      const {
        form,
        rows: [row],
        remarks,
      } = await read(inPage(`learner\tbirth_date\n${name}\t2007-05-14\n`, page))
      expect(form).toMatchObject({ encoding })
      expect(row!.cells.learner).toBe(new TextDecoder(encoding).decode(inPage(name, page)))
      const said = remarks.map((remark) => remark('en'))
      expect(said[0]?.includes('too few') ?? false).toBe(doubt === 2)
      if (doubt === 2) expect(said[0]).toContain('François')
    },
  )

  test('is read in the encoding that is told', async () => {
    const bytes = inPage('learner,birth_date\nFrançois,2007-05-14\n', 'windows-1252')
    const {
      rows: [row],
      remarks,
    } = await read(bytes, { encoding: 'windows-1252' })
    expect([row!.values.learner, remarks]).toEqual(['François', []])
    // Quotation marks and the euro, which the runtime takes for controls in this page.
    const signs = Buffer.from('learner,birth_date\n\x84A\x94 5\x80,2007-05-14\n', 'latin1')
    const again = await read(signs, { encoding: 'windows-1252' })
    expect(again.rows[0]!.values.learner).toBe('„A” 5€')
  })

  test('that is damaged, or no table, is refused with what to do', async () => {
    const damaged = Buffer.from(`${table}Ā;2007-01-01\n`)
    damaged[table.indexOf('J') + 2] = 0x20
    expect(await faultsOf(damaged)).toEqual(['1 number 1 encoding-damaged'])
    expect(await faultsOf(table.replace('Bērziņš', 'B\uFFFDrzi\uFFFD\uFFFD'))).toEqual([
      '2 learner letter-lost',
    ])
    expect(await faultsOf(Uint8Array.of(0xff, 0xfe, 0x00, 0xd8, 0x41, 0))).toEqual([
      '1 number 1 encoding-broken',
    ])
    const foreign = [
      '\xd0\xcf\x11\xe0\xa1\xb1',
      '%PDF-1.7',
      '<html><table>',
      '{"a": 1}',
      'a\0\0\0b',
      'PK\x03\x04',
      '',
    ]
    expect(await Promise.all(foreign.map((text) => faultsOf(Buffer.from(text, 'latin1'))))).toEqual([
      ['1 number 1 old-workbook'],
      ['1 number 1 not-a-table'],
      ['1 number 1 not-a-table'],
      ['1 number 1 not-a-table'],
      ['1 number 1 not-text'],
      ['1 number 1 workbook-broken'],
      ['1 learner empty-file'],
    ])
  })

  test('has headings in any case and language, in any order, and by what they are called', async () => {
    for (const headings of [
      'birth_date,learner',
      'BIRTH-DATE,Learner',
      ' Date of  Birth *,"LEARNER"',
      'dzimšanas datums,izglītības guvējs',
      'DZIMSANAS DATUMS,Izglītības Guvējs:',
    ])
      expect((await read(`${headings}\n2007-05-14,A\n`)).rows[0]!.values).toMatchObject({
        learner: 'A',
        birth_date: '2007-05-14',
      })
    const {
      headings,
      rows: [row],
    } = await read('Izglītības guvējs;Dzimšanas datums;Planned 2\nA;;x\n')
    expect(headings.get('birth_date')).toBe('Dzimšanas datums')
    expect(row!.cells).toMatchObject({ learner: 'A', planned_2: 'x' })
  })

  test('has no rows and columns where nothing stands', async () => {
    const sheet = await read('\n;;;;\nlearner;;birth_date;;\n;;;;\nA;;2007-05-14;;\n ; ;;;\n;;;;\n')
    expect(sheet.faults).toEqual([])
    expect(sheet.rows.map(({ line }) => line)).toEqual([5])
  })

  test('has every fault of its headings and its rows told at once, with what may be meant', async () => {
    const text = ['Lerner,learner,Learner,,planned_0', ',A,B,note,x', '# B,B,,,,,more', ',,,,y'].join('\n')
    expect(await faultsOf(text)).toEqual([
      '1 Lerner column-unknown learner',
      '1 Learner column-twice',
      '2 number 4 column-unnamed',
      '1 planned_0 column-unknown planned',
      '1 birth_date column-missing',
      '3 number 6 too-many-values',
      '4 learner empty',
    ])
    const sheet = await read('learner,birth_date,hours,kind\nA,32.01.2007,"1,500",Fun\n')
    expect(sheet.faults.map(({ value, code, suggestions }) => [value, code, suggestions])).toEqual([
      ['32.01.2007', 'not-a-day', []],
      ['1,500', 'number-in-doubt', ['1500', '1,5000']],
      ['Fun', 'not-a-choice', []],
    ])
    expect(sheet.rows[0]).toMatchObject({ isSound: false, values: { learner: 'A', birth_date: null } })
    for (const language of spoken)
      for (const { detail } of sheet.faults) expect(detail(language).length).toBeGreaterThan(5)
    expect(sheet.faults[0]!.detail('lv')).toContain('nav datums')
  })

  test('is as large as it may be, and no larger', async () => {
    const limits = { bytes: 1000, rows: 2, columns: 4, letters: 20 }
    const sized = (text: string) => faultsOf(text, { limits })
    expect(await sized('learner,birth_date\nA,\nB,\n')).toEqual([])
    expect(await sized('learner,birth_date\nA,\nB,\nC,\nD,\n')).toEqual(['4 number 1 too-many-rows'])
    expect(await sized(`learner,birth_date\n${'A'.repeat(21)},\n`)).toEqual(['2 learner too-long'])
    expect(await sized('learner,birth_date,hours,kind,\nA,,,,\n')).toEqual(['1 number 5 too-many-columns'])
    expect(await sized(`learner,birth_date\n"${'A'.repeat(200)}\n`)).toEqual([
      '2 number 1 row-too-long',
      '2 learner no-rows',
    ])
    expect(await sized('x'.repeat(1001))).toEqual(['1 number 1 too-large'])
  })

  test('of whatever bytes is read, or told what is wrong with it', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'learner',
        'birth_date',
        'Planned 1',
        ',',
        ';',
        '\n',
        '\r\n',
        '"',
        'sep=;\n',
        '#',
        "'=",
      ),
      fc.constantFrom('2026-09-07', '07/09/2026', '1,500', 'ā', '\uFEFF', ' '),
    )
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')))
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const { rows: found, faults } = await read(bytes)
        expect(found.length + faults.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})
