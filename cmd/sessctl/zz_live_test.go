package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"testing"
	"time"
)

func TestZZLive(t *testing.T) {
	args := strings.Fields(os.Getenv("ZZ_ARGS"))
	runtime.MemProfileRate = 256
	debug.SetGCPercent(20)
	done := make(chan bool)
	var best uint64
	var prof bytes.Buffer
	var total uint64
	go func() {
		for {
			select {
			case <-done:
				done <- true
				return
			case <-time.After(50 * time.Millisecond):
			}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > best+best/50 {
				best = m.HeapAlloc
				prof.Reset()
				pprof.Lookup("heap").WriteTo(&prof, 0)
			}
		}
	}()
	os.Setenv("HOME", os.Getenv("ZZ_HOME"))
	zzRun(args)
	done <- true
	<-done
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	total = m.TotalAlloc
	fmt.Printf("most live %d MB, allocated %d MB\n", best>>20, total>>20)
	os.WriteFile(os.Getenv("ZZ_OUT"), prof.Bytes(), 0o600)
	_ = io.Discard
}

func zzRun(args []string) { run(args, streams{os.Stdin, io.Discard, io.Discard}) }
