package gov1

import (
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// transport follows setTLSOptions (aws/session/session.go): a certificate
// file that cannot be used makes building the session fail.
func transport(r *resolve.Run, cfg *config) {
	if v := r.Setting("ca_bundle"); v != nil && v.Set {
		if fault := bundle(r, origin.Candidate{Value: v.Value, Origin: v.Origin}); fault != nil {
			r.Fail(fault.code, fault.origin, fault.help, "%s", fault.message)
		}
	}
	cert, key := r.Setting("client_tls_cert"), r.Setting("client_tls_key")
	const help = "AWS_SDK_GO_CLIENT_TLS_CERT and AWS_SDK_GO_CLIENT_TLS_KEY name a certificate and its key, both in PEM"
	for _, v := range []*resolve.Value{cert, key} {
		if !v.Set {
			continue
		}
		if f := r.Env.File(v.Value); f.Err != nil {
			r.Fail("client-certificate", v.Origin, help, "the file of %s cannot be read: %s", v.Origin.Name, f.Reason())
			return
		}
	}
	switch {
	case cert.Set != key.Set:
		v := cert
		if key.Set {
			v = key
		}
		r.Fail("client-certificate", v.Origin, help, "%s is set alone", v.Origin.Name)
	case cert.Set && !HoldsPEM(r.Env.File(cert.Value).Data, "CERTIFICATE"):
		r.Fail("client-certificate", cert.Origin, help, "the file of %s has no certificate", cert.Origin.Name)
	case key.Set && !HoldsPEM(r.Env.File(key.Value).Data, "PRIVATE KEY"):
		r.Fail("client-certificate", key.Origin, help, "the file of %s has no private key", key.Origin.Name)
	}
}

// bundle says what is wrong with a CA bundle (loadCertPool).
func bundle(r *resolve.Run, c origin.Candidate) *loadFault {
	fault := &loadFault{code: "ca-bundle", origin: c.Origin, help: "name a file of certificates in PEM, or unset it"}
	f := r.Env.File(c.Value)
	switch {
	case f.Err != nil:
		fault.message = "ca_bundle: " + c.Value + " cannot be read: " + f.Reason()
	case !HoldsPEM(f.Data, "CERTIFICATE"):
		fault.message = "the CA bundle has no certificate"
	default:
		return nil
	}
	return fault
}

// monitoring: client-side monitoring opens a socket when the session is
// built (aws/csm/enable.go, Start), which fails for a port that is none.
func monitoring(r *resolve.Run) {
	port, host := r.Setting("csm_port"), r.Setting("csm_host")
	if r.Value("csm_enabled") != "true" {
		return
	}
	if !isPort(port.Value) {
		r.Fail("invalid-value", port.Origin, "use a number up to 65535", "client-side monitoring is on, and csm_port is no port")
	}
	if h := host.Value; !allowedHost(h) {
		r.Problem(resolve.Problem{Code: "csm-host", Severity: resolve.SevNote, Origin: host.Origin,
			Message: "client-side monitoring is on: building the session fails where " + h + " cannot be reached"})
	}
}

// isPort reports whether net.Dial takes a text for a UDP port. Of names it is
// sure of one only; others depend on the machine.
func isPort(s string) bool {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "+"), 10, 64)
	return err == nil && n <= 65535 || strings.EqualFold(s, "domain")
}
