CREATE TABLE "learning_programme_objections" (
	"programme_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"comment" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "learning_programmes" ADD COLUMN "answers" text;--> statement-breakpoint
ALTER TABLE "learning_programme_objections" ADD CONSTRAINT "learning_programme_objections_programme_id_learning_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."learning_programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_objections" ADD CONSTRAINT "learning_programme_objections_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_objections" ADD CONSTRAINT "learning_programme_objections_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_programme_objections" ADD CONSTRAINT "learning_programme_objections_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table learning_programme_objections owner to dcr_owner;
--> statement-breakpoint
alter table learning_programme_objections enable row level security;
--> statement-breakpoint
alter table learning_programme_objections force row level security;
--> statement-breakpoint
create policy parties on learning_programme_objections to dcr_app using (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end) with check (case
    when organisation_id = (select acting_organisation()) then true
    else coalesce(hosting_organisation_id = (select acting_organisation()), false)
  end);
--> statement-breakpoint
create policy migrating on learning_programme_objections to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on learning_programme_objections for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on learning_programme_objections to dcr_app;
--> statement-breakpoint
grant select on learning_programme_objections to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on learning_programme_objections for each row execute function refuse_change();
