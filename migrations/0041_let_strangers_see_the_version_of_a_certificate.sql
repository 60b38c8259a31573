revoke all on certificates from dcr_public;
--> statement-breakpoint
grant select (id, organisation_id, code, number, status, snapshot, snapshot_sha256, status_list, status_index, issued_at, revoked_at, revocation_reason, supersedes, seal, seal_certificate, xmin) on certificates to dcr_public;
