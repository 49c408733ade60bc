#!/bin/sh
# Times whole commands against an empty Go program (x-empty), against git
# (x-git), against botocore building the same request (x-botocore, with the
# Python that BOTOCORE_PYTHON names or python3) and against one pass over the
# bytes (x-pass), and the parsers alone.
set -eu
cd "$(dirname "$0")/.."
go test -run '^$' -bench . -benchtime "${BENCHTIME:-100x}" ./cmd/sessctl
go test -run '^$' -bench . -benchmem ./internal/sharedfile ./internal/resolve
