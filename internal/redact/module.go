package redact

import "strings"

// references are what an expression of Terraform's takes from elsewhere in a module.
var references = lazily(`\b(?:var|local)\.([\w-]+)`)

// inModule gives the name that a variable of the environment has in a module.
func inModule(variable string) string { return strings.TrimPrefix(variable, "TF_VAR_") }

// ofModule reports whether a file is of a module of Terraform's, or gives values to one.
func ofModule(path string) bool {
	return strings.HasSuffix(path, ".tf") || strings.HasSuffix(path, ".tfvars")
}

// taint notes the variables and locals of a module that a secret is made of, which
// may be called anything: "secret_key = var.a". Others are made of those, in turn.
func (v *Vault) taint(text string) {
	for range 3 {
		known := len(v.tainted)
		for _, line := range lines(text) {
			name, expression, ok := strings.Cut(line, "=")
			if name = strings.TrimSpace(name); !ok || !SecretName(name) && !v.tainted[name] || !strings.Contains(expression, ".") {
				continue
			}
			for _, found := range references().FindAllStringSubmatch(expression, -1) {
				if v.tainted == nil {
					v.tainted = map[string]bool{}
				}
				v.tainted[found[1]] = true
			}
		}
		if len(v.tainted) == known {
			return
		}
	}
}

// variableBlock is the head of the declaration of a variable.
var variableBlock = lazily(`^\s*variable\s+"([^"]+)"\s*\{`)

var (
	sensitive    = lazily(`\bsensitive\s*=\s*true\b`)
	defaultValue = lazily(`\bdefault\s*=\s*"((?:[^"\\]|\\.)*)"`)
)

// defaults keeps what a variable has by default that is sensitive, called as
// secrets are, or what a secret is made of.
func (f *finder) defaults(text string, base int) {
	name, secret := "", false
	values := [][2]int{}
	end := func() {
		for _, p := range values {
			if secret && p[0] < p[1] {
				f.hold(text[p[0]:p[1]], plus(base, p[0]))
			}
		}
		values = values[:0]
	}
	for at, line := range lines(text) {
		if head := variableBlock().FindStringSubmatch(line); head != nil {
			end()
			name = head[1]
			secret = f.secretName(name)
		}
		if name == "" {
			continue
		}
		secret = secret || sensitive().MatchString(line)
		for _, m := range defaultValue().FindAllStringSubmatchIndex(line, -1) {
			values = append(values, [2]int{at + m[2], at + m[3]})
		}
		if strings.HasPrefix(line, "}") {
			end()
			name = ""
		}
	}
	end()
}
