import type { Actor, Role, Scope } from '../auth/access.ts'
import type { Sentence } from '../words/sentence.ts'

/** What things are done to. */
export const nouns = [
  'organisation',
  'client',
  'grant',
  'member',
  'partnership',
  'person',
  'link',
  'data-request',
  'question',
  'project',
  'mobility',
  'group-mobility',
  'agreement-template',
  'agreement',
  'recognition',
  'cohort',
  'appeal',
  'certificate',
  'message',
  'batch',
  'import',
  'webhook',
] as const
export type Noun = (typeof nouns)[number]

/** A part that somebody takes in a case; nobody takes two of them. */
export const parts = ['mentor', 'assessor', 'validator', 'issuer'] as const
export type Part = (typeof parts)[number]

/**
 * Where whoever acts sits: at the organisation that sends, that hosts, at either, at whichever assesses by the memorandum,
 * at the one to whom something was proposed, at the one whose own thing it is, or at any whose client runs the service.
 */
export const sides = ['sending', 'hosting', 'either', 'assessing', 'partner', 'own', 'any'] as const
export type Side = (typeof sides)[number]

/** Who holds a link: whom a case is about, or a member of an organisation who works by one. */
export type LinkParty = 'learner' | 'guardian' | 'member'

/** Who does something: people of an organisation through a token, the holder of a link, or the service itself. */
export type Doer =
  | {
      scope: Scope
      roles: readonly Role[]
      side: Side
      /** It is somebody's own act: a token that names nobody may not do it. */
      person?: true
    }
  | { link: string; parties: readonly LinkParty[] }
  /** A job of the service, what follows from another action in its transaction, or a command of whoever has the machine. */
  | { service: 'job' | 'consequence' | 'start' | 'machine' }

/** What has to be known of a thing to say who may do what with it. */
export type Subject = {
  /** In which of its states it is; null where it has none. */
  state: string | null
  organisationId: string
  hostingOrganisationId?: string | null
  /** Whose own it is, where that is not the organisation it belongs to. */
  ownerId?: string
  /** To whom it was proposed. */
  partnerId?: string | null
  /** Whose assessors mark, by the memorandum. */
  assessedBy?: 'sending' | 'hosting' | 'either'
  /** Who took which part in the case; `any` where every part counts alike. */
  took?: Partial<Record<Part | 'any', readonly string[]>>
  /** The case that it is, or belongs to. */
  recognitionId?: string | null
  /** SHA-256 of what is known of it, kept with each move so that it can be shown later that nothing else was. */
  inputHash?(): string
  /** SHA-256 of what lies before whoever judges it, where something does. */
  readHash?(): string
}

/** What is missing first: a stable code, who can clear it, a sentence, and by which action it is cleared. */
export type Blocker = {
  code: string
  by: Role | 'learner' | 'guardian'
  competence?: string
  /** Which fields it is about, by RFC 6901 pointers into what was signed. */
  fields?: readonly string[]
  /** For which of two guardians it waits, who both sign. */
  guardian?: 'first' | 'second'
  sentence: Sentence
  /** The row of the table that clears it, by its key; null where nothing but time or a job does. */
  clearedBy: string | null
}

/** Why a person may not do something that their role allows: what they did before, or are to this thing. */
export type Hindrance = {
  reason: 'forbidden' | 'wrong-state' | 'conflict'
  sentence: Sentence
}

/** Where an action is asked for. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH'} /${string}`

/**
 * One thing that can be done. Nothing else says who may do it: the route's access, `actions` and `blockers` in answers, the
 * work lists, the API description and the ledger read it here.
 */
export type Action<S extends Subject = Subject> = Row<S> & {
  /** The key of the row: the operation as generated clients call it, unless `operation` says another name. */
  key: string
}

type Row<S extends Subject> = {
  /** As answers name it; once for each noun. */
  name: string
  on: Noun
  /** From which states; null where it does not matter. */
  from: readonly string[] | null
  /** The state it leads to; left out for what is done within one. */
  to?: string
  by: Doer
  /** Whoever sits elsewhere is told that there is no such thing. */
  hidden?: 'mobility' | 'group-mobility' | 'recognition' | 'certificate' | 'person' | 'link'
  /** The part in the case that it is, which nobody takes who has another; `any`: nobody who had any part. */
  apart?: Part | 'any'
  /** The route that asks for it; null for what is no route's. */
  route: Route | null
  /** As generated clients call the route, where that is not the key of the row: several actions share it. */
  operation?: string
  /** The name in the ledger. */
  ledger: `${string}.${string}`
  /** It is so weighty that an organisation may ask that whoever does it has signed in themselves. */
  signIn?: true
  /** It is to count as the act of somebody else than the sending organisation: what was done by hand waits. */
  independent?: true
  /** It may give somebody a right: that waits for a second person, where rights are given by two. */
  gives?: true
  /**
   * It judges: of each thing by itself. `together`: several may be sent at once, each with its own verdict and the hash of
   * what was read for that; `alone`: only one by one.
   */
  judges?: 'alone' | 'together'
  /** It needs a reason in words. */
  reason?: true
  /** For each reason that may be given: what can be done afterwards. */
  waysOn?: Readonly<Record<string, Sentence>>
  /** What keeps this very person from it. */
  hinders?(subject: S, actor: Actor): Hindrance | null
  /** What is missing first; left out where nothing ever is. */
  blockers?(subject: S): Blocker[]
}

export type ActionTable = Readonly<Record<string, Action>>

/** The rows of a feature on one kind of thing, for which `S` has to be known of it. */
export const actionsOn =
  <S extends Subject>() =>
  <const Key extends string>(rows: Record<Key, Row<S>>): Record<Key, Action<S>> =>
    Object.fromEntries(Object.entries<Row<S>>(rows).map(([key, row]) => [key, { ...row, key }])) as Record<
      Key,
      Action<S>
    >

/** Those of an organisation's people, or of either of two, who hold any of these roles; each act is their own. */
export const inPerson = (scope: Scope, roles: readonly Role[], side: Side): Doer => ({
  scope,
  roles,
  side,
  person: true,
})

/** The same, and a client that names nobody may do it for its organisation. */
export const onBehalf = (scope: Scope, roles: readonly Role[], side: Side = 'own'): Doer => ({
  scope,
  roles,
  side,
})

/** Whoever holds a link that was made for it. */
export const holderOf = (link: string, parties: readonly LinkParty[] = ['learner']): Doer => ({
  link,
  parties,
})
