module github.com/sessctl/sessctl/conformance

go 1.26.0

require github.com/sessctl/sessctl v0.0.0

require (
	github.com/aws/aws-sdk-go-v2 v1.48.0 // indirect
	github.com/aws/smithy-go v1.28.9 // indirect
	golang.org/x/sys v0.50.0 // indirect
	gopkg.in/ini.v1 v1.67.3 // indirect
)

replace github.com/sessctl/sessctl => ../
