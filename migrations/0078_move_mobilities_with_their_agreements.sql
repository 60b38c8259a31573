create or replace function move_mobility() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  below jsonb := to_jsonb(new);
  moved uuid := below ->> 'mobility_id';
begin
  if moved is null then
    select mobility_id into moved from agreement_versions where id = (below ->> 'version_id')::uuid;
  end if;
  update mobilities set updated_at = greatest(updated_at, (below ->> tg_argv[0])::timestamptz) where id = moved;
  return null;
end $$;
--> statement-breakpoint
alter function move_mobility() owner to dcr_owner;
--> statement-breakpoint
create trigger moves_mobility after insert on agreement_objections for each row execute function move_mobility('at');
--> statement-breakpoint
create trigger moves_mobility after insert on agreement_reinstatements for each row execute function move_mobility('at');
--> statement-breakpoint
create trigger moves_mobility after insert on agreement_signatures for each row execute function move_mobility('signed_at');
--> statement-breakpoint
create trigger moves_mobility after insert on agreement_slips for each row execute function move_mobility('at');
--> statement-breakpoint
create trigger moves_mobility after insert on agreement_versions for each row execute function move_mobility('created_at');
--> statement-breakpoint
create trigger moves_mobility after insert on agreement_withdrawals for each row execute function move_mobility('at');
