// Package dryrun takes a request through the handlers of a session without
// sending it: stock handlers validate, build and sign it as an SDK would, a
// recorder stands where it would be sent, and answers that a person makes up
// show how it would be retried.
//
// It opens no connection and runs no program. Signing is done by the signer of
// aws-sdk-go-v2.
package dryrun
