import { draftAgreement, signAgreement } from './agree.ts'
import { type Api, apiClient } from './api-client.ts'
import { assessOutcomes } from './assess.ts'
import { issueCertificate, rereadCertificate, revokeCertificate } from './certify.ts'
import { checkCase, checkCertificate } from './check.ts'
import { submitEvidence } from './document.ts'
import { claimOutcomes } from './identify.ts'
import type { Measure } from './measure.ts'
import type { Progress } from './progress.ts'
import type { Participant } from './read-marks.ts'
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
  const [school, ...hosts] = await stage('Organisations and members', organisations, (one) =>
    registerParty(url, operator, one),
  )
  if (!school) return []
  const registered = await stage('Learners and mobilities', participants, (one) =>
    registerMobility(one, school, hosts),
  )
  await stage('Learning agreements', registered, (one) => draftAgreement(one, school))
  await stage('Signatures', registered, (one) => signAgreement(one, school, anyone))

  const cases = await stage('Identification', registered, (one) => claimOutcomes(one, school, anyone))
  await stage('Documentation', cases, (one) => submitEvidence(one, school, anyone, measure))
  const assessed = await stage('Assessment', cases, (one) => assessOutcomes(one, school))
  const decided = await stage('Validation', assessed, (one) => decideOutcomes(one, school))

  const successful = decided.filter((one) => !one.refused)
  const certified = await stage('Certificates', successful, (one) => issueCertificate(one, school, out))
  const revoked = certified.filter((one) => one.revoke)
  await stage('Revocations', revoked, (one) => revokeCertificate(one, school))

  const ended = await stage('Checks', decided, async (one) => {
    const issued = certified.find(({ learner }) => learner === one.learner)
    const mine = issued ? await rereadCertificate(issued, school) : null
    const faults = await checkCase(one, school, measure.levels)
    if (mine) faults.push(...(await checkCertificate(mine, anyone, out, measure.levels)))
    return { one, decisions: await readDecisions(one, school), certified: mine, faults }
  })
  await writeSummary(out, ended, school, anyone)
  return ended
}
