package protocol

// checksRequired tells whether the SDK misses required parameters before it
// sends (botocore 1.43.11, validate.py; aws-sdk-go v1.55.8 and aws-sdk-go-v2, the
// generated Validate methods); JavaScript leaves that to the service, but for
// what the URL needs.
func (s Style) checksRequired() bool { return s != JavaScript }

// checksMinimum tells whether the SDK checks the least value or length
// (botocore 1.43.11, validate.py, range_check; aws-sdk-go v1.55.8,
// aws/request/validation.go); later SDKs leave it to the service.
func (s Style) checksMinimum() bool { return s == Botocore || s == GoV1 }

// refusesNull tells whether null is a value of the wrong type (Python's None);
// elsewhere it is as if it were not given.
func (s Style) refusesNull() bool { return s == Botocore }

// countsBooleans tells whether true and false are numbers, as in Python.
func (s Style) countsBooleans() bool { return s == Botocore }

// refusesSpecialText tells whether "NaN" and "Infinity" are refused as texts.
func (s Style) refusesSpecialText() bool { return s == Botocore }
