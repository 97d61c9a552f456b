//! The range of every number in `config/default.toml`.

use super::error::ConfigError;
use super::source::Sources;
use toml::Value;

/// Key, smallest and largest value; for a list of numbers the range of each.
pub(super) const BOUNDS: &[(&str, i64, i64)] = &[
    ("server.workers", 0, 256),
    ("server.shutdown_seconds", 1, 300),
    ("server.client_timeout_seconds", 1, 120),
    ("server.keep_alive_seconds", 0, 300),
    ("server.max_connections", 16, 100_000),
    ("server.max_concurrent_requests", 8, 100_000),
    ("data.min_free_mebibytes", 0, 1_000_000),
    ("database.reader_connections", 1, 64),
    ("database.pool_size", 2, 200),
    ("database.pool_wait_ms", 10, 60_000),
    ("database.busy_timeout_ms", 0, 60_000),
    ("database.write_batch", 1, 1_000),
    ("database.write_queue", 1, 100_000),
    ("database.statement_timeout_ms", 100, 600_000),
    ("database.cache_kibibytes", 256, 1_048_576),
    ("database.mmap_mebibytes", 0, 65_536),
    ("database.retries", 0, 50),
    ("mail.timeout_seconds", 1, 30),
    ("mail.retry_minutes", 1, 10_080),
    ("mail.letters_per_second", 1, 1_000),
    ("mail.lease_seconds", 5, 30),
    ("mail.inbound_bytes", 1_024, 31_457_280),
    ("limits.body_bytes", 1_024, 16_777_216),
    ("limits.upload_bytes", 1_024, 1_073_741_824),
    ("limits.field_bytes", 256, 1_048_576),
    ("limits.header_bytes", 1_024, 131_072),
    ("limits.query_bytes", 128, 16_384),
    ("limits.json_depth", 4, 64),
    ("limits.page_limit_default", 1, 100),
    ("limits.page_limit_max", 1, 100),
    ("limits.reads_per_minute_per_address", 10, 100_000),
    ("limits.writes_per_minute_per_account", 1, 10_000),
    ("limits.writes_per_minute_per_address", 1, 10_000),
    ("limits.sign_ups_per_hour_per_address", 1, 1_000),
    ("limits.sign_ups_per_hour_per_email", 1, 100),
    ("limits.resets_per_hour_per_email", 1, 100),
    ("limits.resets_per_hour_per_address", 1, 1_000),
    ("limits.sign_ins_per_minute_per_address", 1, 1_000),
    ("limits.sign_in_free_failures", 1, 20),
    ("limits.sign_in_delay_seconds", 1, 60),
    ("limits.sign_in_delay_max_seconds", 10, 3_600),
    ("limits.first_day_threads", 1, 1_000),
    ("limits.first_day_replies", 1, 1_000),
    ("limits.new_member_post_seconds", 0, 3_600),
    ("limits.thread_seconds", 0, 3_600),
    ("limits.post_seconds", 0, 3_600),
    ("limits.same_text_seconds", 0, 86_400),
    ("limits.case_link_requests_per_minute", 1, 1_000),
    ("limits.idempotency_hours", 1, 168),
    ("accounts.access_token_seconds", 60, 3_600),
    ("accounts.refresh_days", 1, 365),
    ("accounts.session_days", 1, 365),
    ("accounts.verification_hours", 1, 168),
    ("accounts.reset_minutes", 5, 1_440),
    ("accounts.argon2_memory_kib", 8_192, 1_048_576),
    ("accounts.argon2_iterations", 1, 20),
    ("accounts.argon2_lanes", 1, 16),
    ("accounts.argon2_concurrency", 1, 64),
    ("accounts.argon2_queue", 1, 10_000),
    ("accounts.password_min_length", 8, 64),
    ("accounts.password_max_length", 64, 1_024),
    ("accounts.password_min_score", 0, 4),
    ("accounts.display_name_max_length", 10, 100),
    ("accounts.sign_up_seconds", 0, 60),
    ("jobs.poll_ms", 50, 60_000),
    ("jobs.deadline_tries", 1, 1_000),
    ("cors.max_age_seconds", 0, 86_400),
    ("forum.title_min_length", 1, 50),
    ("forum.title_max_length", 50, 500),
    ("forum.body_max_length", 500, 100_000),
    ("forum.tags_max", 0, 20),
    ("forum.tag_max_length", 2, 60),
    ("forum.category_depth", 1, 5),
    ("forum.edit_grace_seconds", 0, 3_600),
    ("forum.reason_max_length", 20, 1_000),
    ("forum.first_day_hours", 1, 168),
    ("forum.first_post_seconds", 0, 60),
    ("forum.page_posts", 5, 100),
    ("drafts.per_account", 1, 10_000),
    ("drafts.bytes", 1_024, 1_048_576),
    ("drafts.keep_days", 1, 3_650),
];

/// Refuses the first number that is out of its range.
pub(super) fn check(sources: &Sources) -> Result<(), ConfigError> {
    for (key, value) in sources.values() {
        let Some((_, least, most)) = BOUNDS.iter().find(|(bounded, ..)| *bounded == key) else { continue };
        for number in numbers(value) {
            if !(*least..=*most).contains(&number) {
                return Err(sources.error(key, format!("must be from {least} to {most}, not {number}")));
            }
        }
    }
    Ok(())
}

/// The whole numbers in a value: itself, or those of a list.
pub(super) fn numbers(value: &Value) -> Vec<i64> {
    match value {
        Value::Integer(number) => vec![*number],
        Value::Array(items) => items.iter().filter_map(Value::as_integer).collect(),
        _ => Vec::new(),
    }
}
