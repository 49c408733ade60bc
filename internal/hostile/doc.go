// Package hostile is a campaign against the program as people run it: secrets
// planted where they may stand and where they should not, files that are no
// files, full disks, readers that have gone, signals, terminals, shells, models
// and responses made in bad faith. Its cases are drawn anew from a seed; a fault
// names the seed and the case, which repeat it:
//
//	go test ./internal/hostile -args -seed SEED -case CASE
//
// `go test` runs a sample, `make hostile` a quarter of an hour.
package hostile
