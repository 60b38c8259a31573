revoke all on appeals from dcr_eraser;
--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD COLUMN "on_behalf" text;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "on_behalf" text;--> statement-breakpoint
ALTER TABLE "information_acknowledgements" ADD COLUMN "on_behalf" text;--> statement-breakpoint
ALTER TABLE "declarations" ADD COLUMN "on_behalf" text;
--> statement-breakpoint
create or replace function keep_appeal() returns trigger language plpgsql as $$
declare
  added text[] := array['state', 'handler_id', 'heard_at', 'marking_asked_of', 'marking_asked_at',
    'closed_at', 'reasons', 'updated_at'];
  erased text[] := array['name', 'on_behalf', 'grounds', 'updated_at'];
begin
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and old.closed_at is not null and new.name is null
    and new.grounds is null and to_jsonb(old) - erased = to_jsonb(new) - erased then
    return new;
  end if;
  if tg_op = 'UPDATE' and only_moved(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'DELETE' or old.closed_at is not null or to_jsonb(old) - added <> to_jsonb(new) - added then
    raise exception 'an appeal does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_appeal() owner to dcr_owner;
--> statement-breakpoint
grant select, update (name, on_behalf, grounds, updated_at) on appeals to dcr_eraser;
