package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/catalogue/release"
)

// layout is where a distribution of models has its files: SERVICE/VERSION/FILE
// below one directory.
type layout struct {
	release    string
	files      fs.FS
	dir        string
	model      string // the file of a model; each may also end in .gz
	extras     string
	partitions []byte
}

// pythonLayout reads botocore, a directory or a wheel that pip has downloaded.
func pythonLayout(at, wanted string, anyRelease bool) (layout, error) {
	files, version, err := release.OpenBotocore(at)
	if err != nil {
		return layout{}, err
	}
	if version != wanted && !anyRelease {
		return layout{}, fmt.Errorf("%s is botocore %s: give it %s, or say -any", at, version, wanted)
	}
	partitions, err := read(files, "data/partitions.json")
	if err != nil {
		return layout{}, fmt.Errorf("read the partitions: %w", err)
	}
	return layout{release: "botocore " + version, files: files, dir: "data", model: "service-2.json",
		extras: "service-2.sdk-extras.json", partitions: partitions}, nil
}

// goLayout reads the aws-sdk-go v1 module.
func goLayout(dir, partitions string) (layout, error) {
	if partitions == "" {
		return layout{}, errors.New("the aws-sdk-go module has no partitions.json: name one with -partitions")
	}
	b, err := os.ReadFile(partitions)
	if err != nil {
		return layout{}, fmt.Errorf("read the partitions: %w", err)
	}
	l, err := moduleLayout(dir)
	l.partitions = b
	return l, err
}

// moduleLayout is that of the module, which has no partitions.
func moduleLayout(dir string) (layout, error) {
	if dir == "" {
		return layout{}, errors.New("name the directory of the aws-sdk-go module with -aws-sdk-go")
	}
	_, version, _ := strings.Cut(filepath.Base(dir), "@")
	return layout{release: "aws-sdk-go " + version, files: os.DirFS(dir), dir: "models/apis", model: "api-2.json"}, nil
}

// items reads the latest version of every service.
func (l layout) items() ([]catalogue.Item, error) {
	services, err := fs.ReadDir(l.files, l.dir)
	if err != nil {
		return nil, fmt.Errorf("list the services: %w", err)
	}
	var all []catalogue.Item
	for _, s := range services {
		if !s.IsDir() {
			continue
		}
		versions, err := fs.ReadDir(l.files, path.Join(l.dir, s.Name()))
		if err != nil {
			return nil, fmt.Errorf("list the versions of %s: %w", s.Name(), err)
		}
		for i := len(versions) - 1; i >= 0; i-- { // sorted by name, which is a date
			it, err := l.item(s.Name(), path.Join(l.dir, s.Name(), versions[i].Name()))
			if errors.Is(err, fs.ErrNotExist) {
				continue // some versions are an endpoint rule set alone
			}
			if err != nil {
				return nil, err
			}
			all = append(all, it)
			break
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("list the services: no %s in %s/SERVICE/VERSION", l.model, l.dir)
	}
	return all, nil
}

func (l layout) item(name, dir string) (catalogue.Item, error) {
	model, err := read(l.files, path.Join(dir, l.model))
	if err != nil {
		return catalogue.Item{}, err
	}
	var extra []byte
	if l.extras != "" {
		if extra, err = read(l.files, path.Join(dir, l.extras)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return catalogue.Item{}, err
		}
	}
	var extras [][]byte
	if extra != nil {
		extras = append(extras, extra)
	}
	s, err := catalogue.Parse(name, l.release, model, extras...)
	if err != nil {
		return catalogue.Item{}, err
	}
	rules, err := read(l.files, path.Join(dir, "endpoint-rule-set-1.json"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return catalogue.Item{}, err
	}
	return catalogue.Item{Service: s, RuleSet: rules, Extras: extra}, nil
}

// read reads a file, or the same with .gz.
func read(files fs.FS, name string) ([]byte, error) {
	b, err := fs.ReadFile(files, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if b, err = fs.ReadFile(files, name+".gz"); err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("read %s.gz: %w", name, err)
	}
	b, err = io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s.gz: %w", name, err)
	}
	return b, nil
}
