package environ

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// function is what `aws lambda get-function-configuration` prints; get-function
// has it in Configuration.
type function struct {
	Configuration *function
	FunctionName  string
	FunctionArn   string
	Runtime       string
	Handler       string
	Version       string
	MemorySize    int
	PackageType   string
	Environment   struct {
		Variables map[string]string
		Error     *struct{ ErrorCode, Message string }
	}
	SnapStart struct{ OptimizationStatus string }
}

// ParseFunction reads a configuration of an AWS Lambda function: the environment
// that its code would have.
func ParseFunction(text []byte) (*Bundle, error) {
	var f function
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, fmt.Errorf("this is no configuration of a function: %w", plainJSON(err))
	}
	if f.Configuration != nil {
		f = *f.Configuration
	}
	if f.FunctionName == "" {
		return nil, errors.New("this is no configuration of a function: it has no FunctionName")
	}
	b := described("function " + f.FunctionName)
	b.Home, b.WorkingDir = "/home/sbx_user1051", "/var/task"
	for _, name := range slices.Sorted(maps.Keys(f.Environment.Variables)) {
		b.give(name, f.Environment.Variables[name])
	}
	if e := f.Environment.Error; e != nil {
		b.unknown("the function's own variables: %s", e.ErrorCode)
	}
	b.reserved(&f)
	return b, nil
}

// reserved sets the variables that Lambda sets, whatever the function has (AWS
// Lambda developer guide, "Defined runtime environment variables").
func (b *Bundle) reserved(f *function) {
	version := f.Version
	if version == "" {
		version = "$LATEST"
	}
	vars := [][2]string{
		{"_HANDLER", f.Handler}, {"AWS_LAMBDA_FUNCTION_NAME", f.FunctionName}, {"AWS_LAMBDA_FUNCTION_VERSION", version},
		{"AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"}, {"AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + f.FunctionName},
		{"AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"}, {"LAMBDA_TASK_ROOT", "/var/task"}, {"LAMBDA_RUNTIME_DIR", "/var/runtime"},
	}
	if f.MemorySize > 0 {
		vars = append(vars, [2]string{"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", strconv.Itoa(f.MemorySize)})
	}
	if f.Runtime != "" && f.PackageType != "Image" {
		vars = append(vars, [2]string{"AWS_EXECUTION_ENV", "AWS_Lambda_" + f.Runtime})
	}
	if region := arnRegion(f.FunctionArn); region != "" {
		vars = append(vars, [2]string{"AWS_REGION", region}, [2]string{"AWS_DEFAULT_REGION", region})
	} else {
		b.unknown("AWS_REGION, which Lambda sets: the configuration has no FunctionArn; give it with --env")
	}
	if f.SnapStart.OptimizationStatus == "On" { // developer guide, "Using SnapStart with AWS SDKs"
		b.unknown("the address in AWS_CONTAINER_CREDENTIALS_FULL_URI and its token: with SnapStart Lambda sets them in place of keys, to what is not known before the function runs; those here are stand-ins")
		vars = append(vars, [2]string{"AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"},
			[2]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/stand-in"}, [2]string{"AWS_CONTAINER_AUTHORIZATION_TOKEN", "EXAMPLEEXAMPLEEXAMPLE"})
	} else {
		vars = append(vars, [2]string{"AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE"}, [2]string{"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},
			[2]string{"AWS_SESSION_TOKEN", "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE"})
	}
	for _, v := range vars {
		b.give(v[0], v[1])
	}
}
