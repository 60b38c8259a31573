import { databaseFunction, type Guard } from '../protect.ts'

const passDisclosure = databaseFunction(
  'pass_disclosure()',
  `returns trigger language plpgsql as $$
begin
  insert into disclosures (certificate_id, organisation_id, hosting_organisation_id, level, updated_at)
  select new.id, new.organisation_id, new.hosting_organisation_id, d.level, d.updated_at
  from disclosures d where d.certificate_id = new.supersedes
  on conflict do nothing;
  return null;
end $$`,
)

/** What the learner lets strangers see of a certificate holds for the one that takes its place, from when it is issued. */
export const disclosurePassed: Guard<never> = {
  name: 'disclosure_passed',
  after: 'update',
  run: passDisclosure,
  when: "old.status = 'intended' and new.status = 'issued' and new.supersedes is not null",
}
