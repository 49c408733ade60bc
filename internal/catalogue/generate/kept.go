package main

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/catalogue/release"
)

// kept writes what the release that boto3 follows says of requests otherwise than
// the newest: services that are gone, or in which a call of old would be refused or
// be another request, and endpoint rules.
func kept(o options) (string, error) {
	old, newest, err := bothReleases(o)
	if err != nil {
		return "", err
	}
	was, err := old.items()
	if err != nil {
		return "", err
	}
	is, err := newest.items()
	if err != nil {
		return "", err
	}
	now := map[string]catalogue.Item{}
	for _, it := range is {
		now[it.Service.Name] = it
	}
	var items []catalogue.Item
	var why string
	for _, it := range was {
		successor, there := now[it.Service.Name]
		reason := "it is gone"
		if there {
			reason = otherwise(it.Service, successor.Service)
		}
		switch sameRules := bytes.Equal(it.RuleSet, successor.RuleSet); {
		case reason != "":
		case sameRules:
			continue
		default:
			it.RulesOnly, reason = true, "endpoint rules"
		}
		items = append(items, it)
		why += fmt.Sprintf("\n  %s: %s", it.Service.Name, reason)
	}
	said, err := write(o, old, items)
	return said + why, err
}

// bothReleases are the one that boto3 follows and the newest.
func bothReleases(o options) (old, newest layout, err error) {
	if old, err = pythonLayout(o.botocore, release.Botocore, o.anyRelease); err != nil {
		return old, newest, err
	}
	newest, err = pythonLayout(o.newest, release.Models, o.anyRelease)
	return old, newest, err
}

// What has no part in a request: what is said of responses and to people.
const (
	silentOfOperations = catalogue.Deprecated | catalogue.Idempotent | catalogue.ReadOnly
	silentOfShapes     = catalogue.Deprecated | catalogue.Sensitive | catalogue.Boxed
)

// otherwise says what of a service would make a request that its newest model
// builds another than the one that its old model builds, or have it refused; ""
// when everything old is still said.
func otherwise(was, is *catalogue.Service) string {
	facts := func(s *catalogue.Service) map[string]any {
		f := map[string]any{"the service id": s.ID, "the endpoint prefix": s.EndpointPrefix, "the global endpoint": s.GlobalEndpoint,
			"the signature": s.SignatureVersion, "the signing name": s.SigningName, "the signing": s.Auth, "the target": s.TargetPrefix,
			"the compatibility with query": s.AWSQueryCompatible, "the checksum": s.ChecksumFormat}
		if slices.Contains(offered(was), "json") {
			f["the version of JSON"] = s.JSONVersion
		}
		if !slices.ContainsFunc(offered(was), ofJSON) {
			f["the XML namespace"] = s.XMLNamespace
		}
		return f
	}
	if what := firstDifference(facts(was), facts(is)); what != "" {
		return what
	}
	for _, p := range was.ClientContextParams {
		if !slices.Contains(is.ClientContextParams, p) {
			return "the client parameter " + p.Name
		}
	}
	if !sameProtocols(offered(was), offered(is)) {
		return "the protocols"
	}
	rest := slices.ContainsFunc(offered(was), func(protocol string) bool { return strings.HasPrefix(protocol, "rest-") })
	for _, op := range was.Operations {
		now := is.Operation(op.Name)
		if what := otherwiseCalled(op, now); what != "" {
			return op.Name + ": " + what
		}
		if rest && !hasBody(op.Input) && hasBody(now.Input) {
			return op.Name + ": it has a body now, if an empty one"
		}
	}
	return ""
}

// hasBody reports whether a member of an input stands in the body: where none can,
// the protocols with paths send none.
func hasBody(input *catalogue.Member) bool {
	return input != nil && slices.ContainsFunc(input.Shape.Members, func(m catalogue.Member) bool { return m.Location == catalogue.InBody })
}

func offered(s *catalogue.Service) []string {
	if len(s.Protocols) > 0 {
		return s.Protocols
	}
	return []string{s.Protocol}
}

func ofJSON(protocol string) bool { return protocol == "json" || protocol == "rest-json" }

// sameProtocols reports whether a client chooses as before: CBOR comes after all
// that botocore would rather speak (botocore 1.43.11, parsers and serialize,
// PRIORITY_ORDERED_SUPPORTED_PROTOCOLS).
func sameProtocols(was, is []string) bool {
	for _, p := range was {
		if !slices.Contains(is, p) {
			return false
		}
	}
	for _, p := range is {
		if !slices.Contains(was, p) && !(p == "smithy-rpc-v2-cbor" && slices.ContainsFunc(was, ofJSON)) {
			return false
		}
	}
	return true
}

func otherwiseCalled(was, is *catalogue.Operation) string {
	if is == nil {
		return "it is gone"
	}
	facts := func(op *catalogue.Operation) map[string]any {
		return map[string]any{"its name in messages": op.WireName, "the method": op.Method, "the path": op.RequestURI, "the host's prefix": op.HostPrefix,
			"the signing": op.Auth, "who signs": op.AuthType, "the compression": op.Compression, "the checksum": op.Checksum,
			"the traits": op.Traits &^ silentOfOperations}
	}
	if what := firstDifference(facts(was), facts(is)); what != "" {
		return what
	}
	for _, p := range was.StaticContextParams {
		if !slices.ContainsFunc(is.StaticContextParams, func(q catalogue.StaticParam) bool { return reflect.DeepEqual(p, q) }) {
			return "the endpoint parameter " + p.Name
		}
	}
	for _, p := range was.OperationContextParams {
		if !slices.Contains(is.OperationContextParams, p) {
			return "the endpoint parameter " + p.Name
		}
	}
	for _, e := range was.Errors {
		if what := otherwiseFailed(e, is.Errors); what != "" {
			return what
		}
	}
	switch {
	case was.Input == nil:
		if is.Input != nil && len(is.Input.Shape.Members) > 0 {
			return "the input"
		}
		return ""
	case is.Input == nil:
		return "the input"
	}
	return otherwiseUsed(was.Input, is.Input, map[[2]*catalogue.Shape]bool{})
}

// otherwiseFailed compares what decides about retries.
func otherwiseFailed(was *catalogue.Shape, now []*catalogue.Shape) string {
	const retries = catalogue.Retryable | catalogue.Throttling
	if was.Traits&retries == 0 {
		return ""
	}
	for _, is := range now {
		if is.Name == was.Name && is.Code() == was.Code() && is.Traits&retries == was.Traits&retries {
			return ""
		}
	}
	return "the error " + was.Name
}

// otherwiseUsed compares two uses of a shape in an input. A member may come if
// nobody has to give it.
func otherwiseUsed(was, is *catalogue.Member, seen map[[2]*catalogue.Shape]bool) string {
	facts := func(m *catalogue.Member) map[string]any {
		return map[string]any{"the traits": m.Traits &^ silentOfShapes, "the place": m.Location, "the format": m.TimestampFormat, "the name in messages": m.LocationName,
			"the name in queries": m.QueryName, "the XML namespace": m.XMLNamespace}
	}
	if what := firstDifference(facts(was), facts(is)); what != "" {
		return what + " of " + was.Shape.Name
	}
	if was.ContextParam != "" && was.ContextParam != is.ContextParam {
		return "the endpoint parameter " + was.ContextParam
	}
	return otherwiseShaped(was.Shape, is.Shape, seen)
}

func otherwiseShaped(was, is *catalogue.Shape, seen map[[2]*catalogue.Shape]bool) string {
	both := [2]*catalogue.Shape{was, is}
	if seen[both] {
		return ""
	}
	seen[both] = true
	facts := func(s *catalogue.Shape) map[string]any {
		return map[string]any{"the kind": s.Kind, "the traits": s.Traits &^ silentOfShapes, "the payload": s.Payload, "the format": s.TimestampFormat,
			"the name in messages": s.LocationName, "the XML namespace": s.XMLNamespace, "the least length or value": s.Min}
	}
	if what := firstDifference(facts(was), facts(is)); what != "" {
		return what + " of " + was.Name
	}
	for _, part := range [][2]*catalogue.Member{{was.Key, is.Key}, {was.Value, is.Value}} {
		if part[0] != nil {
			if what := otherwiseUsed(part[0], part[1], seen); what != "" {
				return what
			}
		}
	}
	for i := range was.Members {
		m := is.Member(was.Members[i].Name)
		if m == nil {
			return was.Name + "." + was.Members[i].Name + " is gone"
		}
		if what := otherwiseUsed(&was.Members[i], m, seen); what != "" {
			return what
		}
	}
	for i := range is.Members {
		m := &is.Members[i]
		if was.Member(m.Name) == nil && (m.Is(catalogue.Required) || m.Is(catalogue.IdempotencyToken)) {
			return was.Name + "." + m.Name + " is new, and not left out"
		}
	}
	return ""
}

// firstDifference names a fact that differs, the first by name.
func firstDifference(was, is map[string]any) string {
	var names []string
	for name := range was {
		if !same(was[name], is[name]) {
			names = append(names, name)
		}
	}
	if names == nil {
		return ""
	}
	return slices.Min(names)
}

// same is reflect.DeepEqual, for which no list and an empty one are two things.
func same(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if x.Kind() == reflect.Slice && x.Len()+y.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a, b)
}
