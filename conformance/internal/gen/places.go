package gen

import (
	"crypto/ed25519"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

const (
	configPath      = ".aws/config"
	credentialsPath = ".aws/credentials"
)

// place puts the two files where the SDKs look for them, or elsewhere, or where
// they cannot be read.
func (b *draft) place(config, credentials string, level int) {
	d := b.d
	for i, text := range []string{config, credentials} {
		if text != "" || d.in(4) {
			b.files[[]string{configPath, credentialsPath}[i]] = cases.File{Text: text}
		}
	}
	often := 12
	if level > 0 {
		often = 25
	}
	if !d.pct(often) {
		return
	}
	path, variable := configPath, "AWS_CONFIG_FILE"
	if d.in(2) {
		path, variable = credentialsPath, "AWS_SHARED_CREDENTIALS_FILE"
	}
	move := func(to string) {
		if f, there := b.files[path]; there {
			delete(b.files, path)
			b.files[to] = f
		}
	}
	switch d.IntN(17) {
	case 0, 1, 2, 3:
		move("elsewhere/aws.ini")
		b.env[variable] = d.of("HOMEDIR/elsewhere/aws.ini", "HOMEDIR/elsewhere/aws.ini", "HOMEDIR/elsewhere/../elsewhere//aws.ini")
	case 4:
		move("elsewhere/aws.ini")
		b.env[variable] = d.of("~/elsewhere/aws.ini", "$HOME/elsewhere/aws.ini", "elsewhere/aws.ini", "./elsewhere/aws.ini", "${HOME}/elsewhere/aws.ini", `"HOMEDIR/elsewhere/aws.ini"`, "HOMEDIR/elsewhere/aws.ini ", "file://HOMEDIR/elsewhere/aws.ini")
	case 5:
		b.env[variable] = d.of("", " ", "HOMEDIR/nowhere", "/dev/null", "HOMEDIR", "HOMEDIR/.aws", "~", "~nobody/.aws/config", "nowhere")
	case 6: // one file for both
		b.env["AWS_CONFIG_FILE"] = "HOMEDIR/" + credentialsPath
	case 7:
		b.env["AWS_SHARED_CREDENTIALS_FILE"] = "HOMEDIR/" + configPath
	case 8:
		b.env["AWS_CONFIG_FILE"], b.env["AWS_SHARED_CREDENTIALS_FILE"] = "HOMEDIR/both", "HOMEDIR/both"
		b.files["both"] = cases.File{Text: config + "\n" + credentials}
	case 9:
		b.files[path] = cases.File{Dir: true}
	case 10:
		b.files[path] = cases.File{Symlink: d.of("loop", "config", "HOMEDIR/nowhere", "credentials")}
	case 11:
		move("real")
		b.files[path] = cases.File{Symlink: "HOMEDIR/real"}
	case 12: // the wrong way round
		b.env["AWS_CONFIG_FILE"], b.env["AWS_SHARED_CREDENTIALS_FILE"] = "HOMEDIR/"+credentialsPath, "HOMEDIR/"+configPath
	case 13:
		delete(b.files, path)
	case 14:
		b.files[path] = cases.File{Text: d.of("", "\n", " ", "\ufeff", "\x00", "#", "[", "[default]", utf16("[default]\nregion = us-east-2\n"), "\xff\xfe", "\xfe\xff[default]\nregion = x\n", "\xef\xbb", "\x1f\x8b\x08", strings.Repeat("#\n", 3000))}
	case 15:
		f := b.files[path]
		f.Text = f.Text + f.Text
		b.files[path] = f
	case 16:
		legacyFiles(b, "", 0)
	}
}

// legacyFiles are those that only botocore and the CLIs still read.
func legacyFiles(b *draft, _ string, _ int) {
	d := b.d
	if d.in(2) {
		text := d.of("[Credentials]\naws_access_key_id = BOTO\naws_secret_access_key = s\n", "[Credentials]\naws_access_key_id = BOTO\n", "[credentials]\naws_access_key_id = BOTO\naws_secret_access_key = s\n", "junk", "[Boto]\n", "")
		b.files[d.of(".boto", "boto.cfg")] = cases.File{Text: text}
		if d.in(2) {
			b.env["BOTO_CONFIG"] = d.of("HOMEDIR/.boto", "~/.boto", "HOMEDIR/boto.cfg", "HOMEDIR/nowhere", "")
		}
		return
	}
	b.files["old"] = cases.File{Text: d.of("AWSAccessKeyId=OLDFILE\nAWSSecretKey=s\n", "AWSAccessKeyId = OLDFILE\nAWSSecretKey = s\n", "AWSAccessKeyId=OLDFILE\n\nAWSSecretKey=s=\n", "junk", "AWSAccessKeyId=OLDFILE\n", "")}
	b.env["AWS_CREDENTIAL_FILE"] = d.of("HOMEDIR/old", "HOMEDIR/old", "~/old", "HOMEDIR/nowhere", "")
}

func utf16(text string) string {
	out := []byte{0xff, 0xfe}
	for _, c := range []byte(text) {
		out = append(out, c, 0)
	}
	return string(out)
}

// certificates adds the files that ca_bundle and the client certificate name.
func (b *draft) certificates() {
	uses := func(name string) bool {
		for _, value := range b.env {
			if strings.Contains(value, name) {
				return true
			}
		}
		for _, f := range b.files {
			if strings.Contains(f.Text, name) {
				return true
			}
		}
		return false
	}
	certificate, key := selfSigned()
	for name, text := range map[string]string{"bundle.pem": certificate, "client.pem": certificate, "client.key": key, "junk.pem": "not a certificate\n"} {
		if uses(name) {
			b.files[name] = cases.File{Text: text}
		}
	}
}

// selfSigned is a certificate and its key, always the same ones.
var selfSigned = sync.OnceValues(func() (certificate, key string) {
	private := ed25519.NewKeyFromSeed([]byte("a seed that keeps nothing secret"))
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "example.test"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(nil, template, template, private.Public(), private)
	if err != nil {
		panic(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		panic(err)
	}
	block := func(kind string, b []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}))
	}
	return block("CERTIFICATE", der), block("PRIVATE KEY", pkcs8)
})
