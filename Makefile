# The commands of Candor. Every step lives in scripts/; this file only names them.
.DEFAULT_GOAL := help
.PHONY: help run test check soak bench build fmt e2e screenshot

help: ## say what there is
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

run: ## build everything and start a demo community on http://127.0.0.1:8080
	@scripts/run.sh

test: ## everything CI runs, on SQLite and PostgreSQL
	@scripts/test.sh

check: ## the quick part: format, front end, clippy, tests on SQLite
	@scripts/check.sh

soak: ## the long part: hours of walks, faults and pages
	@scripts/soak.sh

bench: ## measure speed beside probes (POSTS=1000000 for the goals of docs/performance.md)
	@scripts/bench.sh

build: ## front end and release binary, without starting it
	@scripts/build.sh

fmt: ## format Rust and TypeScript
	@scripts/fmt.sh

e2e: ## the browser tests (narrow them with ARGS="pages --project js")
	@scripts/e2e.sh $(ARGS)

screenshot: ## the picture of the README, from the running program
	@scripts/screenshot.sh
