package protocol_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/sdk/boto"
	"github.com/sessctl/sessctl/internal/sdk/javav2"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

// streamCall is a call of an operation whose input ends in a stream of events.
func streamCall(t *testing.T, style *protocol.Style, input string) *protocol.Call {
	t.Helper()
	model, err := catalogue.Find("transcribe-streaming")
	if err != nil {
		t.Fatal(err)
	}
	op := model.Operation("StartStreamTranscription")
	in, err := protocol.ParseInput(op, []byte(input))
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: model, Operation: op, Protocol: protocol.RESTJSON, Style: style, Input: in}
}

const streamMembers = `"LanguageCode":"en-US","MediaSampleRateHertz":16000,"MediaEncoding":"pcm",`

// TestWritesEvents reads what was written: a blob that is the payload goes as it is,
// a structure as a document.
func TestWritesEvents(t *testing.T) {
	const document = `{"ChannelDefinitions":[{"ChannelId":1,"ParticipantRole":"AGENT"}]}`
	c := streamCall(t, spec.Style(), `{`+streamMembers+`"AudioStream":[{"AudioEvent":{"AudioChunk":"aGVsbG8="}},{"AudioEvent":{}},{"ConfigurationEvent":`+document+`}]}`)
	got, ok := events(t, c)
	if !ok {
		t.Fatal(c.Validate())
	}
	header := "\v:event-type\a\x00\nAudioEvent\r:message-type\a\x00\x05event\r:content-type\a\x00\x18application/octet-stream"
	other := "\v:event-type\a\x00\x12ConfigurationEvent\r:message-type\a\x00\x05event\r:content-type\a\x00\x10application/json"
	want := []string{"\x00\x00\x00\x6d\x00\x00\x00\x58|" + header + "|hello", "\x00\x00\x00\x68\x00\x00\x00\x58|" + header + "|",
		"\x00\x00\x00\xaa\x00\x00\x00\x58|" + other + "|" + document}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// TestJavaWritesEventsLikeRequests, as a call of transcribestreaming 2.59.1 was recorded.
func TestJavaWritesEventsLikeRequests(t *testing.T) {
	c := streamCall(t, javav2.Style(), `{`+streamMembers+`"AudioStream":[{"AudioEvent":{"AudioChunk":"aGVsbG8="}}]}`)
	got, _ := events(t, c)
	header := "\r:content-type\a\x00\x18application/octet-stream\v:event-type\a\x00\nAudioEvent\r:message-type\a\x00\x05event\x0eContent-Length\a\x00\x015"
	if want := []string{"\x00\x00\x00\x80\x00\x00\x00\x6b|" + header + "|hello"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// events gives the events of a valid call: lengths, headers and payload, without
// checksums.
func events(t *testing.T, c *protocol.Call) (all []string, ok bool) {
	t.Helper()
	if c.Validate() != nil {
		return nil, false
	}
	m, err := c.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Header.Get("Content-Type"); got != protocol.EventsType {
		t.Errorf("the type is %q", got)
	}
	if len(m.Body) > 0 || m.PayloadHash != "STREAMING-AWS4-HMAC-SHA256-EVENTS" {
		t.Errorf("the body is %q, its hash %q", m.Body, m.PayloadHash)
	}
	for _, e := range m.Events {
		headers := int(e[7])
		all = append(all, string(e[:8])+"|"+string(e[12:12+headers])+"|"+string(e[12+headers:len(e)-4]))
	}
	return all, true
}

// TestEventsAreAList says what a stream is, but in an SDK that takes it for a structure.
func TestEventsAreAList(t *testing.T) {
	object := `{` + streamMembers + `"AudioStream":{"AudioEvent":{"AudioChunk":"aGVsbG8="}}}`
	list := `{` + streamMembers + `"AudioStream":[{"AudioEvent":{"AudioChunk":"aGVsbG8="}}]}`
	for _, c := range []struct {
		name, input, want string
		style             *protocol.Style
	}{
		{"an object", object, "AudioStream: must be a list of events", spec.Style()},
		{"a list", list, "", spec.Style()},
		{"an empty event", `{` + streamMembers + `"AudioStream":[{}]}`, "AudioStream[0]: must have one of AudioEvent", spec.Style()},
		{"an unknown event", `{` + streamMembers + `"AudioStream":[{"AudioEvnt":{}}]}`, "AudioStream[0].AudioEvnt: there is no such parameter", spec.Style()},
		{"no event", `{` + streamMembers + `"AudioStream":[7]}`, "AudioStream[0]: must be an object", spec.Style()},
		{"an object for botocore", object, "", boto.Style()},
		{"a list for botocore", list, "AudioStream: must be an object", boto.Style()},
	} {
		err := streamCall(t, c.style, c.input).Validate()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: the error is %v, want %q", c.name, err, c.want)
		}
	}
}
