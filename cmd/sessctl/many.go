package main

import (
	"encoding/json"
	"runtime/debug"
	"slices"

	"github.com/sessctl/sessctl/internal/bundle"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/printable"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
)

// many reports whether --bundle names many environments: a directory of bundles,
// or a stream of them.
func (a *app) many() bool {
	return a.sources.bundle == "-" || a.sources.bundle != "" && environ.IsDir(a.sources.bundle)
}

// judged is what a command says of one of many environments: a document, which
// is printed as one line with the bundle's name, and the exit status that it alone
// would have.
type judged struct {
	document any
	status   int
}

// one is one of many environments, as a command looks at it.
type one struct {
	of      *sdk.SDK
	config  *session.Config
	options document.Options
}

func (e one) session() *session.Session { return session.New(e.of.Config(), e.config) }

// line is one that is ready to be printed.
type line struct {
	text   []byte
	status int
}

// graver are the statuses that many environments come to together, the gravest first.
var graver = []int{exitFailed, exitConfig, exitNo, exitDone}

// forEach has a command look at each of many environments, and prints a line for
// each, in their order.
func (a *app) forEach(names []string, look func(one) judged) error {
	if a.output != "" && a.output != "json" {
		return usageError("leave --output out", "many environments are printed as lines of JSON, not as %s", a.output)
	}
	given, err := a.given()
	if err != nil {
		return err
	}
	for _, n := range names {
		if service, ok := settings.ServiceOf(n); ok {
			given.Services = append(given.Services, service)
		}
	}
	of, err := a.firstSDK()
	if err != nil {
		return err
	}
	items, total := bundle.Lines(a.standardInput()), 0
	if a.sources.bundle != "-" {
		list := bundle.InDir(a.sources.bundle, environ.DirNames(a.sources.bundle))
		if len(list) == 0 {
			return usageError("name a directory of bundles, each NAME.json", "--bundle %s: there is no bundle in it", a.sources.bundle)
		}
		items, total = slices.Values(list), len(list)
	}
	defer roomy()()
	progress := render.NewProgress(a.err, total)
	worst := exitDone
	var failed error
	bundle.Each(items, func(item bundle.Item) (l line) {
		// What breaks down in one of many is said of that one.
		if exit := guarded(func() error { l = a.judge(item, of, given, look); return nil }); exit.status != exitDone {
			return broken(document.Name(item.Name), exit.message)
		}
		return l
	}, func(l line) bool {
		if slices.Index(graver, l.status) < slices.Index(graver, worst) {
			worst = l.status
		}
		progress.Step()
		_, failed = a.out.Write(l.text)
		return failed == nil
	})
	progress.End()
	if failed != nil {
		return failure(failed)
	}
	return status(worst)
}

// Garbage may be four times what is in use, as long as all of it stays below a
// limit that many environments do not come near: each lives for a moment.
const (
	manyGCPercent   = 400
	manyMemoryLimit = 48 << 20
)

func roomy() (restore func()) {
	limit, percent := debug.SetMemoryLimit(manyMemoryLimit), debug.SetGCPercent(manyGCPercent)
	return func() {
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}
}

// firstSDK is the one that --as names; check takes several, and has them itself.
func (a *app) firstSDK() (*sdk.SDK, error) {
	list, err := a.sdks()
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// judge looks at one environment. Its secrets are its own: they are forgotten with it.
func (a *app) judge(item bundle.Item, of *sdk.SDK, given *session.Config, look func(one) judged) line {
	vault := document.NewVault(nil)
	if a.showSecrets {
		vault.Open()
	}
	o := document.Options{ShowSecrets: a.showSecrets, Vault: vault, Netted: true}
	b, err := item.Open()
	if err != nil {
		return broken(o.Text(item.Name), o.Text(err.Error()))
	}
	name := item.Name
	if b.Name != "" {
		name = b.Name
	}
	options := a.env
	options.Base, options.Vault = b, vault
	env, err := environ.New(options)
	if err != nil {
		return broken(o.Text(name), o.Text(err.Error()))
	}
	got := look(one{of, given.Copy(&session.Config{Workspace: resolve.NewWorkspace(env)}), o})
	text, err := json.Marshal(got.document)
	if err != nil {
		return broken(o.Text(name), err.Error())
	}
	return line{o.Written(underName(o.Text(name), text)), got.status}
}

// underName puts the name of a bundle before the members of a document.
func underName(name string, document []byte) []byte {
	quoted, _ := json.Marshal(name)
	text := append([]byte(`{"bundle":`), quoted...)
	return printable.JSON(append(append(append(text, ','), document[1:]...), '\n'))
}

// broken is the line of a bundle that cannot be examined.
func broken(name, why string) line {
	text, _ := json.Marshal(struct {
		Error document.Error `json:"error"`
	}{document.Error{Message: why}})
	return line{underName(name, text), exitFailed}
}
