import { databaseFunction } from '../protect.ts'

/** Strangers may ask whether an address is the learner's, and see none: null where no address is known. */
databaseFunction(
  'learner_has_email(certificate uuid, address text)',
  `returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select lower(p.email) = lower(trim(address)) from certificates c
    join recognitions r on r.id = c.recognition_id
    join mobilities m on m.id = r.mobility_id
    join people p on p.id = m.learner_id
    where c.id = certificate and c.status = 'issued' $$`,
  'dcr_public',
)
