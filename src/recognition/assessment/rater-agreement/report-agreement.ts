import type { Tx } from '../../../db/client.ts'
import { termsInForce } from '../../../parties/partnerships/store.ts'
import { expand, krippendorffAlpha, rawAgreement, weightedKappa } from './rater-agreement.ts'
import { countPairs, countPairsOfProject, type PairCount } from './store.ts'

/** How well first and second assessors agreed, by partnership, framework and quarter; `until` still counts. */
export async function reportAgreement(
  tx: Tx,
  organisationId: string,
  { from, until, projectId }: { from: string; until: string; projectId: string | undefined },
) {
  const counted =
    projectId === undefined
      ? await countPairs(tx, organisationId, from, until)
      : await countPairsOfProject(tx, projectId, from, until)
  const groups = Map.groupBy(counted, (count) =>
    [count.organisationId, count.hostingOrganisationId, count.frameworkId, count.quarter].join(' '),
  )
  const items = []
  for (const group of groups.values()) items.push(await reportOn(tx, group, until))
  return { from, until, items }
}

async function reportOn(tx: Tx, group: PairCount[], day: string) {
  const { organisationId, hostingOrganisationId, frameworkId, quarter } = group[0]!
  const pairs = expand(group)
  const quadraticKappa = weightedKappa(pairs, 'quadratic')
  const { kappaAlarm } = await termsInForce(tx, organisationId, hostingOrganisationId, day)
  return {
    sendingOrganisationId: organisationId,
    hostingOrganisationId,
    framework: frameworkId,
    quarter,
    pairs: pairs.length,
    rawAgreement: rawAgreement(pairs),
    linearKappa: weightedKappa(pairs, 'linear'),
    quadraticKappa,
    alpha: krippendorffAlpha(pairs, 'ordinal'),
    alarm: quadraticKappa !== null && quadraticKappa < kappaAlarm,
  }
}
