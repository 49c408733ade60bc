package endpoint

import (
	"fmt"
	"regexp"
	"sync"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// Partition is what the rules know of a partition.
type Partition struct {
	Name                 string // "aws", "aws-cn"
	DNSSuffix            string
	DualStackDNSSuffix   string
	ImplicitGlobalRegion string
	SupportsFIPS         bool
	SupportsDualStack    bool
}

func (p *Partition) attr(name string) value {
	switch name {
	case "name":
		return text(p.Name)
	case "dnsSuffix":
		return text(p.DNSSuffix)
	case "dualStackDnsSuffix":
		return text(p.DualStackDNSSuffix)
	case "implicitGlobalRegion":
		return text(p.ImplicitGlobalRegion)
	case "supportsFIPS":
		return boolean(p.SupportsFIPS)
	case "supportsDualStack":
		return boolean(p.SupportsDualStack)
	}
	return value{}
}

func (p *Partition) String() string { return p.Name }

// Partitions tell which partition a region belongs to. It is safe for
// concurrent use.
type Partitions struct {
	byRegion map[string]*Partition
	all      []partition
}

type partition struct {
	Partition
	pattern string
	regexp  func() *regexp.Regexp // nil result when the pattern is not understood
}

// ParsePartitions reads a partitions.json.
func ParsePartitions(text []byte) (*Partitions, error) {
	tree, err := jsontree.ParseWithout(text, "description")
	if err != nil {
		return nil, fmt.Errorf("read the partitions: %w", err)
	}
	list := tree.Get("partitions")
	if list == nil || len(list.Items) == 0 {
		return nil, fmt.Errorf("read the partitions: there are none")
	}
	p := &Partitions{byRegion: map[string]*Partition{}, all: make([]partition, len(list.Items))}
	for i := range list.Items {
		v, one := &list.Items[i], &p.all[i]
		one.Name = v.String("id")
		one.outputs(v.Get("outputs"))
		one.pattern = v.String("regionRegex")
		one.regexp = sync.OnceValue(func() *regexp.Regexp {
			r, err := regexp.Compile(one.pattern)
			if err != nil || one.pattern == "" {
				return nil
			}
			return r
		})
		for _, f := range fields(v.Get("regions")) {
			if p.byRegion[f.Name] != nil {
				continue
			}
			of := &one.Partition
			if len(f.Value.Fields) > 0 { // a region may differ from its partition
				own := one.Partition
				own.outputs(&f.Value)
				of = &own
			}
			p.byRegion[f.Name] = of
		}
	}
	return p, nil
}

func (p *Partition) outputs(v *jsontree.Value) {
	for _, s := range []struct {
		name string
		to   *string
	}{{"name", &p.Name}, {"dnsSuffix", &p.DNSSuffix}, {"dualStackDnsSuffix", &p.DualStackDNSSuffix}, {"implicitGlobalRegion", &p.ImplicitGlobalRegion}} {
		if t := v.String(s.name); t != "" {
			*s.to = t
		}
	}
	if v.Get("supportsFIPS") != nil {
		p.SupportsFIPS = v.Bool("supportsFIPS")
	}
	if v.Get("supportsDualStack") != nil {
		p.SupportsDualStack = v.Bool("supportsDualStack")
	}
}

// Of gives the partition of a region: the one that lists it, else the first
// whose pattern it fits, else the first of all.
func (p *Partitions) Of(region string) *Partition {
	if one := p.byRegion[region]; one != nil {
		return one
	}
	for i := range p.all {
		if r := p.all[i].regexp(); r != nil && r.MatchString(region) {
			return &p.all[i].Partition
		}
	}
	return &p.all[0].Partition
}

// Regions gives the regions that a partition lists, in no order.
func (p *Partitions) Regions(partition string) []string {
	var all []string
	for region, of := range p.byRegion {
		if of.Name == partition {
			all = append(all, region)
		}
	}
	return all
}

func fields(v *jsontree.Value) []jsontree.Field {
	if v == nil {
		return nil
	}
	return v.Fields
}
