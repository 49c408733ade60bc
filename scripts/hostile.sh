#!/bin/sh
# The campaign of internal/hostile for TIME (15m), from SEED or one of the clock,
# which it prints. SECRETS=report prints secrets on the screen without failing.
set -eu
cd "$(dirname "$0")/.."
seed=${SEED:-$(date +%s)}
echo "seed $seed"
exec go test ./internal/hostile -count=1 -v -timeout 30m -args -seed "$seed" -for "${TIME:-15m}" -secrets "${SECRETS:-fail}"
