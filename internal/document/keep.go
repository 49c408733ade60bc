package document

import _ "embed"

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

// ClientSchema is the JSON Schema of the client document.
func ClientSchema() []byte { return clientSchema }
