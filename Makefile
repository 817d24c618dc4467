PYTHON ?= python3
RUN = @$(PYTHON) -m sustainability_site.bootstrap

.PHONY: help serve test siege bench backup restore

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-28s %s\n", $$1, $$2 }' Makefile

serve: ## The whole site on 127.0.0.1:8000 (another port: make serve PORT=8001)
	$(RUN) serve

test: ## Everything: lint, formatting, migrations, tests, browser tests
	$(RUN) test

siege: ## What must hold under load, kill -9 and spam, in full figures: up to an hour, loopback only
	$(RUN) siege

bench: ## How near the site is to what its server can do: ratios and goals, on this machine alone
	$(RUN) bench

backup: ## Database, media and key in one checked file in var/backups
	$(RUN) backup

restore: ## Puts a backup back: make restore FILE=var/backups/….zip
	$(RUN) restore "$(FILE)"

ifdef PORT
export PORT
endif
