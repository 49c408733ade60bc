#!/bin/sh
# The campaign of internal/hostile for TIME (15m), from SEED or one of the clock,
# which it prints; before it, secrets planted from the same seed in everything that
# describes an environment. SECRETS=report prints secrets without failing.
set -eu
cd "$(dirname "$0")/.."
seed=${SEED:-$(date +%s)}
echo "seed $seed"
SESSCTL_TEST_PLANTS_SEED=$seed go test ./cmd/sessctl -count=1 -run TestNoPlantedSecret || [ "${SECRETS:-fail}" != fail ]
exec go test ./internal/hostile -count=1 -v -timeout 30m -args -seed "$seed" -for "${TIME:-15m}" -secrets "${SECRETS:-fail}"
