import { describe, expect, test } from 'vitest'
import { showProgress } from '../../../src/commands/demo/progress.ts'

function screen(isTTY: boolean) {
  const out = { isTTY, text: '', write }
  function write(text: string) {
    out.text += text
  }
  return { out, progress: showProgress(out) }
}

const cohort = Array.from({ length: 12 }, (_, index) => ({ learner: `L-${index + 1}` }))

describe('progress', () => {
  test('is a bar that grows in place on a terminal', async () => {
    const { out, progress } = screen(true)
    await progress.stage('Signatures', cohort, async () => {})
    const states = out.text.split('\r').filter(Boolean)
    expect(states).toHaveLength(13)
    expect(states[0]).toContain('0/12 ░░░░░░░░░░░░░░░░░░░░░░░░')
    expect(states[6]).toContain('6/12 ████████████░░░░░░░░░░░░')
    expect(states[12]).toMatch(/12\/12 █{24} \d\.\d s\n$/)
    expect(out.text.match(/\n/g)).toHaveLength(1)
  })

  test('is one line for each stage elsewhere', async () => {
    const { out, progress } = screen(false)
    await progress.stage('Signatures', cohort, async () => {})
    expect(out.text).toMatch(/^Signatures +12\/12 +\d\.\d s\n$/)
  })

  test('works on four at a time and keeps the order of the cohort', async () => {
    let [now, most] = [0, 0]
    const results = await screen(false).progress.stage('Stage', cohort, async ({ learner }) => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, learner === 'L-1' ? 20 : 2))
      now -= 1
      return learner
    })
    expect(most).toBe(4)
    expect(results).toEqual(cohort.map(({ learner }) => learner))
  })

  test('ends with the first failure, which names the stage and the learner, and begins nothing further', async () => {
    const begun: string[] = []
    const stage = screen(false).progress.stage('Signatures', cohort, async ({ learner }) => {
      begun.push(learner)
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (learner === 'L-2') throw new Error('no answer')
    })
    await expect(stage).rejects.toThrow('Signatures (L-2): no answer')
    expect(begun.length).toBeLessThan(8)
  })
})
