// Package sdk has the SDKs: a folder for each, and the list of them. An SDK is
// one place: what it reads, how it writes requests, and how its clients behave.
// Nothing outside asks which SDK it has.
package sdk

import (
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/boto"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
	"github.com/sessctl/sessctl/internal/sdk/gov2"
	"github.com/sessctl/sessctl/internal/sdk/javav2"
	"github.com/sessctl/sessctl/internal/sdk/jsv3"
	"github.com/sessctl/sessctl/internal/sdk/rust"
	"github.com/sessctl/sessctl/internal/sdk/seed"
	"github.com/sessctl/sessctl/internal/sdk/spec"
	"github.com/sessctl/sessctl/internal/sdk/terraform"
	"github.com/sessctl/sessctl/internal/session"
)

// SDK is one of them.
type SDK struct {
	Reading *resolve.Reading
	Manner  func() *dryrun.Manner // made when first asked for
	Block   [][]string            // the headers of the block that the program is configured by, where it has files for that
}

// Default is the one that is followed when none is asked for.
const Default = "spec"

// all are the SDKs in the order in which people are shown them, made when first asked for.
var all = sync.OnceValue(func() []*SDK {
	return []*SDK{
		{Reading: spec.Reading(), Manner: spec.Manner},
		{Reading: seed.Reading(), Manner: seed.Manner},
		{Reading: gov1.Reading(), Manner: gov1.Manner},
		{Reading: gov1.SharedReading(), Manner: gov1.Manner},
		{Reading: gov2.Reading(), Manner: gov2.Manner},
		{Reading: boto.Reading(), Manner: boto.Manner},
		{Reading: boto.CLIReading(), Manner: boto.CLIManner},
		{Reading: jsv3.Reading(), Manner: jsv3.Manner},
		{Reading: terraform.Reading(), Manner: terraform.Manner, Block: [][]string{{"provider", "aws"}}},
		{Reading: rust.Reading(), Manner: rust.Manner},
		{Reading: javav2.Reading(), Manner: javav2.Manner},
	}
})

// beside are the programs that people have to ask for by name: nothing is compared with them.
var beside = sync.OnceValue(func() []*SDK {
	return []*SDK{{Reading: terraform.BackendReading(), Manner: terraform.BackendManner, Block: [][]string{{"terraform"}, {"backend", "s3"}}}}
})

// Beside gives the programs that people have to ask for by name.
func Beside() []*SDK { return slices.Clone(beside()) }

// BesideReadings gives the readings of those.
func BesideReadings() []*resolve.Reading {
	var readings []*resolve.Reading
	for _, s := range beside() {
		readings = append(readings, s.Reading)
	}
	return readings
}

// All gives the SDKs, in the order in which people are shown them.
func All() []*SDK { return slices.Clone(all()) }

// Readings gives the readings of all SDKs.
func Readings() []*resolve.Reading {
	readings := make([]*resolve.Reading, len(all()))
	for i, s := range all() {
		readings[i] = s.Reading
	}
	return readings
}

// retired are the readings that people no longer ship with. They differ from the
// others in nearly every environment, since they read no config file.
var retired = []string{"go-v1.1", "go-v1"}

// Shipping gives the ids of the readings that people still ship with.
func Shipping() []string {
	var ids []string
	for _, rd := range Readings() {
		if !slices.Contains(retired, rd.ID) {
			ids = append(ids, rd.ID)
		}
	}
	return ids
}

// Find gives an SDK by the id of its reading, or an alias.
func Find(name string) (*SDK, bool) {
	for _, s := range slices.Concat(all(), beside()) {
		if strings.EqualFold(s.Reading.ID, name) || slices.ContainsFunc(s.Reading.Aliases, func(a string) bool { return strings.EqualFold(a, name) }) {
			return s, true
		}
	}
	return nil, false
}

// Config is what a session of the SDK begins with.
func (s *SDK) Config() *session.Config {
	return &session.Config{Reading: s.Reading, Stock: &s.Manner().Stock}
}
