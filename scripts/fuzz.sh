#!/bin/sh
# Runs every fuzz target for the given time each; findings are kept as corpus
# below testdata/fuzz of the package. An input that reaches new code is made smaller
# for a second at most: for a minute, which is usual, a target would look hung.
set -eu
cd "$(dirname "$0")/.."
time=${1:-10m}
for pkg in $(go list ./...); do
	for target in $(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
		printf '== %s %s for %s\n' "$pkg" "$target" "$time"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1s "$pkg"
	done
done
