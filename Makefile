# Two commands matter to a newcomer: `make run` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help run demo portal test check bench fuzz schema setup shots

CARGO ?= cargo

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## "; print "usage: make TARGET\n" } \
		/^[a-z-]+:.*## / { printf "  \033[1m%-8s\033[0m %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and serve on http://127.0.0.1:8080, with the database in ./data
	@scripts/run.sh

demo: portal ## Show what Baton does: pages, apps and customers that keep each other busy
	@$(CARGO) run --quiet -- demo

portal: ## Build the portal into frontend/dist, from where the program takes it
	@scripts/portal.sh build

test: setup portal ## Install what is missing and run every test
	$(CARGO) test --workspace
	@scripts/portal.sh test

check: ## Formatting, lints, and what dependencies may bring in
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	@scripts/portal.sh check
	@if $(CARGO) deny --version >/dev/null 2>&1; then $(CARGO) deny check; \
	else echo "cargo-deny is not installed: dependencies were not checked"; fi

bench: portal ## Measure the published figures; QUICK=1 tries it out, ONLY=lists measures one section
	$(CARGO) bench --bench figures -- $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY))

fuzz: ## Throw random input at what reads it (SECONDS_EACH=60)
	@scripts/fuzz.sh

schema: ## Write schema.graphql anew from the code
	@$(CARGO) run --quiet -- schema > schema.graphql.new
	@mv schema.graphql.new schema.graphql

shots: portal ## Take pictures of every screen into frontend/shots, and the README's
	@scripts/portal.sh shots

setup: ## Install what building and testing need and this machine lacks
	@scripts/setup.sh
