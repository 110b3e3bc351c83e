# Names for commands; what they do is in the program. `make help` lists them.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME    := 30s

.DEFAULT_GOAL := all
.PHONY: all build site test mutate browser lint race bench fuzz profile clean help

all: build site ## the program in bin/ and the site in public/ (the default)
	@echo 'Open public/index.html, or run bin/explainer serve and open the address that it prints.'

build: ## the program in bin/
	go build -trimpath -o bin/explainer ./cmd/explainer

site: build ## the site in public/
	bin/explainer build --output public

test: browser ## every test, the site in Chromium among them
	@if [ -f package.json ]; then npm ci --no-audit --no-fund; fi
	go vet ./...
	go test ./...

mutate: ## change every figure of the site, one at a time: each must be noticed (some ten minutes)
	go test -v -count 1 -timeout 2h -run '^TestMutate$$|^TestAuditTheme$$' ./internal/build -mutate

browser: ## install Chromium, where there is none and this system lets us
	@.ci/browser

lint: ## gofmt, go vet and staticcheck
	@unformatted=$$(gofmt -l cmd internal templates static); if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

race: ## every test but the browser's, with the race detector
	go test -race -skip 'TestBrowser|TestNarrow' ./...

bench: ## the benchmarks of each stage
	go test -run '^$$' -bench . -benchmem ./...

fuzz: ## each fuzz target for half a minute (FUZZTIME=30s)
	@.ci/fuzz $(FUZZTIME)

profile: build ## where a build spends its time: cpu.out, for go tool pprof
	go test -run '^$$' -bench . -benchtime 5s -cpuprofile cpu.out -o bin/build.test ./internal/build
	go tool pprof -top -nodecount 25 bin/build.test cpu.out

clean: ## remove what the other targets made
	rm -rf bin public cpu.out

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
