import { beforeAll, describe, expect, test } from 'vitest'
import { importSheets } from '../../../src/exchange/imports/kinds/sheets.ts'
import { templates } from '../../setup/agreement-templates.ts'
import { checkTable, faultsOf } from '../../setup/imports.ts'
import { newWorld, type World } from '../../setup/world.ts'

/** By kind: its columns that take certain values alone, a slip in each, and what is probably meant. */
const slips = [
  ['people', 'language', 'latvieu', 'latviešu'],
  ['people', 'ofAge', 'yess', 'yes'],
  ['mobilities', 'participation', 'klātene', 'klātienē'],
  ['mobilities', 'participation', 'blendet', 'blended'],
  ['mobilities', 'participant', 'stafff', 'staff'],
  ['members', 'roles', 'vērtētjs, mentor', 'vērtētājs, mentor'],
  ['members', 'roles', 'validater', 'validator'],
  ['authorisations', 'framework', 'digcomp-2.1', 'digcomp-2.2'],
  ['modules', 'framework', 'digcom-2.2', 'digcomp-2.2'],
  ['agreements', 'template', 'Logistic, four weeks', 'Logistics, four weeks'],
] as const

/** The row of a template, by the names of the fields, with another value in one column. */
function tableWith(kind: keyof typeof importSheets, column: string, value: string): string {
  const row: Record<string, string> = { ...importSheets[kind].example, [column]: value }
  const cells = Object.values(row).map((cell) => `"${cell.replaceAll('"', '""')}"`)
  return `${Object.keys(row).join(',')}\n${cells.join(',')}\n`
}

describe('what is misspelt in a column that takes certain values', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
    await templates(world).template()
  })

  test.each(slips)('is told with what is probably meant: %s, %s, %s', async (kind, column, slip, meant) => {
    const role = ['members', 'authorisations'].includes(kind) ? 'admin' : 'coordinator'
    const client = world.as({ school: world.school, role })
    const checked = await checkTable(world, client, tableWith(kind, column, slip), kind)
    const told = await faultsOf(client, checked.id)
    expect(told.find((fault) => fault.column === column && fault.line === 2)).toMatchObject({
      suggestion: meant,
    })
  })

  test('is told without one where nothing is near', async () => {
    const client = world.as({ school: world.school, role: 'coordinator' })
    const checked = await checkTable(
      world,
      client,
      tableWith('mobilities', 'participation', 'by post'),
      'mobilities',
    )
    const told = await faultsOf(client, checked.id)
    expect(told.find(({ column }) => column === 'participation')).toMatchObject({ suggestion: null })
  })
})
