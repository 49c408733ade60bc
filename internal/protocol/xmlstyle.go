package protocol

// escapeText escapes the text of an element (Python 3.11, ElementTree,
// _escape_cdata; encoding/xml, EscapeText, which aws-sdk-go v1 uses; smithy-go
// 1.28.9, encoding/xml/escape.go; @aws-sdk/xml-builder, escape-element.js).
func (s Style) escapeText(text string) string {
	switch s {
	case Botocore:
		return pythonText.Replace(text)
	case JavaScript:
		return javaScriptText.Replace(text)
	case GoV1:
		return escapeGo(text)
	}
	return smithyGoText.Replace(escapeGo(text))
}

// escapeAttr escapes the value of an attribute (ElementTree, _escape_attrib;
// escape-attribute.js; Go makes no difference).
func (s Style) escapeAttr(text string) string {
	switch s {
	case Botocore:
		return pythonAttr.Replace(text)
	case JavaScript:
		return javaScriptAttr.Replace(text)
	}
	return s.escapeText(text)
}

// shortElement gives the end of a tag that is the whole element, "" when there is
// to be an end tag (ElementTree, _serialize_xml; @aws-sdk/xml-builder, XmlNode.js,
// where an empty text is a child; in Go there is no short form).
func (s Style) shortElement(n *xmlNode) string {
	switch {
	case len(n.children) > 0 || n.text != "":
	case s == Botocore:
		return " />"
	case s == JavaScript && !n.hasText:
		return "/>"
	}
	return ""
}

// xmlDeclaration is what a document begins with (@aws-sdk/core 3.981.1,
// AwsRestXmlProtocol.js).
func (s Style) xmlDeclaration() string {
	if s == JavaScript {
		return `<?xml version="1.0" encoding="UTF-8"?>`
	}
	return ""
}

// xmlType is the Content-Type of a document, "" for none (aws-sdk-go-v2,
// serializers.go; AwsRestXmlProtocol.js; botocore and aws-sdk-go v1 have none).
func (s Style) xmlType() string {
	if s == Botocore || s == GoV1 {
		return ""
	}
	return "application/xml"
}

// typesAbsentBodies tells whether a body that is not given has a Content-Type,
// since the model has one (AwsRestXmlProtocol.js, serializeRequest).
func (s Style) typesAbsentBodies() bool { return s == JavaScript }

// typesAbsentStreams is typesAbsentBodies for blobs (aws-sdk-go-v2, serializers.go).
func (s Style) typesAbsentStreams() bool { return s == GoV2 }

// xmlNumber writes a number (aws-sdk-go v1.55.8, xmlutil/build.go, has no
// exponents; smithy-go 1.28.9, encoding/encoding.go, EncodeFloat, has JavaScript's).
func (s Style) xmlNumber(literal string) string {
	if s == GoV1 {
		return plainNumber(literal)
	}
	return shortestNumber(literal)
}

// usesServiceNamespace tells whether the service's namespace is that of documents
// that have none (aws-sdk-go-v2, serializers.go; XmlShapeSerializer.js, flush).
func (s Style) usesServiceNamespace() bool { return s != Botocore && s != GoV1 }

// inheritsNamespaces tells whether an element within one of the same namespace
// says nothing of it (XmlShapeSerializer.js, getXmlnsAttribute).
func (s Style) inheritsNamespaces() bool { return s == JavaScript }

// putsNamespacesLast tells whether a structure's namespace comes after its other
// attributes (XmlShapeSerializer.js, writeStruct).
func (s Style) putsNamespacesLast() bool { return s == JavaScript }

// liftsNamespaces tells whether the namespace of a flat list becomes that of the
// element around it (botocore 1.43.11, serialize.py, _serialize_type_list).
func (s Style) liftsNamespaces() bool { return s == Botocore }

// writesEmptyDocuments tells whether there is a document even when no member for
// it is given (aws-sdk-go v1.55.8, xmlutil/build.go, buildStruct; aws-sdk-go-v2,
// serializers.go).
func (s Style) writesEmptyDocuments() bool { return s == GoV1 || s == GoV2 || s == Smithy }

// writesBareInputs tells whether there is a document even for an input that has no
// members at all (aws-sdk-go v1.55.8, xmlutil/build.go, buildStruct).
func (s Style) writesBareInputs() bool { return s == GoV1 }
