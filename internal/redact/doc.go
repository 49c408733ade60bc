// Package redact keeps secrets out of what is printed. It decides what is
// secret, in one place, for everybody; it hides it in two nets.
//
// The first is by construction. A Vault belongs to a run, and whoever reads
// something raw hands it to the vault at that moment: environ each variable and
// each file, the program its arguments, dryrun the members that a model calls
// sensitive and the headers that carry tokens. The door is the reader itself
// (environ.Env.File), so that nobody who asks for a file can forget to say that
// there may be a secret in it. Text that is made later out of a raw value needs
// no mark of its own: whatever it went through, an error, a quotation, a parser
// that took it for something else, the vault knows the characters. A type for
// secret texts would have to be carried through every grammar and every reading,
// and would be lost where an SDK joins a secret to the value above it; that is
// why the vault holds the characters and not the places. Where a value does travel
// as a secret (resolve.Secret) its type prints as stars.
//
// The second is a Net before standard output and standard error: it hides every
// secret of the vault wherever it appears, spelt plainly, encoded for a URL, quoted
// for JSON, HTML or a shell, wrapped over lines, within base64, or in part.
//
// A secret can be an ordinary word ("test", "minioadmin", "us-east-1"). Hiding it
// everywhere would make holes in sentences, so that it is hidden where it stands
// as a secret and looked for nowhere else; see strengthOf. A short one that is also
// the value of something that is shown, the name of a profile say, is shown there.
package redact
