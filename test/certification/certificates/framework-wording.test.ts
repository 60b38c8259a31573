import { describe, expect, test } from 'vitest'
import { certifiedFramework } from '../../../src/certification/certificates/content/certified-framework.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import type { Framework } from '../../../src/measure/frameworks/framework.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { fullSnapshot, library } from './full-snapshots.ts'

const framework = library.get('greencomp')!
const only = (language: string, from: string): Framework => {
  const texts = new Map([[language, { ...framework.texts.get(from)!, language }]])
  return { ...framework, originalLanguage: language, texts }
}
const says = async (framework: Framework, languages: string[]) => {
  const snapshot = fullSnapshot('greencomp', 1, { framework: certifiedFramework(framework), languages })
  return (await readPdf(await drawCertificate(snapshot, []))).text.replaceAll(/\s+/g, ' ')
}

describe('a paper in a language that the framework is not worded in', () => {
  test('has its texts in English, and says so', async () => {
    const certified = certifiedFramework(only('en', 'en'))
    expect(certified.wordedIn).toEqual({ en: 'en', lv: 'en' })
    expect(certified.areas[0]!.title.lv).toBe(certified.areas[0]!.title.en)
    expect(await says(only('en', 'en'), ['lv'])).toContain('Nav latviešu valodā; šeit tie doti angļu valodā.')
  })

  test('has them in the original language where there are none in English either', async () => {
    const paper = await says(only('fr', 'en'), ['en'])
    expect(paper).toContain('Not available in English; given here in French.')
  })
})

test('a paper in languages that the framework is worded in says nothing of it', async () => {
  expect(await says(framework, ['lv', 'en'])).not.toMatch(/Not available in|Nav latviešu/)
  expect(await says(only('en', 'en'), ['en'])).not.toContain('Not available in')
})

test('a paper says where the wording is the official one, or is there in part', async () => {
  const certified = certifiedFramework(framework)
  const wordings = {
    en: { wording: 'official' as const },
    lv: { wording: 'adapted' as const, percent: 62, restIn: 'en' },
  }
  const snapshot = fullSnapshot('greencomp', 1, { framework: { ...certified, wordings } })
  const inOne = async (language: string) =>
    (await readPdf(await drawCertificate({ ...snapshot, languages: [language] }, []))).text
  expect(await inOne('en')).toContain('English: official text')
  expect(await inOne('lv')).toContain('latviešu valodā: pārstāstīti')
  expect(await inOne('lv')).toContain('ir 62 % tekstu')
})
