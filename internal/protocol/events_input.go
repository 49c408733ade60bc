package protocol

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// streamingEvents is what stands for a body of events in the signature: each event is
// signed as it is sent.
const streamingEvents = "STREAMING-AWS4-HMAC-SHA256-EVENTS"

// EventsType is the type of a stream of events.
const EventsType = "application/vnd.amazon.eventstream"

// streamsIn reports whether the payload is a stream of events for the style's SDK,
// which an input has as the list of its events.
func (c *Call) streamsIn(p *catalogue.Member) bool {
	return p != nil && p.Shape.Is(catalogue.EventStream) && c.Style.Events.Written
}

// marshalEvents puts the events of a stream behind the message. What SDKs send while a
// call is under way is written as if it were all known before.
func (c *Call) marshalEvents(m *Message, stream *Value, p *catalogue.Member) error {
	m.Events, m.PayloadHash, m.ShowHash, m.LeavesLength = [][]byte{}, streamingEvents, true, true
	if !c.Style.Events.Untyped {
		m.Set("Content-Type", EventsType)
	}
	if stream == nil {
		return nil
	}
	for i := range stream.Items {
		for _, f := range stream.Items[i].Fields {
			event := p.Shape.Member(f.Name)
			if event == nil {
				continue // Validate has said so
			}
			frame, err := c.eventFrame(&f.Value, event)
			if err != nil {
				return fmt.Errorf("write event %d of %s: %w", i, p.Name, err)
			}
			m.Events = append(m.Events, frame)
		}
	}
	return nil
}

// eventFrame writes one event: members that are headers, and one that is the payload
// or the others in it (smithy-go v1.28.9, transport/http/protocol/internal/eventstream;
// JavaScript's @smithy/core 3.41.1, EventStreamSerde.writeEventBody).
func (c *Call) eventFrame(v *Value, event *catalogue.Member) ([]byte, error) {
	var payload *catalogue.Member
	rest, headers := Value{Kind: Map}, []eventHeader(nil)
	for _, f := range v.Fields {
		member := event.Shape.Member(f.Name)
		switch {
		case member == nil || f.Value.Kind == Null:
		case member.Is(catalogue.EventHeader):
			encoded, err := appendHeader(nil, f.Name, &f.Value, member.Shape.Kind)
			if err != nil {
				return nil, fmt.Errorf("header %s: %w", f.Name, err)
			}
			headers = append(headers, eventHeader{f.Name, encoded})
		case member.Is(catalogue.EventPayload):
			payload = member
		default:
			rest.Set(f.Name, f.Value)
		}
	}
	for i := range event.Shape.Members {
		if m := &event.Shape.Members[i]; m.Is(catalogue.EventPayload) {
			payload = m
		}
	}
	kind, body := "application/json", []byte(nil)
	w := jsonWriter{call: c}
	switch given := v.Get(nameOf(payload)); {
	case payload == nil:
		w.body(&rest, event.Shape, false)
		body = w.out
	case payload.Shape.Kind == catalogue.Blob, payload.Shape.Kind == catalogue.String:
		if kind = "application/octet-stream"; payload.Shape.Kind == catalogue.String {
			kind = "text/plain"
		}
		if given != nil {
			body = []byte(PlainText(given))
		}
	case given != nil:
		w.body(given, payload.Shape, false)
		body = w.out
	}
	own := []eventHeader{textHeader(":event-type", event.Name), textHeader(":message-type", "event"), textHeader(":content-type", kind)}
	return Frame(c.eventHeaders(append(own, headers...), len(body)), body), w.err
}

// eventHeader is a header of an event as it is sent.
type eventHeader struct {
	name    string
	encoded []byte
}

func textHeader(name, value string) eventHeader {
	return eventHeader{name, appendText(nil, name, 7, value)}
}

// eventHeaders joins the headers of an event with a payload of a length.
func (c *Call) eventHeaders(all []eventHeader, length int) []byte {
	if c.Style.Events.LikeRequests {
		all = append(all, textHeader("Content-Length", strconv.Itoa(length)))
		slices.SortStableFunc(all, func(a, b eventHeader) int { return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	}
	var joined []byte
	for _, h := range all {
		joined = append(joined, h.encoded...)
	}
	return joined
}

func nameOf(m *catalogue.Member) string {
	if m == nil {
		return ""
	}
	return m.Name
}

// Frame makes a message of an event stream of encoded headers and a payload.
func Frame(headers, payload []byte) []byte {
	frame := binary.BigEndian.AppendUint32(nil, uint32(framePrelude+len(headers)+len(payload)+frameEnd))
	frame = binary.BigEndian.AppendUint32(frame, uint32(len(headers)))
	frame = binary.BigEndian.AppendUint32(frame, crc32.ChecksumIEEE(frame))
	frame = append(append(frame, headers...), payload...)
	return binary.BigEndian.AppendUint32(frame, crc32.ChecksumIEEE(frame))
}

// appendText adds a header whose value is a text or bytes.
func appendText(b []byte, name string, kind byte, value string) []byte {
	b = append(append(b, byte(len(name))), name...)
	b = binary.BigEndian.AppendUint16(append(b, kind), uint16(len(value)))
	return append(b, value...)
}

// AppendDate adds a header with a time in milliseconds since 1970.
func AppendDate(b []byte, name string, at int64) []byte {
	b = append(append(b, byte(len(name))), name...)
	return binary.BigEndian.AppendUint64(append(b, 8), uint64(at))
}

// AppendBytes adds a header with bytes.
func AppendBytes(b []byte, name string, value []byte) []byte {
	return appendText(b, name, 6, string(value))
}

// appendHeader adds a member of an event that is a header.
func appendHeader(b []byte, name string, v *Value, kind catalogue.Kind) ([]byte, error) {
	plain := append(append(b, byte(len(name))), name...)
	switch kind {
	case catalogue.Boolean:
		if v.Kind == Bool && v.True {
			return append(plain, 0), nil
		}
		return append(plain, 1), nil
	case catalogue.Timestamp:
		t, err := timeOf(v)
		return AppendDate(b, name, t.UnixMilli()), err
	case catalogue.Integer, catalogue.Long:
		n, err := strconv.ParseInt(v.Text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no whole number", v.Text)
		}
		if kind == catalogue.Integer {
			return binary.BigEndian.AppendUint32(append(plain, 4), uint32(n)), nil
		}
		return binary.BigEndian.AppendUint64(append(plain, 5), uint64(n)), nil
	}
	text := PlainText(v)
	if len(text) > math.MaxUint16 {
		return nil, fmt.Errorf("has %d bytes, and a header at most %d", len(text), math.MaxUint16)
	}
	if kind == catalogue.Blob {
		return AppendBytes(b, name, []byte(text)), nil
	}
	return appendText(b, name, 7, text), nil
}
