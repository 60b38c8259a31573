import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { factNames } from '../../../src/mobility/agreements/render-differences.ts'

const folder = 'src/db/schema/mobility'

/** The types of what is agreed, by their names: their properties, and which other types stand in them. */
const types = new Map<string, { names: string[]; uses: string[] }>()
for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
  const { program } = parseSync(file, readFileSync(join(folder, file), 'utf8'))
  let open: { names: string[]; uses: string[] } | undefined
  new Visitor({
    TSTypeAliasDeclaration: ({ id }) => {
      open = { names: [], uses: [] }
      types.set(id.name, open)
    },
    'TSTypeAliasDeclaration:exit': () => {
      open = undefined
    },
    TSPropertySignature: ({ key }) => {
      if (key.type === 'Identifier') open?.names.push(key.name)
    },
    TSTypeReference: ({ typeName }) => {
      if (typeName.type === 'Identifier') open?.uses.push(typeName.name)
    },
  }).visit(program)
}

function namesIn(type: string, seen = new Set<string>()): string[] {
  const found = types.get(type)
  if (!found || seen.has(type)) return []
  seen.add(type)
  return [...found.names, ...found.uses.flatMap((used) => namesIn(used, seen))]
}

/** What says which record something is, and what stands beside a criterion, is not told by its name. */
const unnamed = ['id', 'groupId', 'inPlaceOf', 'lead']

describe('whatever can differ between two versions', () => {
  test.each(['AgreementContent', 'ProgrammeContent'])('has a name in words (%s)', (agreed) => {
    const names = [...new Set(namesIn(agreed))].filter((name) => !unnamed.includes(name))
    expect(names).toEqual(expect.arrayContaining(['outcomes', 'criteria', 'startsOn', 'evidenceUntil']))
    expect(names.filter((name) => factNames([`/${name}`])('lv') === name)).toEqual([])
  })

  test('is told with nothing left out: days of a course, parts and the learner among them', () => {
    const names = namesIn('AgreementContent')
    expect(names).toEqual(
      expect.arrayContaining([
        'virtualPeriods',
        'firstEndsOn',
        'interruptions',
        'stays',
        'secondGuardianName',
      ]),
    )
  })
})
