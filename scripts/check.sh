#!/bin/sh
# What a change must pass before it is handed in.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$1"; }

say 'format'
unformatted=$(gofmt -l $(git ls-files '*.go'))
if [ -n "$unformatted" ]; then
	printf 'gofmt would change:\n%s\n' "$unformatted"
	exit 1
fi

say 'vet'
go vet ./...
for os in windows darwin; do
	GOOS=$os go vet ./...
done

say 'modules are tidy'
go mod tidy -diff

say 'staticcheck'
go tool staticcheck ./...

say 'known vulnerabilities'
sh scripts/govulncheck.sh

say 'tests, with the race detector'
go test -race ./...

say 'no secret in any output: every command, everywhere'
SESSCTL_TEST_ALL_SECRETS=1 go test -count=1 -run 'TestNoSecretInAnyOutput' ./cmd/sessctl
