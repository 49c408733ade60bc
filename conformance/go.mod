module github.com/sessctl/sessctl/conformance

go 1.26.0

require github.com/sessctl/sessctl v0.0.0

replace github.com/sessctl/sessctl => ../
