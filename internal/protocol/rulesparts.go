package protocol

import (
	"strings"
)

// The endpoint rules of some services put a part of the input into the URL that
// the model of the operation puts there too. It must not come twice.

// requestURI is the operation's path without what the endpoint has of it: the
// bucket of S3.
func (c *Call) requestURI() string {
	uri := c.Operation.RequestURI
	if c.Service.Name == "s3" {
		if rest, ok := strings.CutPrefix(uri, "/{Bucket}"); ok {
			return rest
		}
	}
	if c.Style.REST.CutsSlashes {
		path, query, asked := strings.Cut(uri, "?")
		if len(path) > 1 && strings.HasSuffix(path, "/") {
			uri = path[:len(path)-1]
			if asked {
				uri += "?" + query
			}
		}
	}
	return uri
}

// hostPrefix is what the operation puts before the host, without what the
// endpoint has of it: the account of S3 Control.
func (c *Call) hostPrefix() string {
	if prefix := c.Operation.HostPrefix; prefix != "{AccountId}." || c.Service.Name != "s3control" {
		return prefix
	}
	for _, p := range c.Operation.StaticContextParams {
		if p.Name == "RequiresAccountId" && p.Value == true {
			return ""
		}
	}
	return c.Operation.HostPrefix
}
