# make help says what there is to make.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: web-checked python-checked help run build test test-go test-served test-web test-schema test-python test-exports test-faults check lint fmt deadcode generate generated web release bench score clean

# Linters and test runner, as programs of their own: "go tool" exits with 0 when a tool is killed.
TOOLS := bin/tools/.installed
# What npm writes last.
MODULES := web/node_modules/.package-lock.json
# Python's programs for tests, in an environment of their own.
VENV := bin/venv/.installed
# What is generated, and what it is generated from.
GENERATED := internal/gen internal/reference/gen
GENERATED_BESIDE := 'schema/event_*.graphqls' clients/python/src/demarche/_inputs.py
# Packages use databases: only so many at once.
PACKAGES_AT_ONCE := 2
GO_TEST_TIMEOUT := 30m
export GOFLAGS ?= -buildvcs=false

help: ## say what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: build ## run everything: database, seed graph, API and page (DEMARCHE_ADDR, DEMARCHE_DATA_DIR)
	exec bin/demarche serve --seed

# The version that the program names: the last tag and the commits since.
VERSION ?= $(patsubst v%,%,$(shell git describe --tags --always --dirty 2>/dev/null))

build: ## build bin/demarche
	go build -ldflags "-X main.version=$(VERSION)" -o bin/demarche ./cmd/demarche

test: test-go test-served ## run every test, installing what the tests need

test-go: build $(TOOLS) ## run the tests written in Go
	tools/test-go -p $(PACKAGES_AT_ONCE) -timeout $(GO_TEST_TIMEOUT)

test-faults: build $(TOOLS) ## run the long tests of faults: a hundred kills, a full disk, dropped connections
	tools/test-go -run '^(TestCrash|TestFaults|TestDisk)$$' -kills 100 -timeout 60m ./cmd/demarche

# One server for all that test from outside. Those that write come last.
test-served: build web-checked python-checked ## run the tests that ask a running server
	tools/with-server tools/test-served notebooks schema exports web python

test-web: build web-checked ## run the tests written in JavaScript on a running server
	tools/with-server tools/test-web

test-schema: build $(VENV) ## ask a running server questions that schemathesis makes of its schema
	tools/with-server tools/test-schema

test-python: build python-checked ## run the notebooks and the Python client's tests on a running server
	tools/with-server tools/test-served notebooks python

test-exports: build $(VENV) ## read what a running server exports with pandas, polars and NetworkX
	tools/with-server tools/test-exports

web-checked: $(MODULES)
	tools/need-chromium
	cd web && npm run check --silent

python-checked: $(VENV)
	bin/venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation ./clients/python
	cd clients/python && ../../bin/venv/bin/ruff check && ../../bin/venv/bin/ruff format --check && ../../bin/venv/bin/mypy
	bin/venv/bin/ruff check --isolated --select E,F,B --ignore E501,B905 notebooks tools/notebooks.py
	bin/venv/bin/ruff format --isolated --line-length 120 --check notebooks tools/notebooks.py

check: generated lint test deadcode ## do all that has to pass before a commit

lint: $(TOOLS) ## run the linters
	go mod tidy -diff
	bin/tools/golangci-lint run ./...
	go run ./tools/plainwords

fmt: $(TOOLS) ## format the Go code
	bin/tools/golangci-lint fmt ./...

deadcode: $(TOOLS) ## name functions that nothing calls
	@# gqlgen asks a scalar for both directions, and calls the one that it needs.
	dead=$$(bin/tools/deadcode -test ./...); dead=$$(grep -vE ': (UnmarshalAnswer|MarshalGiven\w+)$$' <<<"$$dead" || true); \
		if [[ -n $$dead ]]; then echo "$$dead"; exit 1; fi

generate: ## generate the GraphQL code from schema/
	go run ./tools/eventtypes
	go run ./tools/pythoninputs
	rm -f $(GENERATED:=/*.generated.go)
	go run ./tools/gqlgen
	go run ./tools/gqlgen -config internal/reference/gqlgen.yml -answer ""

generated: generate
	changes=$$(git status --porcelain -- $(GENERATED) $(GENERATED_BESIDE)); if [[ -n $$changes ]]; then \
		git --no-pager diff --stat -- $(GENERATED) $(GENERATED_BESIDE); echo "$$changes"; \
		echo "what is generated differs from what is committed: commit it" >&2; exit 1; fi

$(TOOLS): tools/lint.mod tools/lint.sum
	GOBIN=$(CURDIR)/bin/tools go install -modfile=tools/lint.mod tool
	touch $@

$(MODULES): web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "the tests of the page need Node 20.19 or later with npm: see README.md" >&2; exit 1; }
	cd web && npm ci
	touch $@

$(VENV): tools/requirements.txt
	tools/need-venv
	python3 -m venv --clear bin/venv
	bin/venv/bin/pip install --quiet --disable-pip-version-check -r tools/requirements.txt
	touch $@

web: $(MODULES) ## build the page that is bundled with the server (web/dist)
	cd web && npm run build

release: ## build archives with checksums for VERSION=1.2.3 into dist/
	tools/release $(VERSION)

bench: build ## measure the server beside the raw driver
	go run ./bench

score: ## measure judgements on labelled data: DATA=DIR names the folder (docs/identity.md)
	go run ./bench/score -data $(DATA)

clean: ## remove what was built
	rm -rf bin
