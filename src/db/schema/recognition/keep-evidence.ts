import { integer, text } from 'drizzle-orm/pg-core'
import { databaseFunction } from '../protect.ts'
import { onlyMoved } from '../protections.ts'

/**
 * Evidence is fixed when it is submitted; only the scanner's word is added, once, and once that it was taken back, and what
 * it said may be erased.
 */
export const keepEvidence = databaseFunction(
  'keep_evidence()',
  `returns trigger language plpgsql as $$
declare
  added text[] := '{}';
  erased text[] := array['title', 'url', 'record', 'facts', 'withdrawal_reason', 'erased_at'];
begin
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and new.title is null and new.url is null
    and new.record is null and new.withdrawal_reason is null
    and to_jsonb(old) - erased = to_jsonb(new) - erased then
    new.facts := null;
    return new;
  end if;
  if tg_op = 'UPDATE' and ${onlyMoved}(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.scan = 'held' and new.scan <> 'held' then
    added := added || array['scan', 'scanned_at'];
  end if;
  if tg_op = 'UPDATE' and old.withdrawn_at is null and new.withdrawn_at is not null then
    added := added || array['withdrawn_at', 'withdrawn_by', 'withdrawal_reason'];
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - added <> to_jsonb(new) - added then
    raise exception 'evidence does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
)

/** What is written of a piece that was taken back. */
export const takenBack = ['withdrawnAt', 'withdrawnBy', 'withdrawalReason'] as const

/** Whether a file was looked at for what does harm: one that is held is shown to nobody. */
export const scanStates = ['not-scanned', 'held', 'clean', 'infected'] as const

/** Of a film, its first picture as a JPEG: SHA-256 and size of its bytes; null where there is none. */
export const ofFilm = () => ({ frameSha256: text(), frameSize: integer() })
