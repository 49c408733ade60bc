# sessctl: run `make help` for the targets.
BIN := bin/sessctl
CASES ?= 5000
FUZZTIME ?= 10m

.PHONY: help build test check conformance hostile bench fuzz install golden catalogue upgrade licenses

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Without cgo the program is linked statically, and starts half a millisecond sooner.
# The linker writes its file page by page, and so it lies in the system's cache until
# it is read anew; a copy lies there in large pieces, and starts half a millisecond
# sooner again.
build: ## build bin/sessctl
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o $(BIN).linked ./cmd/sessctl
	cp $(BIN).linked $(BIN).copy && mv -f $(BIN).copy $(BIN) && rm $(BIN).linked

test: ## run the tests; they need Go alone
	go test ./...

check: ## everything a change must pass: format, vet on three systems, staticcheck, race tests
	sh scripts/check.sh

conformance: ## compare with the real SDKs on CASES random environments each (installs what it needs)
	sh conformance/run.sh $(CASES)

hostile: ## plant secrets, special files, broken pipes and more for TIME, from a SEED that is printed
	sh scripts/hostile.sh

bench: build ## time whole commands against an empty Go program, and the parsers against a pass over the bytes
	sh scripts/bench.sh

fuzz: ## fuzz every parser for FUZZTIME each
	sh scripts/fuzz.sh $(FUZZTIME)

catalogue: ## write the embedded API models and endpoints anew from botocore (NEWEST and BOTOCORE, or pip downloads them) and aws-sdk-go
	sh scripts/catalogue.sh

upgrade: ## move the SDKs to their newest releases and report what changed: SDK=boto3 for one, CHECK=1 only asks, PINNED=1 moves none, REPORT=FILE
	cd conformance && go run ./cmd/upgrade $(if $(CHECK),-check) $(if $(PINNED),-pinned) $(if $(REPORT),-report '$(abspath $(REPORT))') $(SDK)

licenses: ## write the licences of what is linked anew, which `sessctl version --licenses` prints
	go run ./scripts/licenses

golden: ## write the golden files anew
	go test ./cmd/sessctl ./internal/render -update

install: ## install sessctl into GOBIN
	CGO_ENABLED=0 go install -trimpath -ldflags '-s -w' ./cmd/sessctl
