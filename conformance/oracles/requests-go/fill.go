package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/document"
	bedrock "github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// unions are the members of the interface types, by their name in the model.
var unions = map[reflect.Type]map[string]any{
	reflect.TypeFor[types.AttributeValue](): {
		"B": types.AttributeValueMemberB{}, "BOOL": types.AttributeValueMemberBOOL{}, "BS": types.AttributeValueMemberBS{},
		"L": types.AttributeValueMemberL{}, "M": types.AttributeValueMemberM{}, "N": types.AttributeValueMemberN{},
		"NS": types.AttributeValueMemberNS{}, "NULL": types.AttributeValueMemberNULL{}, "S": types.AttributeValueMemberS{},
		"SS": types.AttributeValueMemberSS{},
	},
	reflect.TypeFor[bedrock.ContentBlock]():                            {"text": bedrock.ContentBlockMemberText{}, "image": bedrock.ContentBlockMemberImage{}},
	reflect.TypeFor[bedrock.ImageSource]():                             {"bytes": bedrock.ImageSourceMemberBytes{}},
	reflect.TypeFor[bedrock.InvokeModelWithBidirectionalStreamInput](): {"chunk": bedrock.InvokeModelWithBidirectionalStreamInputMemberChunk{}},
}

// fill gives a Go value what JSON says. It fails where Go cannot express it.
func fill(v reflect.Value, given any, path string) error {
	if given == nil {
		return nil
	}
	unfit := func() error { return fmt.Errorf("%s: %T does not fit %s", path, given, v.Type()) }
	switch v.Type() {
	case reflect.TypeFor[time.Time]():
		at, err := moment(given)
		v.Set(reflect.ValueOf(at))
		return err
	case reflect.TypeFor[document.Interface]():
		v.Set(reflect.ValueOf(document.NewLazyDocument(plain(given))))
		return nil
	case reflect.TypeFor[io.Reader](), reflect.TypeFor[[]byte]():
		text, ok := given.(string)
		if !ok {
			return unfit()
		}
		b, err := base64.StdEncoding.DecodeString(text)
		if v.Kind() == reflect.Interface {
			v.Set(reflect.ValueOf(bytes.NewReader(b)))
		} else {
			v.SetBytes(b)
		}
		return err
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(v.Elem(), given, path)
	case reflect.Interface:
		return union(v, given, path)
	case reflect.Struct:
		fields, ok := given.(map[string]any)
		if !ok {
			return unfit()
		}
		for name, g := range fields {
			f := v.FieldByName(strings.ToUpper(name[:1]) + name[1:])
			if !f.IsValid() {
				return fmt.Errorf("%s: %s has no field %s", path, v.Type(), name)
			}
			if err := fill(f, g, path+"."+name); err != nil {
				return err
			}
		}
		return nil
	case reflect.Slice:
		items, ok := given.([]any)
		if !ok {
			return unfit()
		}
		v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
		for i, g := range items {
			if err := fill(v.Index(i), g, fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.Map:
		entries, ok := given.(map[string]any)
		if !ok {
			return unfit()
		}
		v.Set(reflect.MakeMap(v.Type()))
		for _, name := range slices.Sorted(maps.Keys(entries)) { // small maps are iterated from a random entry on
			e := reflect.New(v.Type().Elem()).Elem()
			if err := fill(e, entries[name], path+"."+name); err != nil {
				return err
			}
			v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), e)
		}
		return nil
	}
	return scalar(v, given, unfit)
}

func scalar(v reflect.Value, given any, unfit func() error) error {
	switch g := given.(type) {
	case string:
		switch v.Kind() {
		case reflect.String:
			v.SetString(g)
			return nil
		case reflect.Float64, reflect.Float32:
			f, ok := map[string]float64{"NaN": math.NaN(), "Infinity": math.Inf(1), "-Infinity": math.Inf(-1)}[g]
			if v.SetFloat(f); ok {
				return nil
			}
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(g)
			return nil
		}
	case json.Number:
		switch v.Kind() {
		case reflect.Int32, reflect.Int64:
			n, err := strconv.ParseInt(string(g), 10, v.Type().Bits())
			v.SetInt(n)
			return err
		case reflect.Float32, reflect.Float64:
			f, err := strconv.ParseFloat(string(g), 64)
			v.SetFloat(f)
			return err
		}
	}
	return unfit()
}

func union(v reflect.Value, given any, path string) error {
	fields, ok := given.(map[string]any)
	if members := unions[v.Type()]; ok && len(fields) == 1 {
		for name, g := range fields {
			member, ok := members[name]
			if !ok {
				break
			}
			m := reflect.New(reflect.TypeOf(member))
			v.Set(m)
			return fill(m.Elem().FieldByName("Value"), g, path+"."+name)
		}
	}
	return fmt.Errorf("%s: %v is no member of %s that is known here", path, given, v.Type())
}

// plain gives a document Go's own numbers: text for its serializer else.
func plain(given any) any {
	switch g := given.(type) {
	case json.Number:
		if n, err := g.Int64(); err == nil {
			return n
		}
		f, _ := g.Float64()
		return f
	case []any:
		for i := range g {
			g[i] = plain(g[i])
		}
	case map[string]any:
		for name := range g {
			g[name] = plain(g[name])
		}
	}
	return given
}

func moment(given any) (time.Time, error) {
	switch g := given.(type) {
	case string:
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02"} {
			if t, err := time.Parse(layout, g); err == nil {
				return t, nil
			}
		}
	case json.Number:
		if f, err := g.Float64(); err == nil {
			return time.UnixMilli(int64(math.Round(f * 1000))).UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%v is no time", given)
}
