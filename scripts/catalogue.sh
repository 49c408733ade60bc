#!/bin/sh
# Writes what the program knows of services from the releases that are pinned:
# internal/catalogue/models.bin from the API models of botocore, retired.bin from
# those of aws-sdk-go v1 that botocore has no longer, and the tables of
# endpoints in internal/endpoint/table and internal/sdk/gov1 from botocore and aws-sdk-go v1. botocore is
# the package or wheel that BOTOCORE names, else the wheel that pip downloads;
# aws-sdk-go is the module that Go downloads.
set -eu
cd "$(dirname "$0")/.."
if [ -z "${BOTOCORE:-}" ]; then
	release=$(go run ./internal/catalogue/generate -release)
	if ! python3 -m pip --version >/dev/null 2>&1; then
		echo "catalogue: python3 with pip is needed to download botocore $release; or name the package, or its wheel, in BOTOCORE" >&2
		exit 1
	fi
	dir=$(mktemp -d)
	trap 'rm -rf "$dir"' EXIT
	if ! python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest "$dir" "botocore==$release"; then
		echo "catalogue: pip cannot download botocore $release; get its wheel in another way and name it in BOTOCORE" >&2
		exit 1
	fi
	BOTOCORE=$(echo "$dir"/botocore-*.whl)
fi
release=$(go run ./internal/endpoint/table/generate -release)
module=$(go mod download -json "github.com/aws/aws-sdk-go@$release" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
if [ -z "$module" ]; then
	echo "catalogue: Go cannot download the module github.com/aws/aws-sdk-go@$release" >&2
	exit 1
fi
go run ./internal/catalogue/generate -botocore "$BOTOCORE"
go run ./internal/catalogue/generate -missing -botocore "$BOTOCORE" -aws-sdk-go "$module" -o internal/catalogue/retired.bin
go run ./internal/endpoint/table/generate -botocore "$BOTOCORE" -aws-sdk-go "$module"
