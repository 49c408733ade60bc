// Package suite has no code of its own: its tests run the conformance suites of
// testdata/conformance, which come from the SDKs themselves, and whatever the
// folder named by SESSCTL_CASES holds in the same layout, so that cases can be
// added without touching a test. Run those with -count=1: go test keeps earlier
// results, and does not see what changes out there.
package suite
