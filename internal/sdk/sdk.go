// Package sdk lists the SDKs whose sessions can be examined. Each has a folder
// of its own, which is the one place that knows how that SDK reads an
// environment, writes requests and configures clients.
package sdk

import (
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/boto"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
	"github.com/sessctl/sessctl/internal/sdk/gov2"
	"github.com/sessctl/sessctl/internal/sdk/javav2"
	"github.com/sessctl/sessctl/internal/sdk/jsv3"
	"github.com/sessctl/sessctl/internal/sdk/seed"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

// SDK is an SDK: how it makes a session of an environment.
type SDK struct {
	Reading *resolve.Reading
}

// all are the SDKs in the order in which people are shown them, made when first asked for.
var all = sync.OnceValue(func() []*SDK {
	return []*SDK{
		{Reading: spec.Reading()},
		{Reading: seed.Reading()},
		{Reading: gov1.Reading()},
		{Reading: gov1.SharedReading()},
		{Reading: gov2.Reading()},
		{Reading: boto.Reading()},
		{Reading: boto.CLIReading()},
		{Reading: jsv3.Reading()},
		{Reading: javav2.Reading()},
	}
})

// Default is the SDK whose reading is used when none is asked for.
const Default = "spec"

// All gives all SDKs.
func All() []*SDK { return slices.Clone(all()) }

// Readings gives the readings of all SDKs.
func Readings() []*resolve.Reading {
	readings := make([]*resolve.Reading, len(all()))
	for i, s := range all() {
		readings[i] = s.Reading
	}
	return readings
}

// Find gives an SDK by the id or an alias of its reading.
func Find(name string) (*SDK, bool) {
	for _, s := range all() {
		if strings.EqualFold(s.Reading.ID, name) || slices.ContainsFunc(s.Reading.Aliases, func(a string) bool { return strings.EqualFold(a, name) }) {
			return s, true
		}
	}
	return nil, false
}
