// Package resolve is the heart of sessctl: it goes from an environment to a
// Resolution by the rules of one reading, that is, of one SDK. Settings are
// the rows of package settings, sources are layers, and a reading is data with code
// only where an SDK does something no table can say.
//
// Once the environment is made, resolving does no I/O but through
// environ.Env.File. The package formats nothing for people but reasons and
// messages, and knows no output format.
package resolve
