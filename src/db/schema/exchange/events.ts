import { databaseFunction } from '../protect.ts'

/** The nouns of lines that another organisation with a part in a mobility or a memorandum may come to know of. */
const sharedNouns = [
  'partnership',
  'mobility',
  'group',
  'programme',
  'agreement',
  'recognition',
  'information',
  'outcome',
  'evidence',
  'assessment',
  'validation',
  'certificate',
  'act',
  'appeal',
]

const columns = `l.position, l.id, l.action, l.subject_id, l.organisation_id, l.case_organisation_id,
      l.hosting_organisation_id, l.recognition_id, l.at`

const following = 'l.position > after and l.position <= up_to'

const cut = 'order by l.position limit most'

const ofOthers = `l.action = any (others) and split_part(l.action, '.', 1) = any ('{${sharedNouns}}')
      and l.organisation_id <> acting_organisation() and l.case_organisation_id is distinct from acting_organisation()`

/**
 * What was done after a position, as thin as an event is: by people of the acting organisation or in the cases that it
 * sends, of these names; and of `others`, what others did in mobilities that it has a part in and memoranda that it is a
 * partner of. Each half is cut by itself, so that it is read in the order of an index.
 */
export const eventsAfter = databaseFunction(
  'events_after(after bigint, up_to bigint, names text[], others text[], most integer)',
  `returns table ("position" bigint, id uuid, action text, subject_id text, organisation_id uuid,
    case_organisation_id uuid, hosting_organisation_id uuid, recognition_id uuid, at timestamp with time zone)
  language sql stable security definer rows 50 set search_path = public, pg_temp as $$
  with stays as materialized (
    select s.mobility_id from mobility_stays s where s.hosting_organisation_id = acting_organisation()),
  cases as materialized (select r.id from stays s join recognitions r on r.mobility_id = s.mobility_id),
  things as materialized (
    select s.mobility_id::text as subject from stays s
    union select v.id::text from stays s join agreement_versions v on v.mobility_id = s.mobility_id
    union select c.id::text from cases c
    union select p.id::text from partnerships p where acting_organisation() in (p.organisation_id, p.partner_id))
  select distinct on (seen.position) seen.* from (
    (select ${columns} from ledger l where l.organisation_id = acting_organisation() and ${following} and l.action = any (names)
      ${cut})
    union all
    (select ${columns} from ledger l where l.case_organisation_id = acting_organisation() and ${following}
      and l.action = any (names)
      ${cut})
    union all
    (select ${columns} from ledger l where l.hosting_organisation_id = acting_organisation() and ${following} and ${ofOthers}
      ${cut})
    union all
    (select ${columns} from things t join ledger l on l.subject_id = t.subject
      where ${following} and ${ofOthers}
      ${cut})
    union all
    (select ${columns} from cases c join ledger l on l.recognition_id = c.id
      where ${following} and ${ofOthers}
      ${cut})
  ) seen order by seen.position limit most $$`,
  'dcr_app',
)
