import { beforeAll, describe, expect, test } from 'vitest'
import { type Growing, growingWorld } from '../growth/growing.ts'
import type { Values } from '../growth/questions.ts'
import { values } from '../growth/values.ts'
import { walkLists, walkOthers } from '../growth/walk.ts'

/** So many that the database plans as it would with many more. */
const CASES = 20_000

describe('as cases are added', () => {
  let growing: Growing
  let asked: Values

  beforeAll(async () => {
    growing = await growingWorld(CASES)
    asked = await values(growing)
  }, 300_000)

  test('a page of a list, whole or by any filter, on either side, is read by an index and no further than its end', async () => {
    expect(await walkLists(growing, asked)).toEqual([])
  }, 400_000)

  test('whatever else is read is found without reading the whole of a table', async () => {
    expect(await walkOthers(growing, asked)).toEqual([])
  })
})
