package dryrun

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go/logging"

	"github.com/sessctl/sessctl/internal/resolve"
)

// UnsignedPayload is the payload's hash where the body is left out of the signature.
const UnsignedPayload = "UNSIGNED-PAYLOAD"

// Keys are what requests are signed with.
type Keys struct {
	AccessKeyID string
	SecretKey   resolve.Secret
	Token       resolve.Secret // empty for keys that do not expire
}

// Signing says how to sign a request with Signature Version 4, or 4a where it has a
// set of regions.
type Signing struct {
	Keys      Keys
	Service   string // the signing name
	Region    string
	RegionSet []string
	Time      time.Time

	PayloadHash       string // hexadecimal SHA-256 of the body, or one of the words that stand for it
	SingleEncoding    bool   // the path is signed as it is sent; else it is escaped once more
	NormalizePath     bool   // empty segments and dots are taken out of the path that is signed
	SignContentLength bool
	SignNoLength      bool              // a length of nought, too
	Leave             func(string) bool // reports whether a header of the name is left out; nil for none but the signer's own
	Blank             func(rune) bool   // reports whether a character of a header's value is white; nil for spaces alone
	TokenAfter        bool              // the session token is added when all is signed
	SignExpect        bool              // by Signature Version 4a alone
	KeepHeaders       bool              // a presigned request keeps its headers, and signs them all; else most go into the query

	Presign time.Duration // sign in the query, for as long; 0 signs in headers
	Endless bool          // a presigned request does not say for how long
}

// Signed is what signing made of a request, and what it signed.
type Signed struct {
	CanonicalRequest string
	StringToSign     string
	Signature        string
	Headers          []string // the names that are signed, lower case and sorted
}

// Sign signs a request in place. Only its Host, URL, headers and ContentLength
// are looked at; the body is known by its hash.
func (s *Signing) Sign(r *http.Request) (Signed, error) {
	if s.Keys.AccessKeyID == "" || s.Keys.SecretKey == "" {
		return Signed{}, errors.New("sign the request: there are no keys")
	}
	if len(s.RegionSet) > 0 {
		return s.signV4a(r)
	}
	var log signingLog
	signer := v4.NewSigner(func(o *v4.SignerOptions) {
		o.DisableURIPathEscaping = s.SingleEncoding
		o.DisableSessionToken = s.TokenAfter
		o.DisableHeaderHoisting = s.KeepHeaders
		o.LogSigning, o.Logger = true, &log
	})
	keys := aws.Credentials{AccessKeyID: s.Keys.AccessKeyID, SecretAccessKey: s.Keys.SecretKey.Reveal(), SessionToken: s.Keys.Token.Reveal()}
	c := s.signable(r)
	ctx := context.Background()
	var err error
	if s.Presign > 0 {
		err = s.presign(ctx, signer, keys, r, c)
	} else if err = signer.SignHTTP(ctx, keys, c, s.PayloadHash, s.Service, s.Region, s.Time); err == nil {
		for _, name := range []string{"Authorization", "X-Amz-Date", "X-Amz-Security-Token"} {
			if v := c.Header[name]; len(v) > 0 {
				r.Header[name] = v
			}
		}
		if s.TokenAfter && s.Keys.Token != "" {
			r.Header.Set("X-Amz-Security-Token", s.Keys.Token.Reveal())
		}
	}
	if err != nil {
		return Signed{}, fmt.Errorf("sign the request for %s in %s: %w", s.Service, s.Region, err)
	}
	signed := log.signed(r)
	if s.SignNoLength && s.Presign == 0 {
		signed = s.signNoLength(r, signed)
	}
	return signed, nil
}

// signable is a copy of a request for the signer to change, with the path as
// it is to be signed.
func (s *Signing) signable(r *http.Request) *http.Request {
	c := r.Clone(context.Background())
	path := r.URL.EscapedPath()
	if r.URL.Opaque != "" {
		path = r.URL.Opaque
		if rest, ok := strings.CutPrefix(path, "//"); ok {
			if i := strings.IndexByte(rest, '/'); i >= 0 {
				path = rest[i:]
			} else {
				path = ""
			}
		}
	}
	if s.NormalizePath {
		path = normalizePath(path)
	}
	if path == "" {
		path = "/"
	}
	// An opaque URL keeps the signer from escaping the path by rules of its own.
	c.URL.Opaque = "//" + r.URL.Host + path
	if !s.SignContentLength {
		c.ContentLength = 0
	}
	for name, values := range c.Header {
		switch {
		case s.Leave != nil && s.Leave(name):
			delete(c.Header, name)
		case s.Blank != nil && (s.Presign == 0 || s.KeepHeaders): // else most go into the query as they are
			for i, v := range values {
				values[i] = strings.Join(strings.FieldsFunc(v, s.Blank), " ")
			}
		}
	}
	return c
}

// presign signs c in its query, and gives r the headers that are signed
// and the query.
func (s *Signing) presign(ctx context.Context, signer *v4.Signer, keys aws.Credentials, r, c *http.Request) error {
	if !s.Endless {
		expires := "X-Amz-Expires=" + strconv.FormatInt(int64(s.Presign/time.Second), 10)
		if c.URL.RawQuery != "" {
			expires = c.URL.RawQuery + "&" + expires
		}
		c.URL.RawQuery = expires
	}
	signed, headers, err := signer.PresignHTTP(ctx, keys, c, s.PayloadHash, s.Service, s.Region, s.Time)
	if err != nil {
		return err
	}
	_, query, _ := strings.Cut(signed, "?")
	if s.TokenAfter && s.Keys.Token != "" {
		query += "&X-Amz-Security-Token=" + url.QueryEscape(s.Keys.Token.Reveal())
	}
	r.URL.RawQuery = query
	for name := range r.Header {
		if _, ok := headers[name]; !ok {
			delete(r.Header, name) // hoisted into the query, or no part of what is shared
		}
	}
	return nil
}

// normalizePath takes empty segments, "." and ".." out of a path.
func normalizePath(path string) string {
	var kept []string
	for _, segment := range strings.Split(path, "/") {
		switch segment {
		case "", ".":
		case "..":
			kept = kept[:max(0, len(kept)-1)]
		default:
			kept = append(kept, segment)
		}
	}
	if len(kept) == 0 {
		return "/"
	}
	normal := "/" + strings.Join(kept, "/")
	if strings.HasSuffix(path, "/") {
		normal += "/"
	}
	return normal
}

// HashOf is the hexadecimal SHA-256 of a body.
func HashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// signingLog takes down what the signer logs: the canonical request and the
// string to sign, which it gives out in no other way.
type signingLog struct{ canonical, toSign string }

func (l *signingLog) Logf(_ logging.Classification, _ string, v ...any) {
	if len(v) >= 2 {
		l.canonical, _ = v[0].(string)
		l.toSign, _ = v[1].(string)
	}
}

func (l *signingLog) signed(r *http.Request) Signed {
	s := Signed{CanonicalRequest: l.canonical, StringToSign: l.toSign}
	// The signed names are the last line but one.
	if lines := strings.Split(l.canonical, "\n"); len(lines) > 2 {
		s.Headers = strings.Split(lines[len(lines)-2], ";")
	}
	if _, signature, ok := strings.Cut(r.Header.Get("Authorization"), "Signature="); ok {
		s.Signature = signature
	} else {
		s.Signature = r.URL.Query().Get("X-Amz-Signature")
	}
	return s
}
