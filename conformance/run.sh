#!/bin/sh
# Compares sessctl with the real SDKs on random environments.
#
# Usage: sh conformance/run.sh [CASES [READING...]]
#
# CASES environments for each reading; 0, or nothing, is a sample of some ten
# seconds each. Without READINGs it takes all. SEED=N repeats a run.
set -eu
cd "$(dirname "$0")"
cases=${1:-0}
[ $# -eq 0 ] || shift
go run ./cmd/prepare "$@"
go vet ./...
go test ./internal/...
names=$(echo "$*" | tr ' ' '|')
go test . -count=1 -v -timeout 6h -run "Test.*/^(${names:-.*})\$" -args -cases "$cases" ${SEED:+-seed "$SEED"}
if [ "$cases" -ne 0 ]; then # bundles of every recorded environment and of random ones
	(cd .. && SESSCTL_TEST_ALL_BUNDLES=1 go test -count=1 -timeout 2h -run Bundle ./internal/bundle)
	go test ./internal/gen -count=1 -timeout 2h -run BundlesResolveAsBefore -args -bundles 2000
fi
