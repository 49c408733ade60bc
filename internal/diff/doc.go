package diff

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/document"
)

// Doc is the part of a `resolve -o json` document that is compared. Documents of
// today and saved ones come here in the same way: by their JSON form.
type Doc struct {
	SchemaVersion int                `json:"schema_version"`
	As            string             `json:"as"`
	Error         *document.Error    `json:"error"`
	Profile       document.Profile   `json:"profile"`
	Files         []document.File    `json:"files"`
	Settings      map[string]Value   `json:"settings"`
	Credentials   Credentials        `json:"credentials"`
	Problems      []document.Problem `json:"problems"`
}

// Value is a setting's value, or another thing's, with its place.
type Value struct {
	Value  string          `json:"value"`
	Set    bool            `json:"set"`
	Origin document.Origin `json:"origin"`
}

// Credentials are the plan, each step with all of its fields.
type Credentials struct {
	Status      string           `json:"status"`
	Provider    string           `json:"provider"`
	AccessKeyID string           `json:"access_key_id"`
	Account     string           `json:"account"`
	Role        string           `json:"role"`
	Message     string           `json:"message"`
	Steps       []map[string]any `json:"steps"`
}

// Parse reads a saved document.
func Parse(data []byte) (Doc, error) {
	var d Doc
	if err := json.Unmarshal(data, &d); err != nil {
		return d, fmt.Errorf("read it as a document of resolve -o json: %w", err)
	}
	switch {
	case d.SchemaVersion != document.SchemaVersion:
		return d, fmt.Errorf("its schema_version is %d, and this program knows %d", d.SchemaVersion, document.SchemaVersion)
	case d.As == "" || d.Settings == nil:
		return d, errors.New("it is no document of resolve -o json")
	}
	return d, nil
}

// of makes it of a document, as if that had been printed and read.
func of(d document.Document) Doc {
	doc := Doc{SchemaVersion: d.SchemaVersion, As: d.As, Error: d.Error, Profile: d.Profile, Files: d.Files, Problems: d.Problems,
		Settings: make(map[string]Value, len(d.Settings)),
		Credentials: Credentials{Status: d.Credentials.Status, Provider: d.Credentials.Provider, AccessKeyID: d.Credentials.AccessKeyID,
			Account: d.Credentials.Account, Role: d.Credentials.Role, Message: d.Credentials.Message}}
	for name, s := range d.Settings {
		doc.Settings[name] = Value{asJSON(s.Value), s.Set, s.Origin}
	}
	for _, s := range d.Credentials.Steps {
		doc.Credentials.Steps = append(doc.Credentials.Steps, fieldsOf(s))
	}
	return doc
}

// call gives a file the name by which somebody asked for it, such as REV:PATH.
func (d *Doc) call(path, name string) {
	rename := func(s *string) { *s = strings.ReplaceAll(*s, path, name) }
	if d.Error != nil {
		e := *d.Error
		rename(&e.Message)
		rename(&e.Origin.File)
		d.Error = &e
	}
	rename(&d.Profile.Origin.File)
	rename(&d.Credentials.Message)
	for i := range d.Files {
		rename(&d.Files[i].Path)
	}
	for n, v := range d.Settings {
		rename(&v.Origin.File)
		d.Settings[n] = v
	}
	for i := range d.Problems {
		rename(&d.Problems[i].Message)
		rename(&d.Problems[i].Origin.File)
	}
	for _, s := range d.Credentials.Steps {
		if o, _ := s["origin"].(map[string]any); o["file"] == path {
			o["file"] = name
		}
	}
}

// asJSON is a text as JSON can hold it.
func asJSON(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// who says in a few words whose credentials they are.
func (c Credentials) who() string {
	text := c.AccessKeyID
	if c.Role != "" {
		text = "role " + c.Role
	}
	if c.Account != "" {
		text = strings.TrimSpace(text + " in account " + c.Account)
	}
	return text
}

// text says how they are come by, in one line.
func (c Credentials) text() string {
	switch c.Status {
	case "":
		return ""
	case "none":
		return "none"
	case "error":
		return failed + ": " + oneLine(c.Message)
	}
	if c.unconfigured() {
		return "those of the instance, as nothing is configured"
	}
	var way []string
	for _, s := range c.Steps {
		way = append(way, stepText(s))
	}
	who := c.who()
	if n := len(way); n > 0 && c.Role != "" {
		way[n-1] = strings.TrimSuffix(way[n-1], " arn:aws:iam::"+c.Account+":role/"+c.Role) // who says it
	}
	text := strings.Join(way, ", then ")
	if who != "" && len(c.Steps) > 0 && !strings.Contains(text, who) {
		text = who + " (" + text + ")"
	}
	if text == "" {
		text = c.Provider
	}
	return text
}

// unconfigured reports whether the plan is only what every SDK falls back to.
func (c Credentials) unconfigured() bool {
	if len(c.Steps) != 1 || c.Steps[0]["kind"] != "imds" {
		return false
	}
	switch stepOrigin(c).Kind {
	case "env", "file", "flag":
		return false
	}
	return true
}

// stepText says what a step does.
func stepText(s map[string]any) string {
	get := func(k string) string {
		v, _ := s[k].(string)
		return v
	}
	switch kind := get("kind"); kind {
	case "static":
		return "keys " + get("access_key_id")
	case "process":
		return "the program " + get("command")
	case "assume-role":
		return "sts:AssumeRole " + get("role_arn")
	case "web-identity":
		return "sts:AssumeRoleWithWebIdentity " + get("role_arn")
	case "sso":
		return strings.TrimSpace("SSO role " + get("role_name") + " in account " + get("account_id"))
	case "container":
		return "the container's " + get("url")
	case "imds":
		return "the instance's metadata"
	default:
		return strings.TrimSpace(kind + " " + get("session"))
	}
}

// field is a field of a step as text.
func field(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strings.TrimSuffix(fmt.Sprintf("%.0f", v), ".0")
	}
	return fmt.Sprint(v)
}
