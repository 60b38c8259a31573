import { shortDate } from '../../../platform/dates.ts'
import { type Block, drawStack, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { linked, passage } from '../../../platform/pdf/passage.ts'
import { inRow } from '../../../platform/pdf/text.ts'
import { termListIn } from '../../../platform/vocabularies/terms.ts'
import { type Multilingual, readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import {
  type CertificateSnapshot,
  type CertifiedOutcome,
  keptLanguages,
} from '../../certificates/snapshot.ts'
import type { Fact } from './facts.ts'
import { say } from './words.ts'

type Part = { label: 'methods' | 'evidence' | 'assessed' | 'validated'; said: Sentence }

type Judge = { role: Multilingual; organisation: string } | null

/** By which methods and evidence an outcome was found, when and by whom. */
function partsOf(outcome: CertifiedOutcome): Part[] {
  const terms =
    (list: readonly string[]): Sentence =>
    (language) =>
      termListIn(language, list)
  const judged =
    (on: string, by: Judge): Sentence =>
    (language) =>
      [shortDate(on, language), by && readIn(by.role, language), by?.organisation].filter(Boolean).join(', ')
  return [
    ...(outcome.methods.length ? [{ label: 'methods', said: terms(outcome.methods) } as const] : []),
    ...(outcome.evidenceKinds.length
      ? [{ label: 'evidence', said: terms(outcome.evidenceKinds) } as const]
      : []),
    ...(outcome.assessedOn
      ? [{ label: 'assessed', said: judged(outcome.assessedOn, outcome.assessor) } as const]
      : []),
    { label: 'validated', said: judged(outcome.decidedOn, outcome.validator) },
  ]
}

/** What tells parts apart: the same in all languages of the snapshot, whichever the paper speaks. */
const keyIn = (snapshot: CertificateSnapshot) => {
  const languages = keptLanguages(snapshot)
  return ({ label, said }: Part): string => [label, ...languages.map(said)].join('\n')
}

/**
 * What is the same for all outcomes, to be said once: how it was found, and who judged; nothing where there is one
 * outcome. Methods that all share are the types of assessment, which the section says anyway.
 */
export function sharedProvenance(snapshot: CertificateSnapshot): {
  evidence: Fact[]
  judged: Fact[]
  keys: ReadonlySet<string>
} {
  const [first, ...others] = snapshot.outcomes
  const keyOf = keyIn(snapshot)
  if (!first || others.length === 0) return { evidence: [], judged: [], keys: new Set() }
  const theirs = others.map((outcome) => new Set(partsOf(outcome).map(keyOf)))
  const shared = partsOf(first).filter((part) => theirs.every((keys) => keys.has(keyOf(part))))
  const factsOf = (...labels: Part['label'][]) =>
    shared.filter((part) => labels.includes(part.label)).map(({ label, said }) => ({ label, value: said }))
  return {
    evidence: factsOf('evidence'),
    judged: factsOf('assessed', 'validated'),
    keys: new Set(shared.map(keyOf)),
  }
}

/** How one outcome was found and who judged it, without what is said once for all. */
export function provenanceSaid(
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  saidOnce: ReadonlySet<string>,
): Sentence[] {
  const keyOf = keyIn(snapshot)
  return partsOf(outcome)
    .filter((part) => !saidOnce.has(keyOf(part)))
    .map(
      ({ label, said }): Sentence =>
        (language) =>
          `${say(label)(language)}: ${said(language)}`,
    )
}

/** Links to the competence in the vocabularies of the Union, for a reader on a screen. */
export function classifications(paper: Paper, parent: Tag, { uris }: CertifiedOutcome): Block[] {
  const { esco, eu } = uris
  const links = [...(esco ? [{ name: 'ESCO', url: esco }] : []), ...(eu ? [{ name: 'EU', url: eu }] : [])]
  if (links.length === 0) return []
  const whole = tag(paper, parent, 'P')
  const runs = inRow(paper.languages, say('classifications'), type.small, type.small)
  const label = passage(paper, whole, 'Span', runs, { x: sheet.left, width: textWidth - 80 })
  const from = sheet.left + label.lines.at(-1)!.width + 8
  const style = { ...type.small, face: 'strong', colour: 'accent' } as const
  const stack = links.map(({ name, url }, index) => {
    const box = { x: from + index * 34, width: 30 }
    return linked(paper, passage(paper, whole, 'Link', [{ text: name, style }], box), url, name)
  })
  return [
    {
      height: stackHeight([label]),
      gap: 1,
      draw(top) {
        drawStack([label], top)
        for (const link of stack) link.draw(top + label.height - label.lines.at(-1)!.height)
      },
    },
  ]
}
