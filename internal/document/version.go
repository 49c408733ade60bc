package document

// Version is what `version -o json` prints.
type Version struct {
	SchemaVersion int               `json:"schema_version"`
	Version       string            `json:"version"`
	Commit        string            `json:"commit"` // empty where the build does not know it
	Go            string            `json:"go"`
	Readings      map[string]string `json:"readings"`    // what each follows
	Preferences   string            `json:"preferences"` // the file, there or not
}
