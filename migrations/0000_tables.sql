CREATE TABLE "recognition_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"decision" text NOT NULL,
	"recognised_as" jsonb NOT NULL,
	"legal_basis" text NOT NULL,
	"reason" text,
	"decided_on" date NOT NULL,
	"snapshot_sha256" text NOT NULL,
	"member_id" uuid NOT NULL,
	"member_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recognition_acts_number" UNIQUE("certificate_id","number")
);
--> statement-breakpoint
CREATE TABLE "agreement_signatures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"party" text NOT NULL,
	"name" text NOT NULL,
	"member_id" uuid,
	"person_id" uuid,
	"hash" text NOT NULL,
	"partnership_id" uuid,
	"signed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agreement_signatures_once" UNIQUE("version_id","party")
);
--> statement-breakpoint
CREATE TABLE "agreement_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agreement_versions_number" UNIQUE("mobility_id","number")
);
--> statement-breakpoint
CREATE TABLE "agreement_withdrawals" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"member_id" uuid,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appeal_moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"appeal_id" uuid NOT NULL,
	"action" text NOT NULL,
	"from" text,
	"to" text NOT NULL,
	"member_id" uuid,
	"person_id" uuid,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"certificate_id" uuid,
	"kind" text NOT NULL,
	"party" text NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text,
	"grounds" text,
	"competences" text[] NOT NULL,
	"state" text NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"due_on" date NOT NULL,
	"handler_id" uuid,
	"heard_at" timestamp (3) with time zone,
	"marking_asked_of" text,
	"marking_asked_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"reasons" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "appeals_marking_asked" CHECK (("appeals"."marking_asked_of" is null) = ("appeals"."marking_asked_at" is null))
);
--> statement-breakpoint
CREATE TABLE "assessment_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"outcome_id" uuid NOT NULL,
	"assessor_id" uuid NOT NULL,
	"judgements" jsonb NOT NULL,
	"marks" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "assessment_drafts_once" UNIQUE("outcome_id","assessor_id")
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"outcome_id" uuid NOT NULL,
	"assessor_id" uuid NOT NULL,
	"assessor_organisation_id" uuid NOT NULL,
	"round" text NOT NULL,
	"appeal_id" uuid,
	"assignment_id" uuid NOT NULL,
	"authorisation" jsonb NOT NULL,
	"agreement_hash" text NOT NULL,
	"judgements" jsonb NOT NULL,
	"marks" jsonb NOT NULL,
	"level" integer,
	"self_gap" integer,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "assessments_once" UNIQUE("outcome_id","round"),
	CONSTRAINT "assessments_of_an_appeal" CHECK (("assessments"."round" = 'appeal') = ("assessments"."appeal_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"member_organisation_id" uuid NOT NULL,
	"round" text NOT NULL,
	"state" text NOT NULL,
	"assigned_by" uuid,
	"assigned_at" timestamp (3) with time zone NOT NULL,
	"last_trained_on" text,
	"related" boolean,
	"other_conflict" text,
	"declared_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawal_reason" text
);
--> statement-breakpoint
CREATE TABLE "authorisations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"framework_id" text NOT NULL,
	"area" text,
	"competence" text,
	"valid_from" text NOT NULL,
	"valid_until" text NOT NULL,
	"granted_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "certificate_checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"checked" integer DEFAULT 0 NOT NULL,
	"faults" integer DEFAULT 0 NOT NULL,
	"details" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"form" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "certificate_files_once" UNIQUE("certificate_id","form")
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"number" text NOT NULL,
	"code" text NOT NULL,
	"status" text NOT NULL,
	"snapshot" text NOT NULL,
	"snapshot_sha256" text NOT NULL,
	"status_list" text NOT NULL,
	"status_index" integer NOT NULL,
	"issuer_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"issued_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"revocation_reason" text,
	"revoked_by" uuid,
	"drawing" integer,
	"seal" text DEFAULT 'none' NOT NULL,
	"sealed_at" timestamp (3) with time zone,
	"seal_certificate" text,
	"supersedes" uuid,
	"appeal_id" uuid,
	CONSTRAINT "certificates_number_unique" UNIQUE("number"),
	CONSTRAINT "certificates_code_unique" UNIQUE("code"),
	CONSTRAINT "certificates_status_place" UNIQUE("status_list","status_index"),
	CONSTRAINT "certificates_sealed_by" CHECK (("certificates"."seal" = 'sealed') = ("certificates"."sealed_at" is not null)
        and ("certificates"."seal" = 'sealed') = ("certificates"."seal_certificate" is not null))
);
--> statement-breakpoint
CREATE TABLE "revocation_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "revocation_requests_by_two" CHECK ("revocation_requests"."outcome" <> 'confirmed' or "revocation_requests"."decided_by" <> "revocation_requests"."requested_by")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"outcome_id" uuid NOT NULL,
	"validator_id" uuid NOT NULL,
	"result" text NOT NULL,
	"level" integer,
	"improved" boolean NOT NULL,
	"reason" text,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"supersedes" uuid,
	"appeal_id" uuid,
	CONSTRAINT "decisions_superseded_once" UNIQUE("supersedes")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"counts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accommodations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"text" text NOT NULL,
	"member_id" uuid,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "information_acknowledgements" (
	"recognition_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"sheet" jsonb NOT NULL,
	"hash" text NOT NULL,
	"appeal_window_days" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "issuing_pauses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"framework_id" text NOT NULL,
	"kappa" double precision NOT NULL,
	"pairs" integer NOT NULL,
	"paused_at" timestamp (3) with time zone NOT NULL,
	"resumed_at" timestamp (3) with time zone,
	"resumed_by" uuid,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"party" text NOT NULL,
	"person_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "links_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "mobilities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"project_code" text NOT NULL,
	"mobility_code" text,
	"europass_number" text,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"participation" text NOT NULL,
	"workload_hours" integer NOT NULL,
	"objective" text,
	"programme" text,
	"eqf_level" integer,
	"external_id" text,
	"unsigned_since" timestamp (3) with time zone,
	"signed_since" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mobilities_external_id" UNIQUE("organisation_id","external_id"),
	CONSTRAINT "mobilities_dates" CHECK ("mobilities"."starts_on" <= "mobilities"."ends_on"),
	CONSTRAINT "mobilities_two_parties" CHECK ("mobilities"."organisation_id" <> "mobilities"."hosting_organisation_id"),
	CONSTRAINT "mobilities_workload" CHECK ("mobilities"."workload_hours" > 0)
);
--> statement-breakpoint
CREATE TABLE "clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"roles" text[] NOT NULL,
	"external_id" text,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "members_external_id" UNIQUE("organisation_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "organisation_settings" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"set" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"country" text NOT NULL,
	"city" text,
	"oid" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organisations_oid_unique" UNIQUE("oid"),
	CONSTRAINT "organisations_country" CHECK ("organisations"."country" ~ '^[A-Z]{2}$')
);
--> statement-breakpoint
CREATE TABLE "partnerships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"mutual_acceptance" boolean NOT NULL,
	"assessed_by" text NOT NULL,
	"second_marking_rate" double precision,
	"appeal_window_days" integer,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp (3) with time zone,
	"ended_on" date,
	"ended_by" uuid,
	"end_reason" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partnerships_dates" CHECK ("partnerships"."ends_on" is null or "partnerships"."starts_on" <= "partnerships"."ends_on"),
	CONSTRAINT "partnerships_two_parties" CHECK ("partnerships"."organisation_id" <> "partnerships"."partner_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"given_name" text,
	"family_name" text,
	"birth_date" date,
	"email" text,
	"guardian_name" text,
	"guardian_email" text,
	"external_id" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "people_external_id" UNIQUE("organisation_id","external_id"),
	CONSTRAINT "people_known_or_erased" CHECK ("people"."erased_at" is not null or ("people"."given_name" is not null and "people"."family_name" is not null
        and "people"."birth_date" is not null)),
	CONSTRAINT "people_erased_whole" CHECK ("people"."erased_at" is null or coalesce("people"."given_name", "people"."family_name", "people"."birth_date"::text, "people"."email",
        "people"."guardian_name", "people"."guardian_email", "people"."external_id") is null)
);
--> statement-breakpoint
CREATE TABLE "audit_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_organisation_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"subject_id" text NOT NULL,
	"client_id" uuid,
	"member_id" uuid,
	"person_id" uuid,
	"request_id" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "frameworks_in_use" (
	"framework_id" text NOT NULL,
	"file" text NOT NULL,
	"hash" text NOT NULL,
	"first_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "frameworks_in_use_framework_id_file_pk" PRIMARY KEY("framework_id","file")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organisation_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"answered" boolean DEFAULT false NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_organisation_id_client_id_key_pk" PRIMARY KEY("organisation_id","client_id","key")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_jwe" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"compromised_from" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "declarations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"member_id" uuid,
	"statement" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"produced_on" text NOT NULL,
	"sha256" text,
	"original_sha256" text,
	"stripped" text[] DEFAULT '{}' NOT NULL,
	"media_type" text,
	"size" integer,
	"url" text,
	"record" jsonb,
	"scan" text DEFAULT 'not-scanned' NOT NULL,
	"scanned_at" timestamp (3) with time zone,
	"submitted_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "evidence_said_or_erased" CHECK ("evidence"."erased_at" is not null or "evidence"."title" is not null)
);
--> statement-breakpoint
CREATE TABLE "evidence_outcomes" (
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"evidence_id" uuid NOT NULL,
	"outcome_id" uuid NOT NULL,
	CONSTRAINT "evidence_outcomes_once" UNIQUE("evidence_id","outcome_id")
);
--> statement-breakpoint
CREATE TABLE "kept_files" (
	"sha256" text PRIMARY KEY NOT NULL,
	"discarded_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"agreement_version_id" uuid NOT NULL,
	"competence" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"baseline" integer,
	"target" integer,
	"self_level" integer,
	"criteria" jsonb NOT NULL,
	"methods" text[] NOT NULL,
	"remark" text,
	"left_out_of" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outcomes_once" UNIQUE("recognition_id","competence")
);
--> statement-breakpoint
CREATE TABLE "recognitions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"mobility_id" uuid NOT NULL,
	"agreement_version_id" uuid NOT NULL,
	"framework_id" text NOT NULL,
	"framework_hash" text NOT NULL,
	"stage" text NOT NULL,
	"stage_since" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recognitions_one_per_mobility" UNIQUE("mobility_id")
);
--> statement-breakpoint
CREATE TABLE "transitions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"action" text NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"member_id" uuid,
	"role" text NOT NULL,
	"client_id" uuid,
	"reason" text,
	"input_hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "second_markings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"recognition_id" uuid NOT NULL,
	"outcome_id" uuid NOT NULL,
	"reasons" text[] NOT NULL,
	"drawn" double precision,
	"rate" double precision,
	"minimum" integer,
	"sampled_before" integer,
	"asked_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disclosures" (
	"certificate_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"level" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"hosting_organisation_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"level" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "shares_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
ALTER TABLE "recognition_acts" ADD CONSTRAINT "recognition_acts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognition_acts" ADD CONSTRAINT "recognition_acts_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognition_acts" ADD CONSTRAINT "recognition_acts_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognition_acts" ADD CONSTRAINT "recognition_acts_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognition_acts" ADD CONSTRAINT "recognition_acts_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD CONSTRAINT "agreement_signatures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD CONSTRAINT "agreement_signatures_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD CONSTRAINT "agreement_signatures_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD CONSTRAINT "agreement_signatures_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD CONSTRAINT "agreement_signatures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_signatures" ADD CONSTRAINT "agreement_signatures_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_versions" ADD CONSTRAINT "agreement_versions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_versions" ADD CONSTRAINT "agreement_versions_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_versions" ADD CONSTRAINT "agreement_versions_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_withdrawals" ADD CONSTRAINT "agreement_withdrawals_version_id_agreement_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_withdrawals" ADD CONSTRAINT "agreement_withdrawals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_withdrawals" ADD CONSTRAINT "agreement_withdrawals_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_withdrawals" ADD CONSTRAINT "agreement_withdrawals_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_moves" ADD CONSTRAINT "appeal_moves_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_moves" ADD CONSTRAINT "appeal_moves_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_moves" ADD CONSTRAINT "appeal_moves_appeal_id_appeals_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_moves" ADD CONSTRAINT "appeal_moves_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_moves" ADD CONSTRAINT "appeal_moves_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_handler_id_members_id_fk" FOREIGN KEY ("handler_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_drafts" ADD CONSTRAINT "assessment_drafts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_drafts" ADD CONSTRAINT "assessment_drafts_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_drafts" ADD CONSTRAINT "assessment_drafts_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_drafts" ADD CONSTRAINT "assessment_drafts_assessor_id_members_id_fk" FOREIGN KEY ("assessor_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_assessor_id_members_id_fk" FOREIGN KEY ("assessor_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_assessor_organisation_id_organisations_id_fk" FOREIGN KEY ("assessor_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_appeal_id_appeals_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_member_organisation_id_organisations_id_fk" FOREIGN KEY ("member_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_assigned_by_members_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_withdrawn_by_members_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorisations" ADD CONSTRAINT "authorisations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorisations" ADD CONSTRAINT "authorisations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorisations" ADD CONSTRAINT "authorisations_granted_by_members_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_files" ADD CONSTRAINT "certificate_files_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_files" ADD CONSTRAINT "certificate_files_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_files" ADD CONSTRAINT "certificate_files_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_issuer_id_members_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_revoked_by_members_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_supersedes_certificates_id_fk" FOREIGN KEY ("supersedes") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_appeal_id_appeals_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocation_requests" ADD CONSTRAINT "revocation_requests_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocation_requests" ADD CONSTRAINT "revocation_requests_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocation_requests" ADD CONSTRAINT "revocation_requests_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocation_requests" ADD CONSTRAINT "revocation_requests_requested_by_members_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocation_requests" ADD CONSTRAINT "revocation_requests_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_validator_id_members_id_fk" FOREIGN KEY ("validator_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_supersedes_decisions_id_fk" FOREIGN KEY ("supersedes") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_appeal_id_appeals_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accommodations" ADD CONSTRAINT "accommodations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accommodations" ADD CONSTRAINT "accommodations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accommodations" ADD CONSTRAINT "accommodations_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accommodations" ADD CONSTRAINT "accommodations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_acknowledgements" ADD CONSTRAINT "information_acknowledgements_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_acknowledgements" ADD CONSTRAINT "information_acknowledgements_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_acknowledgements" ADD CONSTRAINT "information_acknowledgements_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_acknowledgements" ADD CONSTRAINT "information_acknowledgements_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuing_pauses" ADD CONSTRAINT "issuing_pauses_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuing_pauses" ADD CONSTRAINT "issuing_pauses_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuing_pauses" ADD CONSTRAINT "issuing_pauses_resumed_by_members_id_fk" FOREIGN KEY ("resumed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobilities" ADD CONSTRAINT "mobilities_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobilities" ADD CONSTRAINT "mobilities_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mobilities" ADD CONSTRAINT "mobilities_learner_id_people_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_settings" ADD CONSTRAINT "organisation_settings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_partner_id_organisations_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_proposed_by_members_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_confirmed_by_members_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_ended_by_members_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_lines" ADD CONSTRAINT "audit_lines_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_lines" ADD CONSTRAINT "audit_lines_case_organisation_id_organisations_id_fk" FOREIGN KEY ("case_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_submitted_by_members_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_outcomes" ADD CONSTRAINT "evidence_outcomes_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_outcomes" ADD CONSTRAINT "evidence_outcomes_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_outcomes" ADD CONSTRAINT "evidence_outcomes_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_outcomes" ADD CONSTRAINT "evidence_outcomes_evidence_id_evidence_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_outcomes" ADD CONSTRAINT "evidence_outcomes_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_agreement_version_id_agreement_versions_id_fk" FOREIGN KEY ("agreement_version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognitions" ADD CONSTRAINT "recognitions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognitions" ADD CONSTRAINT "recognitions_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognitions" ADD CONSTRAINT "recognitions_mobility_id_mobilities_id_fk" FOREIGN KEY ("mobility_id") REFERENCES "public"."mobilities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognitions" ADD CONSTRAINT "recognitions_agreement_version_id_agreement_versions_id_fk" FOREIGN KEY ("agreement_version_id") REFERENCES "public"."agreement_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_markings" ADD CONSTRAINT "second_markings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_markings" ADD CONSTRAINT "second_markings_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_markings" ADD CONSTRAINT "second_markings_recognition_id_recognitions_id_fk" FOREIGN KEY ("recognition_id") REFERENCES "public"."recognitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_markings" ADD CONSTRAINT "second_markings_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_markings" ADD CONSTRAINT "second_markings_asked_by_members_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_hosting_organisation_id_organisations_id_fk" FOREIGN KEY ("hosting_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recognition_acts_by_recognition" ON "recognition_acts" USING btree ("recognition_id");--> statement-breakpoint
CREATE INDEX "appeal_moves_by_appeal" ON "appeal_moves" USING btree ("appeal_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_one_open" ON "appeals" USING btree ("recognition_id","kind") WHERE "appeals"."state" in ('submitted', 'in-hearing');--> statement-breakpoint
CREATE INDEX "appeals_by_organisation" ON "appeals" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "appeals_by_change" ON "appeals" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "appeals_by_recognition" ON "appeals" USING btree ("recognition_id","id");--> statement-breakpoint
CREATE INDEX "appeals_by_certificate" ON "appeals" USING btree ("certificate_id");--> statement-breakpoint
CREATE INDEX "appeals_waiting" ON "appeals" USING btree ("organisation_id","submitted_at","id") WHERE "appeals"."state" in ('submitted', 'in-hearing');--> statement-breakpoint
CREATE INDEX "appeals_to_mark_by_host" ON "appeals" USING btree ("hosting_organisation_id","marking_asked_at","id") WHERE "appeals"."state" = 'in-hearing' and "appeals"."marking_asked_of" in ('hosting', 'either');--> statement-breakpoint
CREATE INDEX "assessments_by_recognition" ON "assessments" USING btree ("recognition_id");--> statement-breakpoint
CREATE INDEX "assessments_by_time" ON "assessments" USING btree ("organisation_id","round","submitted_at");--> statement-breakpoint
CREATE INDEX "assessments_by_appeal" ON "assessments" USING btree ("appeal_id") WHERE "assessments"."appeal_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_once" ON "assignments" USING btree ("recognition_id","member_id") WHERE "assignments"."state" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "assignments_by_recognition" ON "assignments" USING btree ("recognition_id","id");--> statement-breakpoint
CREATE INDEX "assignments_by_member" ON "assignments" USING btree ("member_id","id");--> statement-breakpoint
CREATE INDEX "authorisations_by_member" ON "authorisations" USING btree ("organisation_id","member_id","id");--> statement-breakpoint
CREATE INDEX "certificate_checks_by_start" ON "certificate_checks" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "certificate_files_by_hash" ON "certificate_files" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_one_active" ON "certificates" USING btree ("recognition_id") WHERE "certificates"."status" = 'issued' and "certificates"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_one_intended" ON "certificates" USING btree ("recognition_id") WHERE "certificates"."status" = 'intended';--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_one_per_appeal" ON "certificates" USING btree ("appeal_id") WHERE "certificates"."status" <> 'voided';--> statement-breakpoint
CREATE INDEX "certificates_by_recognition" ON "certificates" USING btree ("recognition_id","id");--> statement-breakpoint
CREATE INDEX "certificates_valid" ON "certificates" USING btree ("organisation_id","issued_at","id") WHERE "certificates"."status" = 'issued' and "certificates"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "certificates_superseding" ON "certificates" USING btree ("supersedes");--> statement-breakpoint
CREATE INDEX "certificates_by_organisation" ON "certificates" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "certificates_by_host" ON "certificates" USING btree ("hosting_organisation_id","id");--> statement-breakpoint
CREATE INDEX "certificates_by_change" ON "certificates" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "certificates_intended" ON "certificates" USING btree ("created_at") WHERE "certificates"."status" = 'intended';--> statement-breakpoint
CREATE INDEX "certificates_pending_seal" ON "certificates" USING btree ("organisation_id","id") WHERE "certificates"."seal" = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "revocation_requests_one_open" ON "revocation_requests" USING btree ("certificate_id") WHERE "revocation_requests"."outcome" is null;--> statement-breakpoint
CREATE INDEX "revocation_requests_waiting" ON "revocation_requests" USING btree ("organisation_id","requested_at","id") WHERE "revocation_requests"."outcome" is null;--> statement-breakpoint
CREATE INDEX "revocation_requests_by_certificate" ON "revocation_requests" USING btree ("certificate_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_once" ON "decisions" USING btree ("outcome_id") WHERE "decisions"."supersedes" is null;--> statement-breakpoint
CREATE INDEX "decisions_by_recognition" ON "decisions" USING btree ("recognition_id");--> statement-breakpoint
CREATE INDEX "decisions_by_appeal" ON "decisions" USING btree ("appeal_id");--> statement-breakpoint
CREATE INDEX "erasures_by_organisation" ON "erasures" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "accommodations_by_recognition" ON "accommodations" USING btree ("recognition_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "issuing_pauses_one_open" ON "issuing_pauses" USING btree ("organisation_id","hosting_organisation_id") WHERE "issuing_pauses"."resumed_at" is null;--> statement-breakpoint
CREATE INDEX "issuing_pauses_by_organisation" ON "issuing_pauses" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "links_by_subject" ON "links" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "links_by_expiry" ON "links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "mobilities_by_organisation" ON "mobilities" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "mobilities_by_host" ON "mobilities" USING btree ("hosting_organisation_id","id");--> statement-breakpoint
CREATE INDEX "mobilities_by_change" ON "mobilities" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "mobilities_unsigned" ON "mobilities" USING btree ("organisation_id","unsigned_since","id") WHERE "mobilities"."unsigned_since" is not null;--> statement-breakpoint
CREATE INDEX "mobilities_unsigned_by_host" ON "mobilities" USING btree ("hosting_organisation_id","unsigned_since","id") WHERE "mobilities"."unsigned_since" is not null;--> statement-breakpoint
CREATE INDEX "mobilities_signed" ON "mobilities" USING btree ("organisation_id","signed_since","id") WHERE "mobilities"."signed_since" is not null;--> statement-breakpoint
CREATE INDEX "mobilities_by_learner" ON "mobilities" USING btree ("learner_id");--> statement-breakpoint
CREATE INDEX "clients_by_organisation" ON "clients" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "members_by_organisation" ON "members" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "members_by_change" ON "members" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "partnerships_by_organisation" ON "partnerships" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "partnerships_by_partner" ON "partnerships" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "partnerships_by_change" ON "partnerships" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "partnerships_unconfirmed" ON "partnerships" USING btree ("partner_id","proposed_at","id") WHERE "partnerships"."confirmed_at" is null and "partnerships"."ended_on" is null;--> statement-breakpoint
CREATE INDEX "partnerships_unconfirmed_by_proposer" ON "partnerships" USING btree ("organisation_id","proposed_at","id") WHERE "partnerships"."confirmed_at" is null and "partnerships"."ended_on" is null;--> statement-breakpoint
CREATE INDEX "people_by_organisation" ON "people" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "people_by_change" ON "people" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "audit_lines_by_organisation" ON "audit_lines" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "audit_lines_by_subject" ON "audit_lines" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_lines_by_case_owner" ON "audit_lines" USING btree ("case_organisation_id","id") WHERE "audit_lines"."case_organisation_id" is not null;--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "declarations_by_recognition" ON "declarations" USING btree ("recognition_id","at");--> statement-breakpoint
CREATE INDEX "evidence_by_recognition" ON "evidence" USING btree ("recognition_id","id");--> statement-breakpoint
CREATE INDEX "evidence_held" ON "evidence" USING btree ("id") WHERE "evidence"."scan" = 'held';--> statement-breakpoint
CREATE INDEX "evidence_by_bytes" ON "evidence" USING btree ("sha256") WHERE "evidence"."sha256" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_bytes_once" ON "evidence" USING btree ("recognition_id","sha256") WHERE "evidence"."sha256" is not null;--> statement-breakpoint
CREATE INDEX "evidence_outcomes_by_outcome" ON "evidence_outcomes" USING btree ("outcome_id");--> statement-breakpoint
CREATE INDEX "evidence_outcomes_by_recognition" ON "evidence_outcomes" USING btree ("recognition_id");--> statement-breakpoint
CREATE INDEX "kept_files_discarded" ON "kept_files" USING btree ("discarded_at") WHERE "kept_files"."discarded_at" is not null;--> statement-breakpoint
CREATE INDEX "recognitions_by_organisation" ON "recognitions" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "recognitions_by_host" ON "recognitions" USING btree ("hosting_organisation_id","id");--> statement-breakpoint
CREATE INDEX "recognitions_by_stage" ON "recognitions" USING btree ("organisation_id","stage","id");--> statement-breakpoint
CREATE INDEX "recognitions_waiting" ON "recognitions" USING btree ("organisation_id","stage_since","id") WHERE "recognitions"."stage" in ('identification', 'documentation', 'assessment', 'validation');--> statement-breakpoint
CREATE INDEX "recognitions_waiting_by_host" ON "recognitions" USING btree ("hosting_organisation_id","stage_since","id") WHERE "recognitions"."stage" in ('identification', 'documentation', 'assessment', 'validation');--> statement-breakpoint
CREATE INDEX "recognitions_by_change" ON "recognitions" USING btree ("organisation_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "recognitions_by_framework" ON "recognitions" USING btree ("framework_id","framework_hash");--> statement-breakpoint
CREATE INDEX "transitions_by_recognition" ON "transitions" USING btree ("recognition_id","id");--> statement-breakpoint
CREATE INDEX "second_markings_by_recognition" ON "second_markings" USING btree ("recognition_id");--> statement-breakpoint
CREATE INDEX "second_markings_by_partnership" ON "second_markings" USING btree ("organisation_id","hosting_organisation_id","created_at");--> statement-breakpoint
CREATE INDEX "shares_by_certificate" ON "shares" USING btree ("certificate_id","id");