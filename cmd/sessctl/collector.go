package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// How garbage is collected where files are large: late the first time, which is
// never for most of them, and then as memory asks for it. A command is to take so
// many bytes for each byte that was read, and goes beyond them only where what is
// in use leaves too little room beside it: to collect without end would take
// longer than all else.
const (
	firstGCPercent = 200
	laterGCPercent = 70
	usualMemory    = 12 << 20 // that a command has without any file
	memoryPerByte  = 10
	leastRoom      = 0.25 // beside what is in use
)

// collector has the garbage of a command collected. The zero collector leaves it
// as Go does it.
type collector struct {
	mu      sync.Mutex
	size    int64 // of the large files read so far, in bytes
	ended   bool
	limit   int64 // what was before it
	percent int
}

// read tells of a large file that was read.
func (c *collector) read(size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := c.size == 0
	c.size += int64(size)
	limit := debug.SetMemoryLimit(c.aim())
	if first {
		c.limit, c.percent = limit, debug.SetGCPercent(firstGCPercent)
		c.whenCollected()
	}
}

// aim is how much memory there should be at most.
func (c *collector) aim() int64 { return usualMemory + memoryPerByte*c.size }

func (c *collector) whenCollected() {
	runtime.AddCleanup(&struct{ _ [32]byte }{}, (*collector).collected, c)
}

// collected makes room where little is left.
func (c *collector) collected() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	needed := usualMemory
	if live[0].Value.Kind() == metrics.KindUint64 {
		needed += int(float64(live[0].Value.Uint64()) * (1 + leastRoom))
	}
	debug.SetMemoryLimit(max(c.aim(), int64(needed)))
	debug.SetGCPercent(laterGCPercent)
	c.whenCollected()
}

// end leaves everything as it was.
func (c *collector) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended = true; c.size > 0 {
		debug.SetMemoryLimit(c.limit)
		debug.SetGCPercent(c.percent)
	}
}
