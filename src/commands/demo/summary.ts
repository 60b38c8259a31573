import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fullName } from './agree.ts'
import type { Api } from './api-client.ts'
import type { Certified } from './certify.ts'
import type { Party } from './register.ts'
import type { Decided } from './validate.ts'

export type Decision = { competence: string; level: number | null; result: string; improved: boolean }

/** A learner at the end: what was decided, the certificate where there is one, and everything that is not as it should be. */
export type Ended = {
  participant: Decided
  decisions: Decision[]
  certified: Certified | null
  faults: string[]
}

export async function readDecisions(participant: Decided, school: Party): Promise<Decision[]> {
  const path = `/v1/recognitions/${participant.recognitionId}/decision`
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
  for (const file of ['jwks.json', 'did.json'])
    await writeFile(join(folder, file), await anyone.download(`/organisations/${school.id}/${file}`, '*/*'))
}

/** How many outcomes there are, and how many of them two assessors marked. */
export function countMarkedTwice(ended: Ended[]): { outcomes: number; markedTwice: number } {
  return {
    outcomes: ended.flatMap(({ decisions }) => decisions).length,
    markedTwice: ended.flatMap(({ participant }) => participant.markedTwice).length,
  }
}

function summarise({ participant, decisions, certified, faults }: Ended) {
  return {
    learner: participant.learner,
    name: fullName(participant),
    hostingOrganisation: participant.hosting,
    hostWorks: participant.host.works,
    refused: participant.refused,
    outcomes: decisions.map(({ competence, level, result, improved }) => ({
      competence,
      kind: kindOf(participant, competence),
      target: targetOf(participant, competence),
      level,
      result,
      improved,
      markedTwice: participant.markedTwice.includes(competence),
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

export const kindOf = (participant: Decided, competence: string) =>
  participant.additional?.competence === competence ? 'additional' : 'planned'

const targetOf = (participant: Decided, competence: string) =>
  [...participant.planned, ...(participant.additional ? [participant.additional] : [])].find(
    (outcome) => outcome.competence === competence,
  )?.target ?? null
