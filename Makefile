# Names for commands; what they do is in the program. `make help` lists them.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
FUZZTIME    := 30s
BASE        := main

.DEFAULT_GOAL := all
.PHONY: all build site test mutate torture torture-short judges shots tools licences vuln reprotest lint race bench bench-peers bench-floor fuzz profile clean help

all: build site ## the program in bin/ and the site in public/ (the default)
	@echo 'Open public/index.html, or run bin/explainer serve and open the address that it prints.'

build: ## the program in bin/
	CGO_ENABLED=0 go build -trimpath -o bin/explainer ./cmd/explainer

site: build ## the site in public/
	bin/explainer build --output public

test: tools ## every test, the site in Chromium and on web servers among them
	go vet ./...
	go test -timeout 20m ./...

mutate: ## change every figure of the site, one at a time: each must be noticed (some ten minutes)
	go test -v -count 1 -timeout 2h -run '^TestMutate$$|^TestAuditTheme$$' ./internal/build -mutate

torture: tools ## every reliability goal in full: some hours, and a machine of one's own
	go run ./cmd/torture

torture-short: tools ## a sample of every reliability goal
	go run ./cmd/torture -short

judges: tools ## Lighthouse on every page as on a phone, what each weighs, axe in full on dark pages: some minutes
	go test -count 1 -timeout 20m -run 'TestLighthouse|TestWeight|TestAxe' -v ./cmd/explainer -lighthouse

shots: tools ## pictures of each page now and at BASE (main), compared, into shots/
	go test -count 1 -timeout 20m -run TestShots -v ./cmd/explainer -shots $(BASE)

tools: ## install what the tests ask: Chromium, web servers, Java, the judges; where this system lets us
	@.ci/tools

licences: ## the licence texts of all that the program is made of, into bin/LICENCES.txt
	@.ci/licences bin/LICENCES.txt

vuln: ## reported faults of Go and of modules that our code reaches: needs the network, or VULNDB=file:///copy/of/the/database
	@echo "Asking $(or $(VULNDB),Go's database of vulnerabilities, over the network)."
	go run $(GOVULNCHECK) $(if $(VULNDB),-db $(VULNDB)) ./...

reprotest: ## the program and the site, built twice by Debian's reprotest: some minutes
	@.ci/reprotest

lint: ## gofmt, go vet and staticcheck
	@unformatted=$$(gofmt -l cmd internal starter templates static); if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

race: ## with the race detector: every test but those that start a browser or parse megabytes
	go test -race -short ./...

bench: ## the benchmarks of each stage
	go test -run '^$$' -bench . -benchmem ./...

bench-peers: ## the race against Hugo and Eleventy, written into docs/benchmarks.md: an hour, and a quiet machine
	go run ./cmd/bench-peers -docs

bench-floor: ## what a page allocates, against the least that a generator needs
	go test -count 1 -v -run '^TestFloor$$' ./cmd/bench-peers

fuzz: ## each fuzz target for half a minute (FUZZTIME=30s)
	@.ci/fuzz $(FUZZTIME)

profile: build ## where a build spends its time: cpu.out, for go tool pprof
	go test -run '^$$' -bench . -benchtime 5s -cpuprofile cpu.out -o bin/build.test ./internal/build
	go tool pprof -top -nodecount 25 bin/build.test cpu.out

clean: ## remove what the other targets made
	rm -rf bin public shots cpu.out

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
