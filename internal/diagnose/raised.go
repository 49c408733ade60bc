package diagnose

var parserEntries = []*Entry{
	{Code: "unparsable-file", Severity: "error", Title: "A file that a parser gives up on", Find: parseErrors, Page: Page{What: "x", Why: "x", Cure: "x", Who: "x"}},
	{Code: "more-notes", Severity: "note", Title: "More remarks on a file than are shown", Find: parserNotes, Page: Page{What: "x", Why: "x", Cure: "x", Who: "x"}},
}

var (
	loadEntries   []*Entry
	chainEntries  []*Entry
	remarkEntries []*Entry
)
