package protocol

import (
	"net/http"
	"strings"
	"testing"
)

func FuzzMarshalQuery(f *testing.F) { fuzzMarshal(f, Query) }

func FuzzMarshalEC2(f *testing.F) { fuzzMarshal(f, EC2) }

// withoutAction takes the parameters of every form away.
func withoutAction(_ Style, body string) string {
	body = "&" + body
	for _, every := range []string{"&Action=Put", "&Version=2020-01-08"} {
		body = strings.Replace(body, every, "", 1)
	}
	return strings.TrimPrefix(body, "&")
}

func TestQuery(t *testing.T) {
	checkWire(t, Query, []wireCase{
		{"order", `{"zeta": 1, "alpha": "a", "Text": "t"}`, map[Style]string{
			Botocore:   "zeta=1&alpha=a&Text=t",
			GoV1:       "Text=t&alpha=a&zeta=1",
			GoV2:       "Text=t&alpha=a&zeta=1",
			JavaScript: "zeta=1&Text=t&alpha=a",
		}},
		{"escapes", `{"Text": "a b+c/d~é\"'*"}`, map[Style]string{
			Botocore:   "Text=a+b%2Bc%2Fd~%C3%A9%22%27%2A",
			GoV1:       "Text=a+b%2Bc%2Fd~%C3%A9%22%27%2A",
			JavaScript: "Text=a%20b%2Bc%2Fd~%C3%A9%22%27%2A",
		}},
		{"name", `{"Renamed": "x"}`, everywhere("other=x")},
		{"boolean", `{"Flag": false}`, everywhere("Flag=false")},
		{"blob", `{"Data": "aGk/"}`, everywhere("Data=aGk%2F")},
		{"small", `{"Ratio": 1e-7}`, map[Style]string{Botocore: "Ratio=1e-07", GoV1: "Ratio=0.0000001", GoV2: "Ratio=0.0000001", JavaScript: "Ratio=1e-7"}},
		{"whole", `{"Ratio": 2.0}`, map[Style]string{Botocore: "Ratio=2.0", GoV1: "Ratio=2", JavaScript: "Ratio=2"}},
		{"integer for a double", `{"Ratio": 3}`, everywhere("Ratio=3")},
		{"infinite", `{"Ratio": 1e400}`, map[Style]string{Botocore: "Ratio=Infinity", GoV1: "Ratio=Infinity", GoV2: "Ratio=Infinity"}},
		{"list", `{"List": ["a", "b"]}`, everywhere("List.member.1=a&List.member.2=b")},
		{"named list", `{"NamedList": [{"Text": "a"}]}`, map[Style]string{
			Botocore:   "NamedList.item.1.Text=a",
			GoV1:       "NamedList.item.1.Text=a&NamedList.item.1.Token=T",
			GoV2:       "NamedList.item.1.Text=a",
			JavaScript: "NamedList.item.1.Token=T&NamedList.item.1.Text=a",
		}},
		{"flat list", `{"FlatList": ["a"]}`, everywhere("FlatList.1=a")},
		{"flat named list", `{"FlatNamedList": [{"Text": "a", "Token": "t"}]}`, map[Style]string{
			Botocore: "item.1.Text=a&item.1.Token=t",
			GoV1:     "item.1.Text=a&item.1.Token=t",
		}},
		{"empty list", `{"List": []}`, everywhere("List=")},
		{"empty flat list", `{"FlatNamedList": []}`, map[Style]string{Botocore: "FlatNamedList=", GoV1: "item="}},
		{"map", `{"Map": {"b": "1", "a": "2"}}`, map[Style]string{
			Botocore:   "Map.entry.1.key=b&Map.entry.1.value=1&Map.entry.2.key=a&Map.entry.2.value=2",
			JavaScript: "Map.entry.1.key=b&Map.entry.1.value=1&Map.entry.2.key=a&Map.entry.2.value=2",
			GoV1:       "Map.entry.1.key=a&Map.entry.1.value=2&Map.entry.2.key=b&Map.entry.2.value=1",
			GoV2:       "Map.entry.1.key=a&Map.entry.1.value=2&Map.entry.2.key=b&Map.entry.2.value=1",
		}},
		{"flat map", `{"FlatMap": {"a": "1"}}`, everywhere("FlatMap.1.key=a&FlatMap.1.value=1")},
		{"named map", `{"NamedMap": {"a": {"Text": "x", "Token": "y"}}}`, map[Style]string{Botocore: "NamedMap.entry.1.K=a&NamedMap.entry.1.V.Text=x&NamedMap.entry.1.V.Token=y"}},
		{"empty map", `{"Map": {}}`, map[Style]string{Botocore: "", GoV1: "Map=", GoV2: "", JavaScript: ""}},
		{"empty structure", `{"Nested": {}}`, map[Style]string{Botocore: "", GoV1: "Nested.Token=T", GoV2: "", JavaScript: "Nested.Token=T"}},
		{"empty enumeration", `{"Mode": ""}`, map[Style]string{Botocore: "Mode=", GoV1: "Mode=", GoV2: ""}},
		{"null", `{"Text": null, "List": [null]}`, map[Style]string{GoV2: "List="}},
		{"timestamp", `{"When": "2024-02-29T12:34:56.5+02:00"}`, map[Style]string{
			Botocore:   "When=2024-02-29T10%3A34%3A56.500000Z",
			GoV1:       "When=2024-02-29T10%3A34%3A56.5Z",
			GoV2:       "When=2024-02-29T10%3A34%3A56.5Z",
			JavaScript: "When=2024-02-29T10%3A34%3A56.500Z",
		}},
		{"seconds", `{"Since": "2024-02-29T12:34:56Z"}`, everywhere("Since=1709210096")},
	}, withoutAction)
}

func TestEC2(t *testing.T) {
	checkWire(t, EC2, []wireCase{
		{"name of a query", `{"Renamed": "x"}`, everywhere("Other=x")},
		{"no name", `{"alpha": "x"}`, map[Style]string{Botocore: "alpha=x", GoV1: "Alpha=x", GoV2: "Alpha=x", JavaScript: "Alpha=x"}},
		{"list", `{"List": ["a"], "FlatNamedList": [{"Kind": "x", "Token": "y"}]}`, map[Style]string{Botocore: "List.1=a&FlatNamedList.1.Xsi%3Atype=x&FlatNamedList.1.Token=y"}},
		{"empty list", `{"List": [], "FlatList": []}`, everywhere("")},
	}, withoutAction)
}

func TestFormMessage(t *testing.T) {
	for style, want := range map[Style]struct{ kind, body string }{
		Botocore:   {"application/x-www-form-urlencoded; charset=utf-8", "Action=Ask&Version=2020-01-08"},
		GoV1:       {"application/x-www-form-urlencoded; charset=utf-8", "Action=Ask&Version=2020-01-08"},
		GoV2:       {"application/x-www-form-urlencoded", "Action=Ask&Version=2020-01-08"},
		JavaScript: {"application/x-www-form-urlencoded", "Action=Ask&Version=2020-01-08"},
	} {
		m, err := wireCall(t, style, Query, "Ask", "").Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Header.Get("Content-Type"); got != want.kind || string(m.Body) != want.body || m.Path != "/" {
			t.Errorf("%s: %s %s %s", styleName(style), got, m.Body, m.Path)
		}
	}
	m, err := wireCall(t, GoV2, Query, "Put", `{"Text": "x", "alpha": "y"}`).Marshal()
	if err != nil || string(m.Body) != "Action=Put&Text=x&Version=2020-01-08&alpha=y" || m.Method != http.MethodPost {
		t.Errorf("%s %s %v", m.Method, m.Body, err)
	}
}
