module github.com/sessctl/sessctl/conformance/oracles/go-v1.1

go 1.26

require github.com/aws/aws-sdk-go v1.1.2

require (
	github.com/go-ini/ini v0.0.0-00010101000000-000000000000 // indirect
	github.com/jmespath/go-jmespath v0.4.0 // indirect
	github.com/stretchr/testify v1.12.1 // indirect
)

replace github.com/go-ini/ini => gopkg.in/ini.v1 v1.67.3
