package catalogue

import (
	"strconv"
	"strings"
)

// installedDirs gives the data directory of the newest botocore or AWS CLI on
// the machine, none when the embedded catalogue is as new.
func (s *Source) installedDirs(known map[string]bool) []string {
	best, release := "", strings.TrimPrefix(s.archive.release, "botocore ")
	for _, site := range s.sitePackages() {
		dir := s.env.Join(site, "botocore")
		if v := s.pythonVersion(s.env.Join(dir, "__init__.py")); newer(v, release) {
			best, release = s.env.Join(dir, "data"), v
		}
	}
	if best != "" {
		return []string{best}
	}
	// AWS CLI v2 does not tell which botocore it was made from: it is newer
	// when it has every service of the catalogue and more.
	for _, dir := range s.cliDirs() {
		has, more := 0, false
		for _, name := range s.env.Dir(dir) {
			switch {
			case known[name]:
				has++
			case !strings.Contains(name, "."):
				more = true
			}
		}
		if more && has == len(known) {
			return []string{dir}
		}
	}
	return nil
}

// sitePackages gives the directories where Python packages of this environment
// may be.
func (s *Source) sitePackages() []string {
	e := s.env
	var dirs, libs []string
	if e.OS == "windows" {
		if v := e.Get("VIRTUAL_ENV"); v != "" {
			dirs = append(dirs, e.Join(v, "Lib", "site-packages"))
		}
		return nonEmpty(append(dirs, strings.Split(e.Get("PYTHONPATH"), ";")...))
	}
	dirs = append(dirs, strings.Split(e.Get("PYTHONPATH"), ":")...)
	if v := e.Get("VIRTUAL_ENV"); v != "" {
		libs = append(libs, e.Join(v, "lib"))
	}
	if home := s.home(); home != "" {
		libs = append(libs, e.Join(home, ".local", "lib"))
		for _, venvs := range []string{e.Join(home, ".local", "share", "pipx", "venvs"), e.Join(home, ".local", "pipx", "venvs")} {
			for _, name := range []string{"awscli", "boto3", "botocore"} {
				libs = append(libs, e.Join(venvs, name, "lib"))
			}
		}
	}
	if e.Local() {
		libs = append(libs, "/usr/local/lib", "/usr/lib", "/opt/homebrew/lib")
	}
	for _, lib := range libs {
		for _, name := range e.Dir(lib) {
			if strings.HasPrefix(name, "python3") {
				dirs = append(dirs, e.Join(lib, name, "site-packages"), e.Join(lib, name, "dist-packages"))
			}
		}
	}
	return nonEmpty(dirs)
}

// cliDirs gives the directories where the models of AWS CLI v2 may be.
func (s *Source) cliDirs() []string {
	if !s.env.Local() {
		return nil
	}
	if s.env.OS == "windows" {
		return []string{`C:\Program Files\Amazon\AWSCLIV2\awscli\botocore\data`}
	}
	dirs := []string{"/usr/local/aws-cli/v2/current/dist/awscli/botocore/data", "/usr/local/aws-cli/awscli/botocore/data"}
	if home := s.home(); home != "" {
		dirs = append(dirs, s.env.Join(home, "aws-cli", "v2", "current", "dist", "awscli", "botocore", "data"))
	}
	return dirs
}

func nonEmpty(all []string) []string {
	kept := all[:0]
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// pythonVersion reads the __version__ of a package, "" when there is none.
func (s *Source) pythonVersion(initFile string) string {
	f := s.env.PublicFile(initFile)
	if f.Err != nil {
		return ""
	}
	_, rest, ok := strings.Cut(string(f.Data), "\n__version__ = ")
	if !ok || rest == "" {
		return ""
	}
	version, _, _ := strings.Cut(rest[1:], rest[:1])
	return version
}

// newer reports whether a release such as "1.43.12" comes after another.
func newer(a, b string) bool {
	for a != "" || b != "" {
		var x, y string
		x, a, _ = strings.Cut(a, ".")
		y, b, _ = strings.Cut(b, ".")
		m, _ := strconv.Atoi(x)
		n, _ := strconv.Atoi(y)
		if m != n {
			return m > n
		}
	}
	return false
}
