DROP TABLE case_timers;
DROP TABLE case_events;
DROP TABLE ledger_leaves;
