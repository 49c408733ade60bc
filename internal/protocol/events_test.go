package protocol_test

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

const eventModel = `{
 "metadata": {"apiVersion": "2020-01-08", "endpointPrefix": "events", "protocol": "rest-json", "serviceId": "Events", "signatureVersion": "v4"},
 "operations": {"Listen": {"name": "Listen", "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out"}}},
 "shapes": {
  "Out": {"type": "structure", "payload": "Stream", "members": {"Name": {"shape": "Text", "location": "header", "locationName": "x-name"}, "Stream": {"shape": "Stream"}}},
  "Stream": {"type": "structure", "eventstream": true, "members": {"Chunk": {"shape": "Chunk"}, "Stats": {"shape": "Stats"}, "End": {"shape": "End"}, "Broken": {"shape": "Broken"}}},
  "Chunk": {"type": "structure", "event": true, "members": {"Index": {"shape": "Long", "eventheader": true}, "At": {"shape": "When", "eventheader": true}, "Bytes": {"shape": "Data", "eventpayload": true}}},
  "Stats": {"type": "structure", "event": true, "members": {"Seen": {"shape": "Long"}}},
  "End": {"type": "structure", "event": true, "members": {}},
  "Broken": {"type": "structure", "exception": true, "members": {"message": {"shape": "Text"}}},
  "Text": {"type": "string"}, "Long": {"type": "long"}, "Data": {"type": "blob"}, "When": {"type": "timestamp"}
 }
}`

// frame makes a message; headers are texts but for those of other types, whose
// bytes begin with the type.
func frame(payload string, headers ...string) string {
	var h []byte
	for i := 0; i < len(headers); i += 2 {
		h = append(append(h, byte(len(headers[i]))), headers[i]...)
		if value := headers[i+1]; value != "" && value[0] < 32 {
			h = append(h, value...)
		} else {
			h = append(binary.BigEndian.AppendUint16(append(h, 7), uint16(len(value))), value...)
		}
	}
	b := binary.BigEndian.AppendUint32(nil, uint32(16+len(h)+len(payload)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(h)))
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	b = append(append(b, h...), payload...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b)))
}

func eventCall(t testing.TB, spoken string) *protocol.Call {
	t.Helper()
	s, err := catalogue.Parse("events", "the test", []byte(eventModel))
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: s, Operation: s.Operation("Listen"), Protocol: spoken, Style: &protocol.Style{}}
}

func TestEvents(t *testing.T) {
	stream := frame("abc", ":event-type", "Chunk", ":message-type", "event", "Index", "\x05\x00\x00\x00\x00\x00\x00\x00\x07", "At", "\x08\x00\x00\x01\x6f\x5e\x66\xe8\x00") +
		frame(`{"Seen": 5}`, ":event-type", "Stats") +
		frame("?", ":event-type", "Newer") +
		frame("", ":event-type", "End")
	v, err := eventCall(t, protocol.RESTJSON).Unmarshal(&protocol.Response{Status: 200, Body: []byte(stream)})
	if err != nil {
		t.Fatal(err)
	}
	events := v.Get("Stream").Items
	if len(events) != 3 {
		t.Fatalf("there are %d events: %+v", len(events), events)
	}
	chunk := events[0].Get("Chunk")
	if string(chunk.Get("Bytes").Bytes) != "abc" || chunk.Get("Index").Text != "7" || chunk.Get("At").Time.Year() != 2020 {
		t.Errorf("got %+v", chunk)
	}
	if events[1].Get("Stats").Get("Seen").Text != "5" || events[2].Get("End") == nil {
		t.Errorf("got %+v", events)
	}
}

func TestEventsThatBegin(t *testing.T) {
	first := frame(`{"x-name": "n"}`, ":event-type", "initial-response")
	v, err := eventCall(t, protocol.JSON).Unmarshal(&protocol.Response{Status: 200, Body: []byte(first + frame("", ":event-type", "End"))})
	if err != nil || v.Str("Name") != "n" || len(v.Get("Stream").Items) != 1 {
		t.Errorf("got %+v, %v", v, err)
	}
	if _, err := eventCall(t, protocol.JSON).Unmarshal(&protocol.Response{Status: 200, Body: []byte(frame("", ":event-type", "End"))}); err == nil {
		t.Error("a stream without initial-response is taken")
	}
}

func TestEventsThatFail(t *testing.T) {
	for _, c := range []struct{ stream, want string }{
		{frame("", ":message-type", "error", ":error-code", "Busy", ":error-message", "later"), "Busy: later"},
		{frame(`{"message": "oh"}`, ":message-type", "exception", ":exception-type", "Broken"), "Broken: oh"},
		{frame("", ":message-type", "exception", ":exception-type", "Newer"), "Newer"},
	} {
		_, err := eventCall(t, protocol.RESTJSON).Unmarshal(&protocol.Response{Status: 200, Body: []byte(frame("", ":event-type", "End") + c.stream)})
		var e *protocol.ServiceError
		if !errors.As(err, &e) || e.Error() != c.want {
			t.Errorf("the error is %v, want %s", err, c.want)
		}
	}
	good := frame("abc", ":event-type", "End", "x", "\x09"+strings.Repeat("u", 16))
	for i := range len(good) {
		if _, err := eventCall(t, protocol.RESTJSON).Unmarshal(&protocol.Response{Status: 200, Body: []byte(good[:i])}); err == nil && i > 0 {
			t.Errorf("a stream cut off after %d bytes is taken", i)
		}
		broken := []byte(good)
		broken[i] ^= 1
		if _, err := eventCall(t, protocol.RESTJSON).Unmarshal(&protocol.Response{Status: 200, Body: broken}); err == nil {
			t.Errorf("a stream with byte %d changed is taken", i)
		}
	}
}

func FuzzEvents(f *testing.F) {
	f.Add([]byte(frame("{}", ":event-type", "Stats")), "Index\x05")
	f.Add([]byte{}, "a\x06\xff\xff")
	f.Fuzz(func(t *testing.T, stream []byte, headers string) {
		for _, p := range []string{protocol.RESTJSON, protocol.JSON, protocol.RESTXML, protocol.CBOR} {
			_, _ = eventCall(t, p).Unmarshal(&protocol.Response{Status: 200, Body: stream})
		}
		_, _ = protocol.EventHeaders([]byte(headers))
	})
}
