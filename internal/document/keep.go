package document

import (
	_ "embed"
	"encoding/json"
)

// Keep leaves only the named settings in the document.
func (d *Document) Keep(names []string) {
	kept := make(map[string]Setting, len(names))
	for _, n := range names {
		if s, ok := d.Settings[n]; ok {
			kept[n] = s
		}
	}
	d.Settings = kept
}

//go:embed schema.json
var schema []byte

//go:embed schema_request.json
var requestSchema []byte

//go:embed schema_client.json
var clientSchema []byte

// Schema is the JSON Schema of the resolve document.
func Schema() []byte { return schema }

// RequestSchema is the JSON Schema of the request document.
func RequestSchema() []byte { return requestSchema }

// ChainSchema is the JSON Schema of the credentials document: the resolve
// document's, without the files and the settings.
func ChainSchema() []byte {
	var all map[string]any
	if err := json.Unmarshal(schema, &all); err != nil {
		panic(err) // it is embedded
	}
	all["$id"], all["title"] = "https://sessctl.dev/schema/credentials-1.json", "sessctl credentials"
	all["required"] = []string{"schema_version", "as", "error", "profile", "credentials", "problems"}
	properties := all["properties"].(map[string]any)
	delete(properties, "files")
	delete(properties, "settings")
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(text, '\n')
}

// ClientSchema is the JSON Schema of the client document.
func ClientSchema() []byte { return clientSchema }
