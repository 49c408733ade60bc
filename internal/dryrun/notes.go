package dryrun

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// NoSigner is why a request is not signed whose signing handler was taken out.
const NoSigner = "no handler of the Sign list signs it"

// conclude says what a person should know of a request whose handlers have run.
func (c *Call) conclude() {
	if c.Err != nil {
		return
	}
	c.showEvents()
	c.Stale = c.stale()
	if c.Signed == nil && c.Unsigned == "" {
		c.Unsigned = NoSigner
	}
	c.noteUnsignedHeaders()
	c.noteCallsBefore()
	c.noteRemoved()
	c.noteTwice()
	c.noteSigV4InPlace()
	r := c.Request
	if given := r.HTTP.Header.Get("Content-Length"); given != "" && given != fmt.Sprint(len(r.Body)) {
		c.note("Content-Length is %s, and the body has %d bytes", given, len(r.Body))
	}
	for _, name := range slices.Sorted(maps.Keys(r.HTTP.Header)) {
		if !sendable(strings.Join(r.HTTP.Header[name], "")) {
			c.note("the header %s has a line break or another control character, and no HTTP library sends it", name)
		}
	}
	for _, p := range c.Options.Push {
		if !slices.Contains(c.ran, p.Stage) && len(c.Options.Answers) == 0 {
			c.note("the list %s is not run, since nothing answers the request; --simulate does", p.Stage)
		}
	}
}

// noteUnsignedHeaders names the headers of AWS that the signature does not
// cover: services refuse a request that has one.
func (c *Call) noteUnsignedHeaders() {
	if c.Signed == nil || len(c.Signed.Headers) == 0 || c.signedAs == nil {
		return
	}
	var added []string
	for name := range c.Request.HTTP.Header {
		_, before := c.signedAs.header[name]
		if !before && strings.HasPrefix(strings.ToLower(name), "x-amz-") && !slices.Contains(c.Signed.Headers, strings.ToLower(name)) {
			added = append(added, http.CanonicalHeaderKey(name))
		}
	}
	slices.Sort(added)
	if len(added) > 0 {
		c.note("%s came after the signature; services want every X-Amz- header signed", strings.Join(added, ", "))
	}
}

// noteCallsBefore names the calls that the SDK makes before this one, on whose
// answers it hangs: what is shown is then not what goes out in the end.
func (c *Call) noteCallsBefore() {
	enabled := c.Client.Config.Value("endpoint_discovery_enabled")
	required := c.Op.Is(catalogue.EndpointDiscoveryRequired)
	if c.Client.Custom.Value == "" && (required || c.Op.Is(catalogue.EndpointDiscovery) && enabled == "true") {
		c.note("the SDK first asks the service's endpoint operation for the host to call: this one is only where that call goes")
	}
	if c.Endpoint.Scheme == sessionScheme {
		c.note("the SDK first calls CreateSession, and signs with the keys of its answer")
	}
}

// noteTwice warns of a URL that S3 refuses.
func (c *Call) noteTwice() {
	u := c.Request.HTTP.URL
	if c.Signed != nil && c.Options.Presign > 0 && c.Endpoint.Scheme == "sigv4a" && c.Endpoint.Single && c.Client.Manner.Presigning.TwiceV4a &&
		u != nil && strings.Contains(u.EscapedPath(), "%") {
		c.note("the SDK signs the path escaped twice, which S3 does not: it refuses this URL. Keys without characters to escape work")
	}
}

// noteSigV4InPlace says that a set of regions is signed for as if it was one region.
func (c *Call) noteSigV4InPlace() {
	set := c.Client.Config.Value("sigv4a_signing_region_set")
	if c.Signed != nil && c.Client.Manner.Signing.SigV4aForAllAlone && c.Endpoint.Scheme == "sigv4" && set != "" && c.Endpoint.SigningRegion == set {
		c.note("the endpoint wants SigV4a, and with sigv4a_signing_region_set the SDK signs by SigV4 for the region %s, which the service refuses; leave the setting out, or give *", set)
	}
}

func (c *Call) note(format string, args ...any) {
	if n := fmt.Sprintf(format, args...); !slices.Contains(c.Notes, n) {
		c.Notes = append(c.Notes, n)
	}
}

// sendable reports whether a text can be the value of a header.
func sendable(value string) bool {
	return strings.IndexFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) < 0
}
