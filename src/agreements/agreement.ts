import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { AgreedOutcome, AgreementContent } from '../db/schema/agreements.ts'
import type { Fault } from '../errors.ts'
import { competenceOf, type Framework, highestLevel } from '../frameworks/framework.ts'
import { needsGuardian } from '../people/person.ts'

export type Party = 'sending' | 'hosting' | 'learner' | 'guardian'
export type Missing = Party[]

/** SHA-256 over the canonical content (RFC 8785), hexadecimal. */
export function hashOfAgreement(content: AgreementContent): string {
  return createHash('sha256')
    .update(canonicalize(content) as string)
    .digest('hex')
}

/** Who has yet to sign: both organisations, the learner, and a guardian for one under 18 on the first day. */
export function missingSignatures(content: AgreementContent, signed: readonly { party: Party }[]): Missing {
  const wanted: Party[] = ['sending', 'hosting', 'learner']
  if (needsGuardian(content.learner, content.mobility.startsOn)) wanted.push('guardian')
  return wanted.filter((party) => !signed.some((one) => one.party === party))
}

type PlannedOutcome = Omit<AgreedOutcome, 'criteria'> & { criteria?: AgreedOutcome['criteria'] | undefined }

/** Everything that makes a planned outcome unfit to be judged by this framework. */
export function outcomeFaults(framework: Framework, outcomes: readonly PlannedOutcome[]): Fault[] {
  const highest = highestLevel(framework)
  const known = framework.areas.flatMap((area) => area.competences.map((one) => one.code))
  return outcomes.flatMap((outcome, index) => {
    const faults: Fault[] = []
    const say = (where: string, detail: string) => {
      faults.push({ in: 'body', pointer: `/outcomes/${index}${where}`, detail })
    }
    if (!competenceOf(framework, outcome.competence)) say('/competence', `is none of: ${known.join(', ')}`)
    if (outcomes.findIndex((one) => one.competence === outcome.competence) < index)
      say('/competence', 'is planned twice')
    for (const name of ['baseline', 'target'] as const) {
      const level = outcome[name]
      if (level !== null && level > highest)
        say(`/${name}`, highest === 0 ? 'this framework has no levels' : `is at most ${highest}`)
    }
    if (highest > 0 && outcome.target === null) say('/target', 'is needed: this framework has levels')
    outcome.criteria?.forEach((criterion, at) => {
      if ((criterion.level === null) !== (highest === 0))
        say(`/criteria/${at}/level`, 'does not fit the levels of the framework')
      if (outcome.criteria!.findIndex((one) => one.id === criterion.id) < at)
        say(`/criteria/${at}/id`, 'stands twice')
    })
    if (outcome.criteria && !outcome.criteria.some((one) => one.level === outcome.target && one.mandatory)) {
      say('/criteria', 'have no mandatory criterion at the target level')
    }
    return faults
  })
}

/** What was signed and no longer holds for the mobility: then a new version is needed. */
export function outdatedFields(content: AgreementContent, mobility: AgreementContent['mobility']): string[] {
  return (['projectCode', 'startsOn', 'endsOn', 'participation', 'workloadHours'] as const).filter(
    (field) => content.mobility[field] !== mobility[field],
  )
}
