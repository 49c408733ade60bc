package rust

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/protocol"
)

// cutRoute53IDs takes one prefix off an id, and not what it knows no prefix of
// (aws-sdk-route53 1.132.0, route53_resource_id_preprocessor.rs).
func cutRoute53IDs(c *protocol.Call) {
	if c.Operation.Input == nil {
		return
	}
	members := c.Operation.Input.Shape.Members
	for i := range members {
		switch members[i].Shape.Name {
		case "ResourceId", "DelegationSetId", "ChangeId":
			if id := c.Input.Get(members[i].Name); id != nil && id.Kind == protocol.String {
				id.Text = withoutKind(id.Text)
			}
		}
	}
}

func withoutKind(id string) string {
	for _, kind := range []string{"hostedzone/", "change/", "delegationset/"} {
		for _, prefix := range []string{"/" + kind, kind} {
			if rest, ok := strings.CutPrefix(id, prefix); ok {
				return rest
			}
		}
	}
	return id
}

// targets are the alias targets of a batch of changes, by where they stand.
func targets(c *protocol.Call) map[string]*protocol.Value {
	all := map[string]*protocol.Value{}
	changes := c.Input.Get("ChangeBatch").Get("Changes")
	if changes == nil {
		return nil
	}
	for i := range changes.Items {
		if target := changes.Items[i].Get("ResourceRecordSet").Get("AliasTarget"); target != nil && target.Kind == protocol.Map {
			all[fmt.Sprintf("ChangeBatch.Changes[%d].ResourceRecordSet.AliasTarget", i)] = target
		}
	}
	return all
}

// judgeTargets: a target's health is a plain bool, false where nothing is said of it
// (types/_alias_target.rs).
func judgeTargets(c *protocol.Call) {
	for _, target := range targets(c) {
		if v := target.Get("EvaluateTargetHealth"); v == nil || v.Kind == protocol.Null {
			target.Set("EvaluateTargetHealth", protocol.Boolean(false))
		}
	}
}

// dropPublic: that a zone is not private is not written (protocol_serde/shape_hosted_zone_config.rs).
func dropPublic(c *protocol.Call) {
	zone := c.Input.Get("HostedZoneConfig")
	if v := zone.Get("PrivateZone"); v != nil && v.Kind == protocol.Bool && !v.True {
		zone.Delete("PrivateZone")
	}
}

// needChanges misses what the builders of the types need (types/_change_batch.rs,
// _alias_target.rs).
func needChanges(c *protocol.Call) []protocol.Problem {
	var problems []protocol.Problem
	need := func(v *protocol.Value, path, name string) {
		if m := v.Get(name); m == nil || m.Kind == protocol.Null {
			problems = append(problems, protocol.Problem{Path: path + "." + name, Code: protocol.Missing, Message: "is required"})
		}
	}
	if batch := c.Input.Get("ChangeBatch"); batch != nil && batch.Kind == protocol.Map {
		need(batch, "ChangeBatch", "Changes")
	}
	for path, target := range targets(c) {
		need(target, path, "HostedZoneId")
		need(target, path, "DNSName")
	}
	return problems
}
