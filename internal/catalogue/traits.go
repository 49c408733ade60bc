package catalogue

import "github.com/sessctl/sessctl/internal/jsontree"

// traitOf gives the trait of a shape or member that a model's field stands for.
func traitOf(field string) Trait {
	switch field {
	case "box":
		return Boxed
	case "flattened":
		return Flattened
	case "streaming":
		return Streaming
	case "requiresLength":
		return RequiresLength
	case "sensitive":
		return Sensitive
	case "idempotencyToken":
		return IdempotencyToken
	case "hostLabel":
		return HostLabel
	case "jsonvalue":
		return JSONValue
	case "xmlAttribute":
		return XMLAttribute
	case "eventstream":
		return EventStream
	case "event":
		return Event
	case "eventpayload":
		return EventPayload
	case "eventheader":
		return EventHeader
	case "union":
		return Union
	case "document":
		return Document
	case "sparse":
		return Sparse
	case "wrapper":
		return Wrapper
	case "exception":
		return Exception
	case "fault":
		return Fault
	case "deprecated":
		return Deprecated
	case "endpointdiscoveryid":
		return EndpointDiscoveryID
	case "synthetic":
		return Synthetic
	}
	return 0
}

func traits(v *jsontree.Value) (t Trait) {
	for i := range v.Fields {
		if isTrue(&v.Fields[i].Value) {
			t |= traitOf(v.Fields[i].Name)
		}
	}
	return t
}

// isTrue also takes "true", as some protocol tests have it.
func isTrue(v *jsontree.Value) bool {
	return v.Text == "true" && (v.Kind == jsontree.Bool || v.Kind == jsontree.String)
}

func operationTraits(v *jsontree.Value) (t Trait) {
	for i := range v.Fields {
		f := &v.Fields[i].Value
		switch v.Fields[i].Name {
		case "endpointdiscovery":
			t |= EndpointDiscovery
			if f.Bool("required") {
				t |= EndpointDiscoveryRequired
			}
			continue
		}
		if !isTrue(f) {
			continue
		}
		switch v.Fields[i].Name {
		case "deprecated":
			t |= Deprecated
		case "idempotent":
			t |= Idempotent
		case "readonly":
			t |= ReadOnly
		case "unsignedPayload":
			t |= UnsignedPayload
		case "endpointoperation":
			t |= EndpointOperation
		}
	}
	return t
}
