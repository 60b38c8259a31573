import { databaseFunction } from '../protect.ts'

/** What a case may have before its host has attested anything. */
const rowsInCase = [
  'outcomes',
  'evidence',
  'evidence_outcomes',
  'declarations',
  'information_acknowledgements',
  'accommodations',
  'diary_entries',
  'assignments',
  'second_markings',
]
const ofVersion = [
  'agreement_signatures',
  'agreement_withdrawals',
  'agreement_reinstatements',
  'agreement_slips',
  'agreement_objections',
  'paper_signatures',
  'paper_signature_confirmations',
  'paper_signature_dismissals',
]

const update = (table: string, where: string) =>
  `update ${table} set hosting_organisation_id = host where ${where};`
const cases = 'select r.id from recognitions r where r.mobility_id = of_mobility'
const versions = 'select v.id from agreement_versions v where v.mobility_id = of_mobility'

/**
 * Gives the case of a mobility to another organisation than the one that hosted it, and with `agreements` what was agreed
 * and described, too. The organisation that sends it stands in for one that there is not yet. What was written down of who
 * read and did what stays.
 */
export const handOverCase = databaseFunction(
  'hand_over(of_mobility uuid, host uuid, agreements boolean)',
  `returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.moves', 'on', true);
  if not exists (select from mobilities m where m.id = of_mobility and m.organisation_id = acting_organisation()) then
    raise exception 'no such mobility' using errcode = 'integrity_constraint_violation';
  end if;
  ${update('recognitions', 'mobility_id = of_mobility')}
  ${rowsInCase.map((table) => update(table, `recognition_id in (${cases})`)).join('\n  ')}
  ${update('links', `subject_id in (${cases})`)}
  ${update('accompanying_persons', 'mobility_id = of_mobility')}
  if agreements then
    ${ofVersion.map((table) => update(table, `version_id in (${versions})`)).join('\n    ')}
    ${update('links', `subject_id in (${versions})`)}
    ${update('agreement_versions', 'mobility_id = of_mobility')}
    ${update('europass_descriptions', 'mobility_id = of_mobility')}
  end if;
  perform set_config('app.moves', '', true);
end $$`,
  'dcr_app',
)
