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
	`proposal` text,
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
	`unit_division_code` text,
	`unit_parent` text,
	`unit_id` text,
	`unit_resolution` text,
	`report_year` integer,
	`year_evidence` text,
	`published_date` text,
	`scope` text NOT NULL,
	`scope_evidence` text,
	`url_date` text,
	`verdict_reasons` text,
	`folds` text,
	`clone_reason` text,
	`clone_evidence` text,
	`last_captured_at` text NOT NULL,
	`capture_count` integer NOT NULL,
	FOREIGN KEY (`capture_id`) REFERENCES `capture`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rendition_unit_resolution" CHECK(unit_resolution IN ('decision', 'document', 'site', 'registry', 'copy')),
	CONSTRAINT "rendition_clone_reason" CHECK(clone_reason IN ('foreign_host', 'site_code', 'canonical_address')),
	CONSTRAINT "rendition_document_type" CHECK(document_type IN ('annual_report', 'interim_statistics', 'interpretation', 'website_report', 'rule_of_law_report', 'notice', 'other')),
	CONSTRAINT "rendition_verdict" CHECK(verdict IN ('clean', 'stripped', 'reject', 'flagged')),
	CONSTRAINT "rendition_unit_kind" CHECK(unit_kind IN ('government', 'department', 'township', 'subdistrict', 'zone', 'vertical_body', 'authorised_organisation', 'ministry')),
	CONSTRAINT "rendition_unit_confidence" CHECK(unit_confidence IN ('high', 'medium', 'low')),
	CONSTRAINT "rendition_scope" CHECK(scope IN ('own_organ', 'own_level_with_departments', 'jurisdiction_consolidated', 'unstated')),
	CONSTRAINT "rendition_title" CHECK(title <> '')
) STRICT;
--> statement-breakpoint
CREATE INDEX `rendition_version` ON `rendition` (`version_id`);--> statement-breakpoint
CREATE INDEX `rendition_unit` ON `rendition` (`unit_id`);--> statement-breakpoint
CREATE TABLE `unit_candidate` (
	`capture_id` integer PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`name` text,
	`host` text,
	`claimed_unit_id` text,
	`division_codes` text,
	FOREIGN KEY (`capture_id`) REFERENCES `rendition`(`capture_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "unit_candidate_reason" CHECK(reason IN ('no_name', 'clone', 'unregistered_host', 'no_division', 'set_aside'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `unit_candidate_claimed` ON `unit_candidate` (`claimed_unit_id`);--> statement-breakpoint
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
CREATE TABLE `expected_unit` (
	`unit_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text,
	`division_code` text,
	`portal_id` text,
	`year_from` integer NOT NULL,
	`year_to` integer,
	`basis` text NOT NULL,
	FOREIGN KEY (`division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "expected_unit_kind" CHECK(kind IN ('government', 'department', 'township', 'subdistrict', 'zone', 'vertical_body', 'authorised_organisation', 'ministry')),
	CONSTRAINT "expected_unit_basis" CHECK(basis IN ('division', 'reports'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `expected_unit_division` ON `expected_unit` (`division_code`);--> statement-breakpoint
CREATE TABLE `indicator_summary` (
	`indicator_id` text NOT NULL,
	`report_year` integer NOT NULL,
	`level` text NOT NULL,
	`reports` integer NOT NULL,
	`numerator` integer NOT NULL,
	`denominator` integer NOT NULL,
	PRIMARY KEY(`indicator_id`, `report_year`, `level`),
	FOREIGN KEY (`indicator_id`) REFERENCES `indicator`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "indicator_summary_level" CHECK(level IN ('country', 'province', 'prefecture', 'county', 'township', 'unknown'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `issue` (
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
CREATE INDEX `issue_report` ON `issue` (`report_id`);--> statement-breakpoint
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
	`checks_failed` integer NOT NULL,
	`base_key` text,
	`captures_through` text,
	`extractions_through` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `report_period` (
	`report_year` integer PRIMARY KEY NOT NULL,
	`due_date` text NOT NULL,
	`government_due_date` text NOT NULL
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
CREATE TABLE `variable_summary` (
	`variable_id` integer NOT NULL,
	`report_year` integer NOT NULL,
	`level` text NOT NULL,
	`status` integer NOT NULL,
	`readings` integer NOT NULL,
	PRIMARY KEY(`variable_id`, `report_year`, `level`, `status`),
	FOREIGN KEY (`variable_id`) REFERENCES `variable`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`status`) REFERENCES `status`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "variable_summary_level" CHECK(level IN ('country', 'province', 'prefecture', 'county', 'township', 'unknown'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `check_definition` (
	`id` integer PRIMARY KEY NOT NULL,
	`form_id` text NOT NULL,
	`position` integer NOT NULL,
	`check_id` text NOT NULL,
	`table_key` text NOT NULL,
	`span` text NOT NULL,
	`strength` text NOT NULL,
	`along` text NOT NULL,
	`subject` text NOT NULL,
	`meaning` text NOT NULL,
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "check_definition_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics')),
	CONSTRAINT "check_definition_along" CHECK(along IN ('columns', 'rows')),
	CONSTRAINT "check_definition_span" CHECK(span IN ('report', 'years')),
	CONSTRAINT "check_definition_strength" CHECK(strength IN ('hard', 'soft'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `check_definition_key` ON `check_definition` (`form_id`,`check_id`,`table_key`,`subject`);--> statement-breakpoint
CREATE UNIQUE INDEX `check_definition_place` ON `check_definition` (`form_id`,`position`);--> statement-breakpoint
CREATE TABLE `concordance` (
	`concept` text NOT NULL,
	`form_id` text NOT NULL,
	`term` integer NOT NULL,
	`variable_id` integer NOT NULL,
	`grade` text NOT NULL,
	`note` text,
	PRIMARY KEY(`concept`, `form_id`, `term`),
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`variable_id`) REFERENCES `variable`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "concordance_grade" CHECK(grade IN ('exact', 'approximate', 'none'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
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
	`year_from` integer,
	`year_to` integer,
	FOREIGN KEY (`parent_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "division_level" CHECK(level IN ('country', 'province', 'prefecture', 'county', 'township')),
	CONSTRAINT "division_name" CHECK(name <> '')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `division_parent` ON `division` (`parent_code`);--> statement-breakpoint
CREATE TABLE `division_change` (
	`code` text NOT NULL,
	`year` integer NOT NULL,
	`successor_code` text NOT NULL,
	`kind` text NOT NULL,
	PRIMARY KEY(`code`, `year`, `successor_code`),
	FOREIGN KEY (`code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`successor_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "division_change_kind" CHECK(kind IN ('renamed', 'recoded', 'merged', 'split', 'part_transferred'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `division_change_successor` ON `division_change` (`successor_code`);--> statement-breakpoint
CREATE TABLE `division_constant` (
	`code` text NOT NULL,
	`year_from` integer NOT NULL,
	`year_to` integer NOT NULL,
	`constant_code` text,
	`automatic_mapping` integer NOT NULL,
	PRIMARY KEY(`code`, `year_from`),
	FOREIGN KEY (`code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`constant_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "division_constant_automatic" CHECK(automatic_mapping IN (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `division_name` (
	`code` text NOT NULL,
	`year_from` integer NOT NULL,
	`year_to` integer,
	`name` text NOT NULL,
	PRIMARY KEY(`code`, `year_from`),
	FOREIGN KEY (`code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `flag` (
	`code` text PRIMARY KEY NOT NULL,
	`severity` text NOT NULL,
	`meaning` text NOT NULL,
	`meaning_zh` text NOT NULL,
	CONSTRAINT "flag_severity" CHECK(severity IN ('error', 'warning', 'note'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
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
CREATE TABLE `indicator` (
	`id` text PRIMARY KEY NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`meaning` text NOT NULL,
	`numerator` text NOT NULL,
	`denominator` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
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
	`cells` integer NOT NULL,
	CONSTRAINT "layout_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics'))
) STRICT;
--> statement-breakpoint
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
	`strip_id` integer NOT NULL,
	`slot` integer NOT NULL,
	CONSTRAINT "variable_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `variable_key` ON `variable` (`table_key`,`row_key`,`column_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `variable_place` ON `variable` (`strip_id`,`slot`);--> statement-breakpoint
CREATE TABLE `check_failure` (
	`version_id` integer NOT NULL,
	`definition_id` integer NOT NULL,
	`left_sum` real,
	`right_sum` real,
	`earlier_version_id` integer,
	PRIMARY KEY(`version_id`, `definition_id`),
	FOREIGN KEY (`earlier_version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`definition_id`) REFERENCES `check_definition`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `check_failure_definition` ON `check_failure` (`definition_id`);--> statement-breakpoint
CREATE TABLE `extension` (
	`version_id` integer NOT NULL,
	`position` integer NOT NULL,
	`table_key` text NOT NULL,
	`form_id` text NOT NULL,
	`row_key` text NOT NULL,
	`row_path` text NOT NULL,
	`column_key` text,
	`heading` text,
	`value` real,
	`status` integer NOT NULL,
	`raw` text,
	`unit` text,
	`place_block` integer NOT NULL,
	`place_row` integer NOT NULL,
	`place_column` integer NOT NULL,
	PRIMARY KEY(`version_id`, `position`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`status`) REFERENCES `status`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "extension_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `extension_row` ON `extension` (`row_key`);--> statement-breakpoint
CREATE TABLE `inference` (
	`version_id` integer NOT NULL,
	`variable_id` integer NOT NULL,
	`value` real NOT NULL,
	`rule` text NOT NULL,
	`rests_on` text NOT NULL,
	PRIMARY KEY(`version_id`, `variable_id`, `rule`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`variable_id`) REFERENCES `variable`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `raw_grid` (
	`version_id` integer NOT NULL,
	`position` integer NOT NULL,
	`place_block` integer NOT NULL,
	`rows` text NOT NULL,
	PRIMARY KEY(`version_id`, `position`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `reading_detail` (
	`version_id` integer NOT NULL,
	`variable_id` integer NOT NULL,
	`unit` text,
	`value_yuan` real,
	`inferred` text,
	`flags` text,
	PRIMARY KEY(`version_id`, `variable_id`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`variable_id`) REFERENCES `variable`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `reading_strip` (
	`version_id` integer NOT NULL,
	`strip_id` integer NOT NULL,
	`statuses` integer NOT NULL,
	`v0` real,
	`v1` real,
	`v2` real,
	`v3` real,
	`v4` real,
	`v5` real,
	`v6` real,
	`v7` real,
	`raws` text,
	PRIMARY KEY(`version_id`, `strip_id`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reading_strip_raws" CHECK(raws IS NULL OR json_valid(raws))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `report` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text,
	`report_year` integer,
	`current_version_id` integer NOT NULL,
	`division_code` text,
	`published_date` text,
	`scope` text NOT NULL,
	`scope_evidence` text,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`current_version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_scope" CHECK(scope IN ('own_organ', 'own_level_with_departments', 'jurisdiction_consolidated', 'unstated'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `report_year` ON `report` (`report_year`);--> statement-breakpoint
CREATE INDEX `report_division` ON `report` (`division_code`,`report_year`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_unit_year` ON `report` (`unit_id`,`report_year`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_current_version` ON `report` (`current_version_id`);--> statement-breakpoint
CREATE TABLE `report_flag` (
	`version_id` integer NOT NULL,
	`code` text NOT NULL,
	`position` integer NOT NULL,
	`table_key` text,
	`row_key` text,
	`column_key` text,
	`detail` text,
	`other_report_id` text,
	PRIMARY KEY(`version_id`, `code`, `position`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`code`) REFERENCES `flag`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_flag_table" CHECK(table_key IN ('proactive', 'requests', 'remedies', 'statistics'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `report_flag_code` ON `report_flag` (`code`);--> statement-breakpoint
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
CREATE UNIQUE INDEX `report_version_number` ON `report_version` (`report_id`,`number`);--> statement-breakpoint
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
CREATE TABLE `text_fact` (
	`version_id` integer NOT NULL,
	`position` integer NOT NULL,
	`key` text NOT NULL,
	`value` real NOT NULL,
	`unit` text NOT NULL,
	`is_approximate` integer NOT NULL,
	`evidence` text NOT NULL,
	`agrees` integer,
	PRIMARY KEY(`version_id`, `position`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "text_fact_approximate" CHECK(is_approximate IN (0, 1)),
	CONSTRAINT "text_fact_agrees" CHECK(agrees IN (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `text_shingle` (
	`hash` integer NOT NULL,
	`version_id` integer NOT NULL,
	PRIMARY KEY(`hash`, `version_id`),
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `unit` (
	`id` text PRIMARY KEY NOT NULL,
	`identity` text NOT NULL,
	`name` text NOT NULL,
	`kind` text,
	`division_code` text,
	`parent_name` text,
	`parent_unit_id` text,
	`confidence` text NOT NULL,
	`first_year` integer,
	`last_year` integer,
	FOREIGN KEY (`division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "unit_kind" CHECK(kind IN ('government', 'department', 'township', 'subdistrict', 'zone', 'vertical_body', 'authorised_organisation', 'ministry')),
	CONSTRAINT "unit_name" CHECK(name <> ''),
	CONSTRAINT "unit_confidence" CHECK(confidence IN ('high', 'medium', 'low'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `unit_by_division` ON `unit` (`division_code`);--> statement-breakpoint
CREATE INDEX `unit_by_parent` ON `unit` (`parent_unit_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `unit_identity` ON `unit` (`identity`);--> statement-breakpoint
CREATE TABLE `unit_division` (
	`unit_id` text NOT NULL,
	`year_from` integer NOT NULL,
	`year_to` integer,
	`division_code` text NOT NULL,
	`parent_code` text,
	PRIMARY KEY(`unit_id`, `year_from`),
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`division_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_code`) REFERENCES `division`(`code`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `unit_name` (
	`unit_id` text NOT NULL,
	`name` text NOT NULL,
	`first_year` integer,
	`last_year` integer,
	`documents` integer NOT NULL,
	PRIMARY KEY(`unit_id`, `name`),
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `version_check` (
	`version_id` integer NOT NULL,
	`form_id` text NOT NULL,
	`outcomes` text NOT NULL,
	PRIMARY KEY(`version_id`, `form_id`),
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `report_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
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
