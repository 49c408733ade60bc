package protocol

// What SDKs do that follow the Smithy specification beside it: the customizations
// that its protocol tests have, and those of the SDK for Rust
// (aws/codegen-aws-sdk, customize).
var smithyPreparations = []preparation{
	{"route53", "", (*Call).cutRoute53IDs},
	{"glacier", "", (*Call).nameOwnAccount},
	{"s3", "", (*Call).askForChecksums},
}

var smithyFinishings = []finishing{
	{"", "", (*Call).addLoneMD5},
	{"s3", namesInQuery, (*Call).nameInQuery},
	{"apigateway", "", func(_ *Call, m *Message, _ Target) error { m.Set("Accept", "application/json"); return nil }},
	{"glacier", "", (*Call).addGlacierVersion},
	{"glacier", "UploadArchive UploadMultipartPart", (*Call).addGlacierHashes},
	{"machinelearning", "Predict", (*Call).switchHost},
}
