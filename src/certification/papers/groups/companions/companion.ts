import type { companionAttestations } from '../../../../db/schema/certification/companion-attestations.ts'
import type { Group } from '../../../../mobility/groups/group.ts'
import { isSameName } from '../../../../parties/names/same-name.ts'
import type { Hindrance, Subject } from '../../../../platform/actions/action.ts'
import { say } from '../../words.ts'

/** What the host has said of somebody who goes with a group. */
export type CompanionAttestation = typeof companionAttestations.$inferSelect

/** A group of whose companions one is to be attested, where it is said who. */
export type OfCompanion = Subject & { attested?: CompanionAttestation | undefined }

/** What the host has attested, it does not attest again. */
export const unlessAttestedBefore = ({ attested }: OfCompanion): Hindrance | null =>
  attested ? { reason: 'conflict', sentence: say('attested-already') } : null

/** Who goes with a group under this name; undefined: nobody does. */
export const companionNamed = ({ companions }: Group, name: string) =>
  companions.find((companion) => isSameName(name, companion.name))
