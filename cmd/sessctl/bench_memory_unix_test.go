//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/render"
)

// launcher runs a program and writes down the most memory that it had, in KiB. A
// process that another has begun counts the memory of that one as its own until it
// is another program: so that one is to be small.
const launcher = `package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

func main() {
	cmd := exec.Command(os.Args[2], os.Args[3:]...)
	_ = cmd.Run()
	peak := int64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS == "darwin" {
		peak /= 1024
	}
	if err := os.WriteFile(os.Args[1], []byte(fmt.Sprint(peak)), 0o600); err != nil {
		panic(err)
	}
}
`

// BenchmarkMemory says how many bytes a command takes, over those that it takes for
// a file of two lines, for each byte of a large file: each kind of file, of each
// size, in each command and format. As Memory/profiles/5MB it measures one kind.
func BenchmarkMemory(b *testing.B) {
	bin, launch := sessctl(b), program(b, launcher)
	measured := func(home string, args []string) int64 {
		peak := filepath.Join(b.TempDir(), "peak")
		cmd := exec.Command(launch, append([]string{peak, bin}, args...)...)
		cmd.Env = []string{"HOME=" + home, "AWS_EC2_METADATA_DISABLED=true"}
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%s: %v: %s", args, err, out)
		}
		text, err := os.ReadFile(peak)
		if err != nil {
			b.Fatal(err)
		}
		kib, err := strconv.ParseInt(string(text), 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		return kib << 10
	}
	tiny := homeWith(b, "[default]\nregion = us-east-1\n")
	least := map[string]int64{}
	var kinds []string
	for kind := range largeFiles {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		for _, mb := range []int{1, 5, 16} {
			b.Run(fmt.Sprintf("%s/%dMB", kind, mb), func(b *testing.B) {
				text := largeFile(kind, mb*1_000_000)
				home := homeWith(b, text)
				for b.Loop() {
				}
				b.ReportMetric(0, "ns/op")
				for _, args := range measuredCommands() {
					name := strings.Join(args, "-")
					if least[name] == 0 {
						least[name] = measured(tiny, args)
					}
					b.ReportMetric(float64(measured(home, args)-least[name])/float64(len(text)), "B/B-"+name)
				}
			})
		}
	}
}

// measuredCommands are the commands that read large files, in each of their formats.
func measuredCommands() (all [][]string) {
	for _, c := range [][]string{{"resolve"}, {"explain", "region"}, {"credentials"}, {"profiles"}, {"compare"}, {"lint"},
		{"diff", "default", "p1"}, {"check", "region=us-east-1"}, {"copy", "--region", "eu-west-1", "--write", "new", "--dry-run"}, {"bundle"}} {
		for _, format := range render.Formats(c[0]) {
			all = append(all, append(slices.Clone(c), "-o", format))
		}
	}
	return all
}
