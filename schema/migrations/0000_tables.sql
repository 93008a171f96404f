CREATE TABLE `capture` (
	`id` integer PRIMARY KEY NOT NULL,
	`record_id` text NOT NULL,
	`url` text NOT NULL,
	`captured_at` text NOT NULL,
	`status` integer NOT NULL,
	`content_type` text,
	`payload_digest` text NOT NULL,
	`payload_length` integer NOT NULL,
	`record_type` text NOT NULL,
	`portal_id` text,
	`role` text NOT NULL,
	`referrer` text,
	`link_text` text,
	`warc_file` text NOT NULL,
	`warc_offset` integer NOT NULL,
	`warc_length` integer NOT NULL,
	CONSTRAINT "capture_record_type" CHECK(record_type IN ('response', 'revisit', 'resource')),
	CONSTRAINT "capture_role" CHECK(role IN ('robots', 'home', 'listing', 'document', 'attachment'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `capture_url` ON `capture` (`url`);--> statement-breakpoint
CREATE UNIQUE INDEX `capture_record` ON `capture` (`record_id`);--> statement-breakpoint
CREATE TABLE `leftover` (
	`capture_id` integer NOT NULL,
	`position` integer NOT NULL,
	`table_key` text,
	`text` text NOT NULL,
	`place_block` integer NOT NULL,
	`place_row` integer NOT NULL,
	`place_column` integer NOT NULL,
	PRIMARY KEY(`capture_id`, `position`),
	FOREIGN KEY (`capture_id`) REFERENCES `rendition`(`capture_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "leftover_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `portal` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`division_code` text NOT NULL,
	`home` text NOT NULL,
	`platform` text,
	`expects_min` integer,
	`expects_max` integer,
	`reason` text,
	`note` text,
	FOREIGN KEY (`division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `removed_text` (
	`capture_id` integer NOT NULL,
	`position` integer NOT NULL,
	`text` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	`places` text NOT NULL,
	`evidence` text NOT NULL,
	PRIMARY KEY(`capture_id`, `position`),
	FOREIGN KEY (`capture_id`) REFERENCES `rendition`(`capture_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "removed_text_kind" CHECK(kind IN ('phrase', 'hidden', 'markup', 'residue', 'annotation'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `rendition` (
	`capture_id` integer PRIMARY KEY NOT NULL,
	`version_id` integer,
	`media_type` text NOT NULL,
	`charset` text,
	`document_type` text NOT NULL,
	`verdict` text NOT NULL,
	`title` text,
	`unit_name` text,
	`unit_kind` text,
	`unit_confidence` text,
	`unit_evidence` text,
	`report_year` integer,
	`year_evidence` text,
	`published_date` text,
	`scope` text NOT NULL,
	`scope_evidence` text,
	`last_captured_at` text NOT NULL,
	`capture_count` integer NOT NULL,
	FOREIGN KEY (`capture_id`) REFERENCES `capture`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rendition_document_type" CHECK(document_type IN ('annual_report', 'interim_statistics', 'interpretation', 'website_report', 'rule_of_law_report', 'notice', 'other')),
	CONSTRAINT "rendition_verdict" CHECK(verdict IN ('clean', 'stripped', 'reject', 'flagged')),
	CONSTRAINT "rendition_unit_kind" CHECK(unit_kind IN ('government', 'department', 'township', 'subdistrict', 'zone', 'vertical_body', 'authorised_organisation', 'ministry')),
	CONSTRAINT "rendition_unit_confidence" CHECK(unit_confidence IN ('high', 'medium', 'low')),
	CONSTRAINT "rendition_scope" CHECK(scope IN ('own_organ', 'own_level_with_departments', 'jurisdiction_consolidated', 'unstated')),
	CONSTRAINT "rendition_title" CHECK(title <> '')
) STRICT;
--> statement-breakpoint
CREATE INDEX `rendition_version` ON `rendition` (`version_id`);--> statement-breakpoint
CREATE TABLE `coverage` (
	`portal_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`division_code` text NOT NULL,
	`home` text NOT NULL,
	`platform` text,
	`state` text NOT NULL,
	`found` integer NOT NULL,
	`expected_min` integer,
	`expected_max` integer,
	`new` integer NOT NULL,
	`changed` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`gone` integer NOT NULL,
	`failed` integer NOT NULL,
	`requests` integer NOT NULL,
	`bytes` integer NOT NULL,
	`started_at` text NOT NULL,
	`finished_at` text NOT NULL,
	FOREIGN KEY (`division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "coverage_state" CHECK(state IN ('complete', 'unchanged', 'too_few', 'too_many', 'blocked', 'unreachable', 'interrupted'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `coverage_skip` (
	`portal_id` text NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`portal_id`, `reason`),
	FOREIGN KEY (`portal_id`) REFERENCES `coverage`(`portal_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reason`) REFERENCES `skip_reason`(`code`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `issue` (
	`id` integer PRIMARY KEY NOT NULL,
	`stage` text NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	`subject` text,
	`capture_id` integer,
	`report_id` text,
	`run_id` integer,
	FOREIGN KEY (`code`) REFERENCES `issue_code`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`capture_id`) REFERENCES `rendition`(`capture_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `run`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "issue_stage" CHECK(stage IN ('crawl', 'import', 'archive', 'extract', 'load')),
	CONSTRAINT "issue_message" CHECK(message <> '')
) STRICT;
--> statement-breakpoint
CREATE INDEX `issue_by_code` ON `issue` (`code`);--> statement-breakpoint
CREATE INDEX `issue_capture` ON `issue` (`capture_id`);--> statement-breakpoint
CREATE TABLE `release` (
	`id` text PRIMARY KEY NOT NULL,
	`built_at` text NOT NULL,
	`code_version` text NOT NULL,
	`input_digest` text NOT NULL,
	`input_key_digest` text,
	`units` integer NOT NULL,
	`reports` integer NOT NULL,
	`reports_in_panel` integer NOT NULL,
	`versions` integer NOT NULL,
	`documents` integer NOT NULL,
	`readings` integer NOT NULL,
	`readings_reported` integer NOT NULL,
	`checks_failed` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `run` (
	`id` integer PRIMARY KEY NOT NULL,
	`command` text NOT NULL,
	`code_version` text NOT NULL,
	`started_at` text NOT NULL,
	`finished_at` text,
	`exit_code` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `check_definition` (
	`id` integer PRIMARY KEY NOT NULL,
	`form_id` text NOT NULL,
	`check_id` text NOT NULL,
	`table_key` text NOT NULL,
	`along` text NOT NULL,
	`subject` text NOT NULL,
	`meaning` text NOT NULL,
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "check_definition_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics')),
	CONSTRAINT "check_definition_along" CHECK(along IN ('columns', 'rows'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `check_definition_key` ON `check_definition` (`form_id`,`check_id`,`table_key`,`subject`);--> statement-breakpoint
CREATE TABLE `dictionary` (
	`relation` text NOT NULL,
	`column_name` text NOT NULL,
	`position` integer NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`meaning` text NOT NULL,
	`unit` text,
	`origin` text NOT NULL,
	PRIMARY KEY(`relation`, `column_name`),
	CONSTRAINT "dictionary_origin" CHECK(origin IN ('reference', 'registry', 'archive', 'crawl', 'document', 'form', 'load'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `division` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text,
	`level` text NOT NULL,
	`parent_code` text,
	FOREIGN KEY (`parent_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "division_level" CHECK(level IN ('country', 'province', 'prefecture', 'county', 'township')),
	CONSTRAINT "division_name" CHECK(name <> '')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `division_parent` ON `division` (`parent_code`);--> statement-breakpoint
CREATE TABLE `form` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`authority` text NOT NULL,
	`year_from` integer NOT NULL,
	`year_to` integer
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `form_cell` (
	`form_id` text NOT NULL,
	`variable_id` integer NOT NULL,
	`position` integer NOT NULL,
	`row_label` text NOT NULL,
	`row_path` text NOT NULL,
	`column_label` text NOT NULL,
	`column_path` text NOT NULL,
	`type` text NOT NULL,
	`unit` text,
	PRIMARY KEY(`form_id`, `variable_id`),
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`variable_id`) REFERENCES `variable`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "form_cell_type" CHECK(type IN ('count', 'signed_count', 'amount'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `form_cell_variable` ON `form_cell` (`variable_id`);--> statement-breakpoint
CREATE TABLE `issue_code` (
	`code` text PRIMARY KEY NOT NULL,
	`severity` text NOT NULL,
	`meaning` text NOT NULL,
	`remedy` text NOT NULL,
	CONSTRAINT "issue_code_severity" CHECK(severity IN ('error', 'warning', 'note'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `layout` (
	`id` integer PRIMARY KEY NOT NULL,
	`table_key` text NOT NULL,
	`digest` text NOT NULL,
	CONSTRAINT "layout_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `layout_digest` ON `layout` (`table_key`,`digest`);--> statement-breakpoint
CREATE TABLE `layout_place` (
	`layout_id` integer NOT NULL,
	`variable_id` integer NOT NULL,
	`block_offset` integer NOT NULL,
	`place_row` integer NOT NULL,
	`place_column` integer NOT NULL,
	PRIMARY KEY(`layout_id`, `variable_id`),
	FOREIGN KEY (`variable_id`) REFERENCES `variable`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`layout_id`) REFERENCES `layout`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `skip_reason` (
	`code` text PRIMARY KEY NOT NULL,
	`meaning` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `status` (
	`code` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`meaning` text NOT NULL,
	CONSTRAINT "status_name_known" CHECK(name IN ('reported', 'blank', 'na_mark', 'text', 'unaligned', 'illegible', 'row_absent', 'table_absent', 'not_in_form'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `status_name` ON `status` (`name`);--> statement-breakpoint
CREATE TABLE `variable` (
	`id` integer PRIMARY KEY NOT NULL,
	`table_key` text NOT NULL,
	`row_key` text NOT NULL,
	`column_key` text NOT NULL,
	CONSTRAINT "variable_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `variable_key` ON `variable` (`table_key`,`row_key`,`column_key`);--> statement-breakpoint
CREATE TABLE `check_result` (
	`version_id` integer NOT NULL,
	`definition_id` integer NOT NULL,
	`outcome` integer NOT NULL,
	`left_sum` real,
	`right_sum` real,
	PRIMARY KEY(`version_id`, `definition_id`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`definition_id`) REFERENCES `check_definition`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "check_result_outcome" CHECK(outcome BETWEEN 0 AND 2)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `check_result_failed` ON `check_result` (`definition_id`) WHERE outcome = 1;--> statement-breakpoint
CREATE TABLE `reading` (
	`version_id` integer NOT NULL,
	`variable_id` integer NOT NULL,
	`status` integer NOT NULL,
	`value` real,
	`raw` text,
	PRIMARY KEY(`version_id`, `variable_id`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`variable_id`) REFERENCES `variable`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reading_status" CHECK(status BETWEEN 0 AND 7),
	CONSTRAINT "reading_value" CHECK((status = 0) = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `reading_detail` (
	`version_id` integer NOT NULL,
	`variable_id` integer NOT NULL,
	`unit` text,
	`value_yuan` real,
	`inferred` text,
	`flags` text,
	PRIMARY KEY(`version_id`, `variable_id`),
	FOREIGN KEY (`version_id`,`variable_id`) REFERENCES `reading`(`version_id`,`variable_id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `report` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text,
	`report_year` integer,
	`current_version_id` integer NOT NULL,
	`published_date` text,
	`scope` text NOT NULL,
	`scope_evidence` text,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`current_version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_scope" CHECK(scope IN ('own_organ', 'own_level_with_departments', 'jurisdiction_consolidated', 'unstated'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `report_year` ON `report` (`report_year`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_unit_year` ON `report` (`unit_id`,`report_year`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_current_version` ON `report` (`current_version_id`);--> statement-breakpoint
CREATE TABLE `report_version` (
	`id` integer PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`number` integer NOT NULL,
	`digest` text NOT NULL,
	`capture_id` integer NOT NULL,
	`previous_version_id` integer,
	`first_captured_at` text NOT NULL,
	`last_captured_at` text NOT NULL,
	`is_live` integer NOT NULL,
	`reported_cells` integer NOT NULL,
	`failed_checks` integer NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`capture_id`) REFERENCES `capture`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`previous_version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_version_is_live" CHECK(is_live IN (0, 1))
) STRICT;
--> statement-breakpoint
CREATE INDEX `report_version_capture` ON `report_version` (`capture_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_version_number` ON `report_version` (`report_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_version_digest` ON `report_version` (`report_id`,`digest`);--> statement-breakpoint
CREATE TABLE `section` (
	`version_id` integer NOT NULL,
	`position` integer NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`version_id`, `position`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `unit` (
	`id` text PRIMARY KEY NOT NULL,
	`identity` text NOT NULL,
	`name` text NOT NULL,
	`kind` text,
	`division_code` text,
	`parent_name` text,
	FOREIGN KEY (`division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "unit_kind" CHECK(kind IN ('government', 'department', 'township', 'subdistrict', 'zone', 'vertical_body', 'authorised_organisation', 'ministry')),
	CONSTRAINT "unit_name" CHECK(name <> '')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `unit_division` ON `unit` (`division_code`);--> statement-breakpoint
CREATE UNIQUE INDEX `unit_identity` ON `unit` (`identity`);--> statement-breakpoint
CREATE TABLE `version_table` (
	`version_id` integer NOT NULL,
	`table_key` text NOT NULL,
	`status` text NOT NULL,
	`form_id` text,
	`form_evidence` text NOT NULL,
	`place_block` integer,
	`layout_id` integer,
	PRIMARY KEY(`version_id`, `table_key`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`layout_id`) REFERENCES `layout`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "version_table_key" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics')),
	CONSTRAINT "version_table_status" CHECK(status IN ('present', 'absent')),
	CONSTRAINT "version_table_form_evidence" CHECK(form_evidence IN ('labels', 'other_tables', 'report_year', 'none')),
	CONSTRAINT "version_table_place" CHECK((place_block IS NULL) = (layout_id IS NULL))
) STRICT, WITHOUT ROWID;
