import { describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import { correctableFields } from '../../../src/certification/corrections/correction.ts'
import { factNames } from '../../../src/mobility/agreements/render-differences.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import { spoken } from '../../../src/platform/words/language.ts'
import { appealActions } from '../../../src/recognition/appeals/actions.ts'
import { actionWords } from '../../../src/recognition/case-files/chapters/log.ts'
import { say } from '../../../src/recognition/case-files/words.ts'

describe('the words of a case file', () => {
  test('have one for everything that can be done, and no other word where several actions are kept as one', () => {
    const all = Object.values<Action>(actions)
    const lines = [...new Set(all.map(({ ledger }) => ledger))]
    for (const language of spoken) {
      const unnamed = lines.filter((line) => actionWords(line, language) === say('another-step')(language))
      expect(unnamed).toEqual([])
    }
    const nouns = ['agreement', 'recognition', 'mobility', 'certificate', 'appeal']
    const inCases = all.filter(({ on }) => nouns.includes(on ?? ''))
    const shared = lines.filter((line) => inCases.filter(({ ledger }) => ledger === line).length > 1)
    expect(shared).toContain('agreement.sign')
    const keyed = shared.filter((line) => say.has(`log-${line.replaceAll('.', '-')}`))
    expect(keyed).toEqual(shared)
  })

  test('have one for each step of an appeal, and each field that can be corrected', () => {
    const steps = Object.values(appealActions).filter(({ on }) => on === 'appeal')
    expect(steps.map(({ name }) => name).filter((name) => !say.has(`appeal-step-${name}`))).toEqual([])
    for (const language of spoken)
      for (const field of correctableFields) {
        const named = factNames([`/${field.replaceAll('.', '/')}`])(language)
        expect(named).not.toMatch(/[a-z][A-Z]|^[a-z]+(,|$)/)
      }
  })
})
