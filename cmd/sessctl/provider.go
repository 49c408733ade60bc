package main

import (
	"errors"
	"strings"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/hclfile"
	"github.com/sessctl/sessctl/internal/resolve"
)

// blocks reads the file that --provider names, for the programs among those of
// --as that are configured by one.
func (a *app) blocks(env *environ.Env) (map[string]*resolve.Node, error) {
	if a.provider == "" {
		return nil, nil
	}
	asked, err := a.sdks()
	if err != nil {
		return nil, err
	}
	path, alias := a.provider, ""
	if i := strings.LastIndexByte(path, '#'); i > 0 && !env.File(env.Abs(path)).Exists() {
		path, alias = path[:i], path[i+1:]
	}
	module, err := hclfile.Read(env, path)
	if err != nil {
		return nil, usageError("name a file of Terraform's, or a directory of them", "--provider: %v", err)
	}
	found, takes := map[string]*resolve.Node{}, false
	for _, s := range asked {
		if s.Block == nil {
			continue
		}
		takes = true
		var headers []hclfile.Header
		for _, h := range s.Block {
			headers = append(headers, h)
		}
		of := alias
		if len(headers) > 1 {
			of = "" // there is one of it, without a name
		}
		n, err := module.Find(headers, of)
		switch {
		case errors.Is(err, hclfile.ErrNone) && len(found) > 0:
		case err != nil:
			return nil, usageError("", "--provider: %v", err)
		default:
			found[s.Reading.ID] = n
		}
	}
	if !takes {
		return nil, usageError("add --as "+strings.Join(configured(), " or --as "), "--provider is for programs that have such a block: %s", strings.Join(configured(), ", "))
	}
	return found, nil
}

// configured gives the readings of programs that have a block in a file.
func configured() []string {
	var ids []string
	for _, s := range named() {
		if s.Block != nil {
			ids = append(ids, s.Reading.ID)
		}
	}
	return ids
}
