#!/bin/sh
# Writes what the program knows of services from the releases that are pinned:
# internal/catalogue/models.bin from the API models of the newest botocore, kept.bin
# from what the botocore that boto3 follows has otherwise, retired.bin from
# those of aws-sdk-go v1 that botocore has no longer, and the tables of endpoints in
# internal/endpoint/table and internal/sdk/gov1 from the botocore that boto3 follows
# and aws-sdk-go v1.
# NEWEST and BOTOCORE name the two botocores, packages or wheels, else pip
# downloads the wheels; aws-sdk-go is the module that Go downloads.
set -eu
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# download prints the wheel of a release of botocore.
download() {
	if ! python3 -m pip --version >/dev/null 2>&1; then
		echo "catalogue: python3 with pip is needed to download botocore $1; or name the package, or its wheel, in $2" >&2
		exit 1
	fi
	if ! python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest "$dir/$1" "botocore==$1" >&2; then
		echo "catalogue: pip cannot download botocore $1; get its wheel in another way and name it in $2" >&2
		exit 1
	fi
	echo "$dir/$1"/botocore-*.whl
}

releases=$(go run ./internal/catalogue/generate -releases)
newest=${NEWEST:-$(download "${releases% *}" NEWEST)}
followed=${BOTOCORE:-$(download "${releases#* }" BOTOCORE)}
release=$(go run ./internal/endpoint/table/generate -release)
module=$(go mod download -json "github.com/aws/aws-sdk-go@$release" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
if [ -z "$module" ]; then
	echo "catalogue: Go cannot download the module github.com/aws/aws-sdk-go@$release" >&2
	exit 1
fi
go run ./internal/catalogue/generate -newest "$newest"
go run ./internal/catalogue/generate -kept -newest "$newest" -botocore "$followed" -o internal/catalogue/kept.bin
go run ./internal/catalogue/generate -missing -newest "$newest" -botocore "$followed" -aws-sdk-go "$module" -o internal/catalogue/retired.bin
go run ./internal/endpoint/table/generate -botocore "$followed" -aws-sdk-go "$module"
