// Command requests-go-v1 records what the AWS SDK for Go v1 sends: it reads one
// case a line, builds and signs the request of its operation, and prints the case
// with the request, or the error by which the SDK refuses it. Nothing is sent;
// cases that cannot be expressed in Go are dropped.
//
//	go run . [-errors] < cases.jsonl > recorded.jsonl
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/endpoints"
	"github.com/aws/aws-sdk-go/aws/request"
	"github.com/aws/aws-sdk-go/aws/session"
	v4 "github.com/aws/aws-sdk-go/aws/signer/v4"
	"github.com/aws/aws-sdk-go/service/apigateway"
	"github.com/aws/aws-sdk-go/service/cloudformation"
	"github.com/aws/aws-sdk-go/service/cloudfront"
	"github.com/aws/aws-sdk-go/service/cloudwatch"
	"github.com/aws/aws-sdk-go/service/dynamodb"
	"github.com/aws/aws-sdk-go/service/ec2"
	"github.com/aws/aws-sdk-go/service/glacier"
	"github.com/aws/aws-sdk-go/service/iam"
	"github.com/aws/aws-sdk-go/service/kinesis"
	"github.com/aws/aws-sdk-go/service/kms"
	"github.com/aws/aws-sdk-go/service/lambda"
	"github.com/aws/aws-sdk-go/service/rds"
	"github.com/aws/aws-sdk-go/service/route53"
	"github.com/aws/aws-sdk-go/service/s3"
	"github.com/aws/aws-sdk-go/service/s3control"
	"github.com/aws/aws-sdk-go/service/sns"
	"github.com/aws/aws-sdk-go/service/sqs"
	"github.com/aws/aws-sdk-go/service/sts"
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			if len(os.Args) > 1 && os.Args[1] == "-errors" {
				answered, e := fail(line)
				if e != nil {
					panic(e)
				}
				out.Write(append(bytes.TrimSpace(answered), '\n'))
				continue
			}
			var c map[string]any
			if e := json.Unmarshal(line, &c); e != nil {
				panic(e)
			}
			if r := one(c); r != nil {
				c["expect"] = r
				b, _ := json.Marshal(c)
				out.Write(append(withInput(b, line), '\n'))
			}
		}
		if err != nil {
			return
		}
	}
}

// withInput puts the input of a case back as it stood, its numbers and the order
// of its members.
func withInput(answer, line []byte) []byte {
	var given, now map[string]json.RawMessage
	if json.Unmarshal(line, &given) != nil || json.Unmarshal(answer, &now) != nil {
		return answer
	}
	now["input"] = given["input"]
	b, _ := json.Marshal(now)
	return b
}

func client(name string, s *session.Session) any {
	switch name {
	case "s3":
		return s3.New(s)
	case "s3control":
		return s3control.New(s)
	case "sts":
		return sts.New(s)
	case "sqs":
		return sqs.New(s)
	case "sns":
		return sns.New(s)
	case "dynamodb":
		return dynamodb.New(s)
	case "ec2":
		return ec2.New(s)
	case "iam":
		return iam.New(s)
	case "lambda":
		return lambda.New(s)
	case "rds":
		return rds.New(s)
	case "route53":
		return route53.New(s)
	case "kms":
		return kms.New(s)
	case "kinesis":
		return kinesis.New(s)
	case "glacier":
		return glacier.New(s)
	case "cloudwatch":
		return cloudwatch.New(s)
	case "cloudfront":
		return cloudfront.New(s)
	case "cloudformation":
		return cloudformation.New(s)
	case "apigateway":
		return apigateway.New(s)
	}
	return nil
}

// one records a case, nil for one that cannot be expressed.
func one(c map[string]any) (res map[string]any) {
	service, op := c["service"].(string), c["operation"].(string)
	if c["forced_protocol"] != nil {
		return nil
	}
	cfg := aws.NewConfig().WithRegion(c["region"].(string)).WithMaxRetries(0)
	cfg.Logger = aws.LoggerFunc(func(...interface{}) {})
	cfg.Credentials = credentials.NewStaticCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", c["session_token"].(string))
	if e := c["endpoint_url"].(string); e != "" {
		cfg.Endpoint = &e
	}
	if c["fips"].(bool) {
		cfg.UseFIPSEndpoint = endpoints.FIPSEndpointStateEnabled
	}
	if c["dualstack"].(bool) {
		cfg.UseDualStackEndpoint = endpoints.DualStackEndpointStateEnabled
	}
	if m, ok := c["s3"].(map[string]any); ok && len(m) > 0 {
		return nil
	}
	s, err := session.NewSession(cfg)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	cl := client(service, s)
	if cl == nil {
		return nil
	}
	m := reflect.ValueOf(cl).MethodByName(op + "Request")
	if !m.IsValid() {
		return nil
	}
	input := reflect.New(m.Type().In(0).Elem())
	if !fill(input.Elem(), c["input"]) {
		return nil
	}
	req := m.Call([]reflect.Value{input})[0].Interface().(*request.Request)
	at, _ := time.Parse(time.RFC3339, c["time"].(string))
	req.Time = at
	req.Handlers.Sign.SwapNamed(request.NamedHandler{Name: v4.SignRequestHandler.Name, Fn: func(r *request.Request) {
		opts := []func(*v4.Signer){}
		if service == "s3" || service == "s3control" {
			opts = append(opts, func(s *v4.Signer) { s.DisableURIPathEscaping = true })
		}
		v4.SignSDKRequestWithCurrentTime(r, func() time.Time { return at }, opts...)
	}})
	defer func() {
		if p := recover(); p != nil {
			res = nil
		}
	}()
	if err := req.Sign(); err != nil {
		return map[string]any{"error": err.Error()}
	}
	h := map[string]string{}
	for k, v := range req.HTTPRequest.Header {
		h[strings.ToLower(k)] = strings.Join(v, ",")
	}
	body := []byte{}
	if req.HTTPRequest.Body != nil {
		body, _ = io.ReadAll(req.HTTPRequest.Body)
	}
	return map[string]any{"method": req.HTTPRequest.Method, "url": req.HTTPRequest.URL.String(), "headers": h, "body_base64": base64.StdEncoding.EncodeToString(body), "error": nil, "host": req.HTTPRequest.Host}
}

var timeType = reflect.TypeOf(time.Time{})

// fill gives a field of an input the value that JSON has for it.
func fill(v reflect.Value, x any) bool {
	if x == nil {
		return false
	}
	switch v.Kind() {
	case reflect.Ptr:
		if v.Type().Elem() == timeType {
			var t time.Time
			switch y := x.(type) {
			case string:
				var err error
				if t, err = time.Parse(time.RFC3339Nano, y); err != nil {
					return false
				}
			case float64:
				t = time.UnixMicro(int64(y * 1e6)).UTC()
			default:
				return false
			}
			v.Set(reflect.ValueOf(&t))
			return true
		}
		p := reflect.New(v.Type().Elem())
		if !fill(p.Elem(), x) {
			return false
		}
		v.Set(p)
		return true
	case reflect.Struct:
		m, ok := x.(map[string]any)
		if !ok {
			return false
		}
		for k, y := range m {
			f := v.FieldByName(strings.ToUpper(k[:1]) + k[1:])
			if !f.IsValid() || !fill(f, y) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			s, ok := x.(string)
			b, err := base64.StdEncoding.DecodeString(s)
			if !ok || err != nil {
				return false
			}
			v.SetBytes(b)
			return true
		}
		l, ok := x.([]any)
		if !ok {
			return false
		}
		s := reflect.MakeSlice(v.Type(), len(l), len(l))
		for i := range l {
			if !fill(s.Index(i), l[i]) {
				return false
			}
		}
		v.Set(s)
		return true
	case reflect.Map:
		m, ok := x.(map[string]any)
		if !ok {
			return false
		}
		mm := reflect.MakeMap(v.Type())
		for k, y := range m {
			e := reflect.New(v.Type().Elem()).Elem()
			if !fill(e, y) {
				return false
			}
			mm.SetMapIndex(reflect.ValueOf(k), e)
		}
		v.Set(mm)
		return true
	case reflect.String:
		s, ok := x.(string)
		if ok {
			v.SetString(s)
		}
		return ok
	case reflect.Bool:
		b, ok := x.(bool)
		if ok {
			v.SetBool(b)
		}
		return ok
	case reflect.Int64:
		f, ok := x.(float64)
		if ok {
			v.SetInt(int64(f))
		}
		return ok && f == float64(int64(f))
	case reflect.Float64:
		f, ok := x.(float64)
		if ok {
			v.SetFloat(f)
		}
		return ok
	case reflect.Interface:
		s, ok := x.(string)
		if !ok {
			return false
		}
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return false
		}
		v.Set(reflect.ValueOf(io.ReadSeeker(strings.NewReader(string(b)))))
		return true
	}
	fmt.Fprintln(os.Stderr, "kind", v.Kind())
	return false
}
