package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNoSecretOfABlock holds what a provider or backend block has that is secret
// against the commands that read it.
func TestNoSecretOfABlock(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, "main.tf")
	text := `variable "key" {
  default = "CANARY01defaultofavariable"
}
locals { token = "CANARY02localvalue" }
provider "aws" {
  region     = "us-east-1" # CANARY02localvalue
  access_key = "AKIAEXAMPLEBLOCK"
  secret_key = var.key
  token      = local.token
  http_proxy = "http://user:CANARY03password@proxy:3128"
  endpoints { s3 = "https://u:CANARY04password@store/?token=CANARY05" }
  assume_role_with_web_identity {
    role_arn           = "arn:aws:iam::111122223333:role/w"
    web_identity_token = "CANARY06identitytoken"
  }
}
terraform {
  backend "s3" {
    region           = "us-east-1"
    access_key       = "AKIAEXAMPLEBLOCK"
    secret_key       = "CANARY07keyofthebackend"
    sse_customer_key = "CANARY08customerkeyCANARY08customerkeyxxxxxx"
  }
}
`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, as := range []string{"terraform", "terraform-s3-backend"} {
		for _, args := range secretCommands() {
			if args[0] == "version" {
				continue
			}
			line := slices.Concat(args, []string{"--as", as, "--no-env", "--home", home, "--provider", path})
			var out bytes.Buffer
			run(line, streams{in: strings.NewReader(""), out: &out, err: &out})
			if at := canary(out.String()); at >= 0 {
				t.Errorf("%v --as %s shows a secret:\n%s", args, as, around(out.String(), at))
			}
			if strings.Contains(out.String(), "AKIAEXAMPLEBLOCK") {
				shown++
			}
		}
	}
	if shown < 20 {
		t.Errorf("only %d answers are made of the block", shown)
	}
}
