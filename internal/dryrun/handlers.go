package dryrun

import (
	"slices"

	"github.com/sessctl/sessctl/internal/handlers"
)

// recorder is the name of the handler that stands where one would send.
const recorder = "sessctl.RecordHandler"

// protocolNames are the packages of aws-sdk-go by the protocols they speak;
// handlers are named after them.
var protocolNames = map[string]string{
	"json": "jsonrpc", "query": "query", "ec2": "ec2query", "rest-json": "restjson", "rest-xml": "restxml",
	"smithy-rpc-v2-cbor": "rpcv2cbor",
}

// install pushes the handlers that a client has beyond its session's, as
// aws-sdk-go's clients do (service/s3/service.go, newClient). What they do
// hangs on the request, so a session's clients can share them.
func (c *Client) install() {
	h := &c.Handlers
	p := "awssdk." + protocolNames[c.Protocol()]
	sign := "v4.SignRequestHandler"
	if c.Model.SignatureVersion == "v2" {
		sign = "v2.SignRequestHandler"
	}
	h.Sign.PushBackNamed(stage(sign, (*Call).sign))
	h.Build.PushBackNamed(stage(p+".Build", (*Call).build))
	h.Unmarshal.PushBackNamed(stage(p+".Unmarshal", (*Call).unmarshal))
	h.UnmarshalMeta.PushBackNamed(stage(p+".UnmarshalMeta", (*Call).unmarshalMeta))
	h.UnmarshalError.PushBackNamed(stage(p+".UnmarshalError", (*Call).unmarshalError))
	h.AfterRetry.Swap("core.AfterRetryHandler", stage("core.AfterRetryHandler", (*Call).afterRetry))
	h.Send.Swap("core.SendHandler", stage(recorder, (*Call).record))
}

// stage makes a handler of what a call does at one.
func stage(name string, do func(*Call)) handlers.Named {
	return handlers.Named{Name: name, Fn: func(r *handlers.Request) {
		if c, ok := r.Input.(*Call); ok {
			do(c)
		}
	}}
}

// Protocol is the one that the reading's SDK speaks with the service: a forced
// one, else the first it knows of those that are offered.
func (c *Client) Protocol() string {
	if c.forced != "" {
		return c.forced
	}
	prefer, own := c.Manner.Protocols.Of[c.Model.Name]
	if !own {
		prefer = c.Manner.Protocols.Prefer
	}
	for _, p := range prefer {
		if slices.Contains(c.Model.Protocols, p) {
			return p
		}
	}
	return c.Model.Protocol
}
