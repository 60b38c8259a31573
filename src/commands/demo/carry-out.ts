import { draftAgreement, signAgreement } from './agree.ts'
import { type Api, apiClient } from './api-client.ts'
import { assessOutcomes } from './assess.ts'
import { issueCertificate, rereadCertificate, revokeCertificate } from './certify.ts'
import { checkCase, checkCertificate } from './check.ts'
import { submitEvidence } from './document.ts'
import { claimOutcomes } from './identify.ts'
import type { Participant } from './input/read-marks.ts'
import type { Measure } from './measure.ts'
import type { Progress } from './progress.ts'
import { hostsOf, registerMobility, registerParty, sendingOf } from './register.ts'
import { type Ended, readDecisions, writeSummary } from './summary.ts'
import { decideOutcomes } from './validate.ts'

/** From roster to checked certificates. Every stage is done for the whole cohort before the next begins. */
export async function carryOut(
  { stage }: Progress,
  url: string,
  operator: Api,
  participants: Participant[],
  measure: Measure,
  out: string,
): Promise<Ended[]> {
  const anyone = apiClient(url)

  const organisations = [sendingOf(participants), ...hostsOf(participants)]
  const [school, ...hosts] = await stage('Organisations and members', organisations, (organisation) =>
    registerParty(url, operator, organisation),
  )
  if (!school) return []
  const registered = await stage('Learners and mobilities', participants, (participant) =>
    registerMobility(participant, school, hosts),
  )
  await stage('Learning agreements', registered, (participant) => draftAgreement(participant, school))
  await stage('Signatures', registered, (participant) => signAgreement(participant, school, anyone))

  const cases = await stage('Identification', registered, (participant) =>
    claimOutcomes(participant, school, anyone),
  )
  await stage('Documentation', cases, (participant) => submitEvidence(participant, school, anyone, measure))
  const assessed = await stage('Assessment', cases, (participant) => assessOutcomes(participant, school))
  const decided = await stage('Validation', assessed, (participant) => decideOutcomes(participant, school))

  const successful = decided.filter((participant) => !participant.refused)
  const certified = await stage('Certificates', successful, (participant) =>
    issueCertificate(participant, school, out),
  )
  const revoked = certified.filter((participant) => participant.revoke)
  await stage('Revocations', revoked, (participant) => revokeCertificate(participant, school))

  const ended = await stage('Checks', decided, async (participant) => {
    const issued = certified.find(({ learner }) => learner === participant.learner)
    const mine = issued ? await rereadCertificate(issued, school) : null
    const faults = await checkCase(participant, school, measure.levels)
    if (mine) faults.push(...(await checkCertificate(mine, anyone, out, measure.levels)))
    return { participant, decisions: await readDecisions(participant, school), certified: mine, faults }
  })
  await writeSummary(out, ended, school, anyone)
  return ended
}
