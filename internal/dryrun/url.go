package dryrun

import (
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/protocol"
)

// joinURL puts a message's path, query and host prefix to the URL of an endpoint,
// as it stands (botocore 1.43.11, awsrequest.py, _urljoin).
func (c *Client) joinURL(base, bucket string, m *protocol.Message) string {
	urls := &c.Manner.URLs
	scheme, rest, ok := strings.Cut(base, "://")
	if !ok {
		return base
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	host, path := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	if p := c.Protocol(); urls.FormsToRoot && (p == protocol.Query || p == protocol.EC2) {
		path = "/"
	}
	if urls.DropsDefaultPort {
		host = strings.TrimSuffix(host, map[string]string{"https": ":443", "http": ":80"}[scheme])
	}
	slash := urls.EndsInSlash != nil && urls.EndsInSlash(c.Model.Name, bucket)
	switch ends := strings.HasSuffix(path, "/"); {
	case m.Path == "" || m.Path == "/":
		if path == "" || !ends && slash || path != "/" && urls.DoublesSlashes && strings.HasPrefix(c.Protocol(), "rest-") {
			path += "/"
		}
	case ends && strings.HasPrefix(m.Path, "/") && (path == "/" || !urls.DoublesSlashes):
		path = path[:len(path)-1] + m.Path
	default:
		path += m.Path
	}
	if query != "" && m.Query != "" {
		query += "&"
	}
	if query += m.Query; query != "" || m.Asks {
		query = "?" + query
	}
	return scheme + "://" + m.Prefix + host + path + query
}

// switchHost gives the scheme and host of another endpoint to a URL.
func switchHost(base, other string) string {
	to, err := url.Parse(other)
	u, err2 := url.Parse(base)
	if err != nil || err2 != nil || to.Host == "" {
		return base
	}
	u.Scheme, u.Host = to.Scheme, to.Host
	return u.String()
}
