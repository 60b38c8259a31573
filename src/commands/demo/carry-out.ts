import { setTimeout as pause } from 'node:timers/promises'
import { draftAgreement, signAgreement } from './agree.ts'
import { type Api, apiClient } from './api-client.ts'
import { assessOutcomes } from './assess.ts'
import { issueCertificate, rereadCertificate, revokeCertificate } from './certify.ts'
import { checkCase, checkCertificate } from './check.ts'
import { submitEvidence } from './document.ts'
import { hostByClient } from './hosts/host-by-client.ts'
import { registerWorkshop } from './hosts/host-by-desk.ts'
import { claimOutcomes } from './identify.ts'
import type { Participant } from './input/read-marks.ts'
import type { Measure } from './measure.ts'
import type { Options } from './options.ts'
import type { Progress } from './progress.ts'
import { hostsOf, type Party, registerMobility, registerParty, sendingOf } from './register.ts'
import { type Ended, readDecisions, writeSummary } from './summary.ts'
import { decideOutcomes } from './validate.ts'

/** From roster to checked certificates. Every stage is done for the whole cohort before the next begins. */
export async function carryOut(
  { stage }: Progress,
  url: string,
  operator: Api,
  participants: Participant[],
  measure: Measure,
  { out, mailOut }: Pick<Options, 'out' | 'mailOut'>,
): Promise<Ended[]> {
  const anyone = apiClient(url)

  const [first, second, ...others] = hostsOf(participants)
  const organisations = [sendingOf(participants), first!, ...others]
  const [school, ...parties] = await stage('Organisations and members', organisations, (organisation) =>
    registerParty(url, operator, organisation),
  )
  if (!school) return []
  // The second host is one without software.
  const workshops = await stage('Hosts without software', second ? [second] : [], (organisation) =>
    registerWorkshop(url, operator, organisation),
  )
  const hosts = [...parties.map(hostByClient), ...workshops]
  if (mailOut !== null) await school.client.patch('/v1/settings', { mail: 'all' })
  const registered = await stage('Learners and mobilities', participants, (participant) =>
    registerMobility(participant, school, hosts),
  )
  await stage('Desks', workshops, (workshop) => workshop.invite(school))
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
  if (mailOut !== null) await stage('Mails', [school], untilSent)
  await writeSummary(out, ended, school, anyone)
  return ended
}

/** Until nothing waits to be sent any more. */
async function untilSent(school: Party): Promise<void> {
  for (;;) {
    const { items } = await school.client.get<{ items: unknown[] }>('/v1/messages?state=queued&limit=1')
    if (items.length === 0) return
    await pause(500)
  }
}
