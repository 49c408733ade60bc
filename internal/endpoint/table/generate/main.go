// Command generate writes the tables of endpoints.
//
//	go run ./internal/endpoint/table/generate -aws-sdk-go DIR -botocore DIR|WHEEL [-o DIR]
//
// The directories are those of the aws-sdk-go v1 module and of the botocore
// package, which its wheel can stand for. The same releases give the same bytes.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue/release"
	"github.com/sessctl/sessctl/internal/endpoint/table"
)

func main() {
	module := flag.String("aws-sdk-go", "", "the `directory` of the aws-sdk-go v1 module")
	botocore := flag.String("botocore", "", "the `directory` of the botocore package, or its wheel")
	out := flag.String("o", ".", "the top `directory` of the repository to write to")
	wanted := flag.Bool("release", false, "print the release of aws-sdk-go that is wanted, and do nothing")
	flag.Parse()
	if *wanted {
		fmt.Println("v" + release.GoV1)
		return
	}
	if err := run(*module, *botocore, *out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(module, botocore, out string) error {
	goFiles, goVersion, err := release.OpenGoV1(module)
	if err != nil {
		return err
	}
	python, pythonVersion, err := release.OpenBotocore(botocore)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		files             fs.FS
		sdk, version, pin string
		from, to          string
		kind              table.Kind
	}{
		{goFiles, "aws-sdk-go", goVersion, release.GoV1, "models/endpoints/endpoints.json", "internal/sdk/gov1/endpoints.txt", table.WithHosts},
		{python, "botocore", pythonVersion, release.Botocore, "data/endpoints.json", "internal/endpoint/table/botocore.txt", table.ScopesAlone},
	} {
		if f.version != f.pin {
			return fmt.Errorf("read the endpoints: this is %s %s, wanted is %s", f.sdk, f.version, f.pin)
		}
		b, err := fs.ReadFile(f.files, f.from)
		if err != nil {
			return fmt.Errorf("read the endpoints: %w", err)
		}
		text, err := table.Build(f.pin, b, f.kind)
		if err != nil {
			return fmt.Errorf("%s: %w", f.from, err)
		}
		if err := write(filepath.Join(out, f.to), text); err != nil {
			return err
		}
	}
	text, err := services(module)
	if err != nil {
		return err
	}
	return write(filepath.Join(out, "internal/sdk/gov1/services.txt"), text)
}

func write(path, text string) error {
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	fmt.Printf("%s: %d bytes\n", path, len(text))
	return nil
}

var (
	constant    = regexp.MustCompile(`(?m)^\t(ServiceName|EndpointsID|ServiceID)\s*=\s*("[^"]*"|ServiceName)`)
	signingName = regexp.MustCompile(`c\.SigningName = ("[^"]*"|EndpointsID)`)
)

// services lists the clients of the module: their service id, the name by which
// they look their endpoint up, "-" where they do not, and the name they sign for.
func services(module string) (string, error) {
	files, err := filepath.Glob(filepath.Join(module, "service", "*", "service.go"))
	if err != nil || len(files) == 0 {
		return "", fmt.Errorf("list the clients of %s: there are none", module)
	}
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return "", fmt.Errorf("read a client: %w", err)
		}
		of := map[string]string{}
		for _, m := range constant.FindAllSubmatch(b, -1) {
			of[string(m[1])] = strings.Trim(string(m[2]), `"`)
		}
		id := of["EndpointsID"]
		if id == "ServiceName" {
			id = of["ServiceName"]
		}
		name := id
		if m := signingName.FindSubmatch(b); m != nil && m[1][0] == '"' {
			name = strings.Trim(string(m[1]), `"`)
		}
		if of["ServiceID"] == "" || id == "" {
			return "", fmt.Errorf("%s does not say what its service is called", f)
		}
		if strings.Contains(string(b), "ClientConfigNoResolveEndpoint") {
			id = "-" + id
		}
		fmt.Fprintf(&all, "%s\t%s\t%s\n", of["ServiceID"], id, name)
	}
	return all.String(), nil
}
