package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// layout is where a distribution of models has its files: SERVICE/VERSION/FILE
// below one directory.
type layout struct {
	release    string
	dir        string
	model      string // the file of a model; each may also end in .gz
	extras     string
	partitions string
}

func pythonLayout(dir string, anyRelease bool) (layout, error) {
	if dir == "" {
		var err error
		if dir, err = findBotocore(); err != nil {
			return layout{}, err
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, "__init__.py"))
	if err != nil {
		return layout{}, fmt.Errorf("read botocore's release: %w", err)
	}
	m := regexp.MustCompile(`(?m)^__version__ = ['"]([^'"]+)['"]`).FindSubmatch(b)
	if m == nil {
		return layout{}, fmt.Errorf("%s has no __version__", filepath.Join(dir, "__init__.py"))
	}
	release := string(m[1])
	if release != pinned && !anyRelease {
		return layout{}, fmt.Errorf("botocore in %s is %s: install %s, or say -any", dir, release, pinned)
	}
	data := filepath.Join(dir, "data")
	return layout{release: "botocore " + release, dir: data, model: "service-2.json", extras: "service-2.sdk-extras.json",
		partitions: filepath.Join(data, "partitions.json")}, nil
}

func goLayout(dir, partitions string) (layout, error) {
	if partitions == "" {
		return layout{}, errors.New("the aws-sdk-go module has no partitions.json: name one with -partitions")
	}
	_, version, _ := strings.Cut(filepath.Base(dir), "@")
	return layout{release: "aws-sdk-go " + version, dir: filepath.Join(dir, "models", "apis"), model: "api-2.json", partitions: partitions}, nil
}

// items reads the latest version of every service.
func (l layout) items() ([]catalogue.Item, error) {
	services, err := os.ReadDir(l.dir)
	if err != nil {
		return nil, fmt.Errorf("list the services: %w", err)
	}
	var all []catalogue.Item
	for _, s := range services {
		if !s.IsDir() {
			continue
		}
		versions, err := os.ReadDir(filepath.Join(l.dir, s.Name()))
		if err != nil {
			return nil, fmt.Errorf("list the versions of %s: %w", s.Name(), err)
		}
		for i := len(versions) - 1; i >= 0; i-- { // sorted by name, which is a date
			it, err := l.item(s.Name(), filepath.Join(l.dir, s.Name(), versions[i].Name()))
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
	return all, nil
}

func (l layout) item(name, dir string) (catalogue.Item, error) {
	model, err := read(filepath.Join(dir, l.model))
	if err != nil {
		return catalogue.Item{}, err
	}
	var extra []byte
	if l.extras != "" {
		if extra, err = read(filepath.Join(dir, l.extras)); err != nil && !errors.Is(err, fs.ErrNotExist) {
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
	rules, err := read(filepath.Join(dir, "endpoint-rule-set-1.json"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return catalogue.Item{}, err
	}
	return catalogue.Item{Service: s, RuleSet: rules, Extras: extra}, nil
}

// read reads a file, or the same with .gz.
func read(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if b, err = os.ReadFile(path + ".gz"); err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("read %s.gz: %w", path, err)
	}
	b, err = io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s.gz: %w", path, err)
	}
	return b, nil
}
