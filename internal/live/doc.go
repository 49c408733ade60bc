// Package live is the one that runs programs: those of exec handlers. Nothing
// below it does, and nothing here is reached unless a person asks for it by name.
package live
