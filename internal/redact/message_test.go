package redact

import "testing"

func TestMessage(t *testing.T) {
	for in, want := range map[string]string{
		`unknown setting "q7Zr8tXw2Lp9Kd": sessctl settings lists them`:       `unknown setting "********": sessctl settings lists them`,
		`--at "wJalr7XUtn/FEMI9K7MDENG" is no time`:                           `--at "********" is no time`,
		`--at "BchUysfGhCMkytdHdxML-_XUDVusexKoBCv356Mrqj" is no time`:        `--at "********" is no time`,
		`unknown reading "1b0892372435f667a219090436c34755"`:                  `unknown reading "********"`,
		`handler "Build:back:q7Zr8tXw2Lp9Kd": expected KIND`:                  `handler "Build:back:********": expected KIND`,
		`unknown setting "services.s3control.endpoint_url"`:                   `unknown setting "services.s3control.endpoint_url"`,
		`unknown operation "ListObjectsV2WithAcl" of s3`:                      `unknown operation "ListObjectsV2WithAcl" of s3`,
		`--home /tmp/TestOfSomething1234567/001/home: no such directory`:      `--home /tmp/TestOfSomething1234567/001/home: no such directory`,
		`read arn:aws:iam::111122223333:role/Admin in eu-west-1`:              `read arn:aws:iam::111122223333:role/Admin in eu-west-1`,
		"the security token 4f9c2a7b1d8e6f305a4b3c2d1e0f9a8b is not valid":    "the security token ******** is not valid",
		`AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260102/us-east-1`: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260102/us-east-1`,
	} {
		if got := Message(in); got != want {
			t.Errorf("%s\nbecomes %s\nwant    %s", in, got, want)
		}
	}
}

func TestSegments(t *testing.T) {
	for in, want := range map[string]string{
		"https://h/a/hunter/b?x=hunter": "https://h/a/********/b?x=hunter",
		"GET /hunter HTTP/1.1":          "GET /******** HTTP/1.1",
		"/hunters/hunter":               "/hunters/********",
		"/h%75nter/":                    "/********/",
		"/x/a/b":                        "/x/********",
	} {
		if got := Segments(in, []string{"hunter", "a/b"}); got != want {
			t.Errorf("%s becomes %s, want %s", in, got, want)
		}
	}
}
