import { type Actor, type Role, roles, scopes } from '../../src/platform/auth/access.ts'
import { DEFAULT_ZONE } from '../../src/platform/time-zone.ts'
import { newMember } from './member.ts'
import { type School, tokenFor, type World } from './world.ts'

/** Somebody with a token: where they sit, in which role, and whether they are one of those who act in what `given` builds. */
export type Caller = { called: string; actor: Actor; token: string; isPlayer: boolean }

/** In each organisation a person for every role who has had no part in anything, one who acts, and a token that names nobody. */
export async function callersIn(world: World): Promise<Caller[]> {
  const organisations: Record<string, School> = {
    sending: world.school,
    hosting: world.host,
    stranger: world.stranger,
  }
  const all: Caller[] = []
  for (const [side, school] of Object.entries(organisations)) {
    all.push(await caller(world, `${side} nobody`, school))
    for (const role of roles) {
      const fresh = await newMember(world, school, [role])
      all.push(await caller(world, `${side} ${role}`, school, { role, memberId: fresh }))
      const player = { role, memberId: school.members[role] }
      if (side !== 'stranger') all.push(await caller(world, `${side} ${role} who acts`, school, player))
    }
  }
  return all
}

async function caller(
  world: World,
  called: string,
  school: School,
  as?: { role: Role; memberId: string },
): Promise<Caller> {
  const actor: Actor = {
    organisationId: school.id,
    clientId: school.id,
    memberId: as?.memberId ?? null,
    personId: null,
    roles: as ? [as.role] : [],
    zone: DEFAULT_ZONE,
    scopes,
  }
  const token = await tokenFor(world.services, { school, ...as })
  return { called, actor, token, isPlayer: as !== undefined && as.memberId === school.members[as.role] }
}
