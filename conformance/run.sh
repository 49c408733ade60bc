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
[ "$cases" -eq 0 ] || go test ./internal/gen -count=1 -run TestBundlesResolveAsBefore -args -bundles 2000
names=$(echo "$*" | tr ' ' '|')
exec go test . -count=1 -v -timeout 6h -run "Test.*/^(${names:-.*})\$" -args -cases "$cases" ${SEED:+-seed "$SEED"}
