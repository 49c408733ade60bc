package protocol

// What tests look at within.
var (
	EventHeaders = eventHeaders
	IsInteger    = isInteger
	ParseTime    = parseTime
	PythonFloat  = pythonFloat
	TimeOf       = timeOf
)
