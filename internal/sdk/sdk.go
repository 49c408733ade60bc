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
}

// Default is the one that is followed when none is asked for.
const Default = "spec"

// all are the SDKs in the order in which people are shown them, made when first asked for.
var all = sync.OnceValue(func() []*SDK {
	return []*SDK{
		{spec.Reading(), spec.Manner},
		{seed.Reading(), seed.Manner},
		{gov1.Reading(), gov1.Manner},
		{gov1.SharedReading(), gov1.Manner},
		{gov2.Reading(), gov2.Manner},
		{boto.Reading(), boto.Manner},
		{boto.CLIReading(), boto.CLIManner},
		{jsv3.Reading(), jsv3.Manner},
		{terraform.Reading(), gov2.Manner},
		{rust.Reading(), rust.Manner},
		{javav2.Reading(), javav2.Manner},
	}
})

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
	for _, s := range all() {
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
