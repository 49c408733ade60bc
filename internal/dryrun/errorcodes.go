package dryrun

import (
	"slices"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// ErrorCodes say which errors are retried for their code.
type ErrorCodes struct {
	Throttling, Transient []string    // whatever the service and the status
	Rules                 []ErrorRule // what holds for single services and statuses

	Modelled    bool // errors are that the model has as retryable
	OfOperation bool // of these, those of the operation alone
	ByType      bool // a code is the name of the error's type, where the model has it

	// Unmodelled statuses count for errors alone that the model does not have.
	Unmodelled []int

	Also func(e *protocol.ServiceError) bool // what no list can say; such errors are transient ones
	Skew Skew                                // what the answer's date says; so are these
	Sum  *BodySum                            // what the answer says of its body; nil for an SDK that does not look at it

	// NoNegativeWait is the SDK's own error where an answer that is to be retried asks for a
	// wait below zero, in x-amz-retry-after; "" for none.
	NoNegativeWait string
}

// ErrorRule is one error that is retried.
type ErrorRule struct {
	Service string // "" for all
	Code    string
	Status  int // 0 for any
	Failed  Failed
	Known   bool   // where the model has it alone
	Inner   string // the operation of a service that it holds for, in the SDK's own calls for credentials alone
}

// usualCodes are those that most SDKs have (botocore 1.43.11, retries/standard.py;
// aws-sdk-go-v2 v1.48.0, aws/retry/standard.go; @smithy/core 3.41.1,
// service-error-classification/constants.js; aws-runtime 1.10.2, retries/classifiers.rs).
var usualCodes = ErrorCodes{
	Throttling: []string{"BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
		"ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown",
		"ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException", "TransactionInProgressException"},
	Transient: []string{"RequestTimeout", "RequestTimeoutException"},
}

// UsualCodes gives the codes that most SDKs have.
func UsualCodes() ErrorCodes { return usualCodes }

// ProviderUnreachable is the error of STS that cannot reach who vouches for a web
// identity. The models of most SDKs have it as one to retry, botocore's does not.
var ProviderUnreachable = ErrorRule{Service: "sts", Code: "IDPCommunicationError", Failed: Modelled}

// UnreadableIdentity is the error of STS that cannot read a web identity's token yet.
var UnreadableIdentity = ErrorRule{Service: "sts", Code: "InvalidIdentityToken", Failed: Transient, Inner: "AssumeRoleWithWebIdentity"}

// count says how an error counts for its code, if it does.
func (k *ErrorCodes) count(service string, op *catalogue.Operation, e *protocol.ServiceError) (f Failed, code string, counts bool) {
	modelled := k.Modelled && e.Shape != nil && (!k.OfOperation || slices.Contains(op.Errors, e.Shape))
	code = e.Code
	if k.ByType && e.Shape != nil {
		code = e.Shape.Name
	}
	for _, r := range k.Rules {
		if r.fits(service, e) && r.Inner == "" {
			return r.Failed, e.Code, true
		}
	}
	switch {
	case slices.Contains(k.Throttling, code):
		return Throttled, code, true
	case slices.Contains(k.Transient, code):
		return Transient, code, true
	case modelled && e.Shape.Is(catalogue.Throttling):
		return Throttled, e.Code, true
	case modelled && e.Shape.Is(catalogue.Retryable):
		return Modelled, e.Code, true
	case k.Also != nil && k.Also(e):
		return Transient, e.Code, true
	case e.Shape != nil && slices.Contains(k.Unmodelled, e.Status):
		return Final, e.Code, true
	}
	return Final, "", false
}

func (r ErrorRule) fits(service string, e *protocol.ServiceError) bool {
	named := r.Code == e.Code || e.Shape != nil && r.Code == e.Shape.Code()
	return (r.Service == "" || r.Service == service) && named && (!r.Known || e.Shape != nil) && (r.Status == 0 || r.Status == e.Status)
}

// inner is the rule for an error that the SDK's own calls of an operation have.
func (k *ErrorCodes) inner(service, operation string, e *protocol.ServiceError) bool {
	return slices.ContainsFunc(k.Rules, func(r ErrorRule) bool { return r.Inner == operation && r.fits(service, e) })
}
