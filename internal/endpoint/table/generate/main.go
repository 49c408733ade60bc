// Command generate writes the tables of endpoints.
//
//	go run ./internal/endpoint/table/generate -aws-sdk-go DIR -botocore DIR|WHEEL [-o DIR]
//
// The directories are those of the aws-sdk-go v1 module and of the botocore
// package, which its wheel can stand for. The same releases give the same bytes.
package main

import (
	"archive/zip"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/sessctl/sessctl/internal/endpoint/table"
)

// The releases whose endpoints the program knows.
const (
	goRelease     = "1.55.8"
	pythonRelease = "1.43.11"
)

func main() {
	module := flag.String("aws-sdk-go", "", "the `directory` of the aws-sdk-go v1 module")
	botocore := flag.String("botocore", os.Getenv("BOTOCORE"), "the `directory` of the botocore package, or its wheel")
	out := flag.String("o", "internal/endpoint/table", "the `directory` to write to")
	release := flag.Bool("release", false, "print the release of aws-sdk-go that is wanted, and do nothing")
	flag.Parse()
	if *release {
		fmt.Println("v" + goRelease)
		return
	}
	if err := run(*module, *botocore, *out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(module, botocore, out string) error {
	if module == "" || botocore == "" {
		return errors.New("name the aws-sdk-go v1 module with -aws-sdk-go, and botocore with -botocore or BOTOCORE")
	}
	python, err := open(botocore)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		files                     fs.FS
		version, pattern, release string
		from, to                  string
		kind                      table.Kind
	}{
		{os.DirFS(module), "aws/version.go", `SDKVersion = "(.*)"`, goRelease, "models/endpoints/endpoints.json", "gov1.txt", table.GoKind},
		{python, "__init__.py", `(?m)^__version__ = '(.*)'`, pythonRelease, "data/endpoints.json", "botocore.txt", table.BotocoreKind},
	} {
		if err := released(f.files, f.version, f.pattern, f.release); err != nil {
			return err
		}
		b, err := fs.ReadFile(f.files, f.from)
		if err != nil {
			return fmt.Errorf("read the endpoints: %w", err)
		}
		text, err := table.Build(f.release, b, f.kind)
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
	return write(filepath.Join(out, "gov1services.txt"), text)
}

// open gives the files of the botocore package.
func open(at string) (fs.FS, error) {
	info, err := os.Stat(at)
	if err != nil {
		return nil, fmt.Errorf("read botocore: %w", err)
	}
	if info.IsDir() {
		return os.DirFS(at), nil
	}
	wheel, err := zip.OpenReader(at)
	if err != nil {
		return nil, fmt.Errorf("read botocore: %s is neither a directory nor a wheel: %w", at, err)
	}
	return fs.Sub(wheel, "botocore")
}

func write(path, text string) error {
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	fmt.Printf("%s: %d bytes\n", path, len(text))
	return nil
}

// released checks that a file says it is of a release.
func released(files fs.FS, path, pattern, release string) error {
	b, err := fs.ReadFile(files, path)
	if err != nil {
		return fmt.Errorf("look for release %s: %w", release, err)
	}
	m := regexp.MustCompile(pattern).FindSubmatch(b)
	if m == nil || string(m[1]) != release {
		return fmt.Errorf("%s is not of release %s", path, release)
	}
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
