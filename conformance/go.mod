module github.com/sessctl/sessctl/conformance

go 1.26
