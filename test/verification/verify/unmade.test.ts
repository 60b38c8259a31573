import { beforeAll, describe, expect, test } from 'vitest'
import { checksHtml } from '../../../src/verification/verify/pages/render-findings.ts'
import type { Verdict } from '../../../src/verification/verify/verdict.ts'
import { type CheckName, type Findings, findings } from '../../../src/verification/verify/verification.ts'
import { sentenceOf } from '../../../src/verification/verify/view-verdict.ts'
import { say } from '../../../src/verification/verify/words.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const made: Findings = {
  format: 'readable',
  schema: 'fits',
  signature: 'holds',
  issuer: 'own-key',
  status: 'in-force',
  dates: 'current',
  registered: 'found',
  bytes: 'same',
  seal: 'holds',
}

const pageOf = (found: Findings) => {
  const certificate = {} as NonNullable<Verdict['certificate']>
  return String(checksHtml({ kind: 'genuine', found, certificate } as Verdict, 'en'))
}

/** Every finding of every check that says that nothing was checked. */
const unmade = (Object.keys(findings) as CheckName[]).flatMap((check) =>
  Object.entries(findings[check]).flatMap(([finding, result]) =>
    result === 'not-checked' ? [{ check, finding }] : [],
  ),
)

/** Of these there is nothing that could be checked, by whatever file. */
const withoutObject = ['seal none', 'person not-known', 'person not-checked']

describe('a check that was not made', () => {
  test.each(unmade)('is no failure: $check $finding', ({ check, finding }) => {
    const named = `<b>${say(`check-${check}`)('en')}</b>`
    const sentence = sentenceOf({ check, finding, result: 'not-checked' })('en')
    for (const isByFile of [true, false]) {
      const bytes = isByFile ? {} : ({ bytes: 'no-document' } as const)
      const page = pageOf({ ...made, ...bytes, [check]: finding })
      expect(page).not.toContain(`<strong>${say(`check-${check}`)('en')}</strong>`)
      if (withoutObject.includes(`${check} ${finding}`)) {
        expect(page).not.toContain(named)
        expect(page).not.toContain(sentence)
      } else expect(page).toContain(named)
      if (isByFile && check !== 'bytes') expect(page).not.toContain(say('rest-by-file')('en'))
    }
  })

  test('is not offered for a seal that was never put on, nor for one that is yet to come', () => {
    const byCode = { ...made, format: 'no-document', bytes: 'no-document' } as const
    expect(pageOf({ ...byCode, seal: 'none' })).not.toContain('Seal')
    const [offered, said] = pageOf({ ...byCode, seal: 'pending' }).split('</a>')
    expect(offered).not.toContain('Seal')
    expect(said).toContain('has not been added yet')
    expect(pageOf({ ...byCode, seal: 'not-checked' }).split('</a>')[0]).toContain('<b>Seal</b>')
  })
})

describe('by the code of a certificate that was never sealed', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  test.each(['en', 'lv'] as const)(
    'the page and the record do not speak of a seal (%s)',
    async (language) => {
      const { verificationUrl } = await given(world).certificate()
      const path = new URL(String(verificationUrl)).pathname
      for (const address of [path, `${path}/record`]) {
        const { text } = await world.anyone.get(`${address}?lang=${language}`).set('accept', 'text/html')
        expect(text).toContain(say('rest-by-file')(language))
        expect(text).not.toContain(`>${say('check-seal')(language)}<`)
      }
    },
  )
})
