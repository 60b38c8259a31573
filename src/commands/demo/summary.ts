import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fullName } from './agree.ts'
import type { Api } from './api-client.ts'
import type { Certified } from './certify.ts'
import type { Party } from './register.ts'
import type { Decided } from './validate.ts'

export type Decision = { competence: string; level: number | null; result: string; improved: boolean }

/** A learner at the end: what was decided, the certificate where there is one, and everything that is not as it should be. */
export type Ended = { one: Decided; decisions: Decision[]; certified: Certified | null; faults: string[] }

export async function readDecisions(one: Decided, school: Party): Promise<Decision[]> {
  const path = `/v1/recognitions/${one.recognitionId}/decision`
  return (await school.client.get<{ items: Decision[] }>(path)).items
}

/** Writes what came out, beside the keys that the certificates can be checked with by others. */
export async function writeSummary(
  folder: string,
  ended: Ended[],
  school: Party,
  anyone: Api,
): Promise<void> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  const summary = {
    sendingOrganisation: school.name,
    secondMarking: countMarkedTwice(ended),
    learners: ended.map(summarise),
  }
  await writeFile(join(folder, 'summary.json'), json(summary))
  await writeFile(join(folder, 'jwks.json'), await anyone.download('/.well-known/jwks.json', '*/*'))
  await writeFile(join(folder, 'did.json'), await anyone.download('/.well-known/did.json', '*/*'))
}

/** How many outcomes there are, and how many of them two assessors marked. */
export function countMarkedTwice(ended: Ended[]): { outcomes: number; markedTwice: number } {
  return {
    outcomes: ended.flatMap(({ decisions }) => decisions).length,
    markedTwice: ended.flatMap(({ one }) => one.markedTwice).length,
  }
}

function summarise({ one, decisions, certified, faults }: Ended) {
  return {
    learner: one.learner,
    name: fullName(one),
    hostingOrganisation: one.hosting,
    refused: one.refused,
    outcomes: decisions.map(({ competence, level, result, improved }) => ({
      competence,
      kind: kindOf(one, competence),
      target: targetOf(one, competence),
      level,
      result,
      improved,
      markedTwice: one.markedTwice.includes(competence),
    })),
    certificate: certified && {
      number: certified.certificate.number,
      status: certified.certificate.status,
      verificationUrl: certified.certificate.verificationUrl,
      files: certified.files,
    },
    faults,
  }
}

export const kindOf = (one: Decided, competence: string) =>
  one.additional?.competence === competence ? 'additional' : 'planned'

const targetOf = (one: Decided, competence: string) =>
  [...one.planned, ...(one.additional ? [one.additional] : [])].find(
    (outcome) => outcome.competence === competence,
  )?.target ?? null
