package protocol_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/protocol"
)

func FuzzMarshalQuery(f *testing.F) { fuzzMarshal(f, protocol.Query) }

func FuzzMarshalEC2(f *testing.F) { fuzzMarshal(f, protocol.EC2) }

// withoutAction takes the parameters of every form away.
func withoutAction(_ *protocol.Style, body string) string {
	body = "&" + body
	for _, every := range []string{"&Action=Put", "&Version=2020-01-08"} {
		body = strings.Replace(body, every, "", 1)
	}
	return strings.TrimPrefix(body, "&")
}

func TestQuery(t *testing.T) {
	checkWire(t, protocol.Query, []wireCase{
		{"order", `{"zeta": 1, "alpha": "a", "Text": "t"}`, map[*protocol.Style]string{
			botocore:   "zeta=1&alpha=a&Text=t",
			goV1:       "Text=t&alpha=a&zeta=1",
			goV2:       "Text=t&alpha=a&zeta=1",
			javaScript: "zeta=1&Text=t&alpha=a",
		}},
		{"escapes", `{"Text": "a b+c/d~é\"'*"}`, map[*protocol.Style]string{
			botocore:   "Text=a+b%2Bc%2Fd~%C3%A9%22%27%2A",
			goV1:       "Text=a+b%2Bc%2Fd~%C3%A9%22%27%2A",
			javaScript: "Text=a%20b%2Bc%2Fd~%C3%A9%22%27%2A",
		}},
		{"name", `{"Renamed": "x"}`, everywhere("other=x")},
		{"boolean", `{"Flag": false}`, everywhere("Flag=false")},
		{"blob", `{"Data": "aGk/"}`, everywhere("Data=aGk%2F")},
		{"small", `{"Ratio": 1e-7}`, map[*protocol.Style]string{botocore: "Ratio=1e-07", goV1: "Ratio=0.0000001", goV2: "Ratio=0.0000001", javaScript: "Ratio=1e-7"}},
		{"whole", `{"Ratio": 2.0}`, map[*protocol.Style]string{botocore: "Ratio=2.0", goV1: "Ratio=2", javaScript: "Ratio=2"}},
		{"integer for a double", `{"Ratio": 3}`, everywhere("Ratio=3")},
		{"infinite", `{"Ratio": 1e400}`, map[*protocol.Style]string{botocore: "Ratio=Infinity", goV1: "Ratio=Infinity", goV2: "Ratio=Infinity"}},
		{"list", `{"List": ["a", "b"]}`, everywhere("List.member.1=a&List.member.2=b")},
		{"named list", `{"NamedList": [{"Text": "a"}]}`, map[*protocol.Style]string{
			botocore:   "NamedList.item.1.Text=a",
			goV1:       "NamedList.item.1.Text=a&NamedList.item.1.Token=T",
			goV2:       "NamedList.item.1.Text=a",
			javaScript: "NamedList.item.1.Token=T&NamedList.item.1.Text=a",
		}},
		{"flat list", `{"FlatList": ["a"]}`, everywhere("FlatList.1=a")},
		{"flat named list", `{"FlatNamedList": [{"Text": "a", "Token": "t"}]}`, map[*protocol.Style]string{
			botocore: "item.1.Text=a&item.1.Token=t",
			goV1:     "item.1.Text=a&item.1.Token=t",
		}},
		{"empty list", `{"List": []}`, everywhere("List=")},
		{"empty flat list", `{"FlatNamedList": []}`, map[*protocol.Style]string{botocore: "FlatNamedList=", goV1: "item="}},
		{"map", `{"Map": {"b": "1", "a": "2"}}`, map[*protocol.Style]string{
			botocore:   "Map.entry.1.key=b&Map.entry.1.value=1&Map.entry.2.key=a&Map.entry.2.value=2",
			javaScript: "Map.entry.1.key=b&Map.entry.1.value=1&Map.entry.2.key=a&Map.entry.2.value=2",
			goV1:       "Map.entry.1.key=a&Map.entry.1.value=2&Map.entry.2.key=b&Map.entry.2.value=1",
			goV2:       "Map.entry.1.key=a&Map.entry.1.value=2&Map.entry.2.key=b&Map.entry.2.value=1",
		}},
		{"flat map", `{"FlatMap": {"a": "1"}}`, everywhere("FlatMap.1.key=a&FlatMap.1.value=1")},
		{"named map", `{"NamedMap": {"a": {"Text": "x", "Token": "y"}}}`, map[*protocol.Style]string{botocore: "NamedMap.entry.1.K=a&NamedMap.entry.1.V.Text=x&NamedMap.entry.1.V.Token=y"}},
		{"empty map", `{"Map": {}}`, map[*protocol.Style]string{botocore: "", goV1: "Map=", goV2: "", javaScript: ""}},
		{"empty structure", `{"Nested": {}}`, map[*protocol.Style]string{botocore: "", goV1: "Nested.Token=T", goV2: "", javaScript: "Nested.Token=T"}},
		{"empty enumeration", `{"Mode": ""}`, map[*protocol.Style]string{botocore: "Mode=", goV1: "Mode=", goV2: ""}},
		{"null", `{"Text": null, "List": [null]}`, map[*protocol.Style]string{goV2: "List="}},
		{"timestamp", `{"When": "2024-02-29T12:34:56.5+02:00"}`, map[*protocol.Style]string{
			botocore:   "When=2024-02-29T10%3A34%3A56.500000Z",
			goV1:       "When=2024-02-29T10%3A34%3A56.5Z",
			goV2:       "When=2024-02-29T10%3A34%3A56.5Z",
			javaScript: "When=2024-02-29T10%3A34%3A56.500Z",
		}},
		{"seconds", `{"Since": "2024-02-29T12:34:56Z"}`, everywhere("Since=1709210096")},
	}, withoutAction)
}

func TestEC2(t *testing.T) {
	checkWire(t, protocol.EC2, []wireCase{
		{"name of a query", `{"Renamed": "x"}`, everywhere("Other=x")},
		{"no name", `{"alpha": "x"}`, map[*protocol.Style]string{botocore: "alpha=x", goV1: "Alpha=x", goV2: "Alpha=x", javaScript: "Alpha=x"}},
		{"list", `{"List": ["a"], "FlatNamedList": [{"Kind": "x", "Token": "y"}]}`, map[*protocol.Style]string{botocore: "List.1=a&FlatNamedList.1.Xsi%3Atype=x&FlatNamedList.1.Token=y"}},
		{"empty list", `{"List": [], "FlatList": []}`, everywhere("")},
	}, withoutAction)
}

func TestFormMessage(t *testing.T) {
	for style, want := range map[*protocol.Style]struct{ kind, body string }{
		botocore:   {"application/x-www-form-urlencoded; charset=utf-8", "Action=Ask&Version=2020-01-08"},
		goV1:       {"application/x-www-form-urlencoded; charset=utf-8", "Action=Ask&Version=2020-01-08"},
		goV2:       {"application/x-www-form-urlencoded", "Action=Ask&Version=2020-01-08"},
		javaScript: {"application/x-www-form-urlencoded", "Action=Ask&Version=2020-01-08"},
	} {
		m, err := wireCall(t, style, protocol.Query, "Ask", "").Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Header.Get("Content-Type"); got != want.kind || string(m.Body) != want.body || m.Path != "/" {
			t.Errorf("%s: %s %s %s", styleName(style), got, m.Body, m.Path)
		}
	}
	m, err := wireCall(t, goV2, protocol.Query, "Put", `{"Text": "x", "alpha": "y"}`).Marshal()
	if err != nil || string(m.Body) != "Action=Put&Text=x&Version=2020-01-08&alpha=y" || m.Method != http.MethodPost {
		t.Errorf("%s %s %v", m.Method, m.Body, err)
	}
}
