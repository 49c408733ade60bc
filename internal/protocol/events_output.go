package protocol

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// bodyReader reads the value of a member from a body.
type bodyReader func(body []byte, m *catalogue.Member) (Value, error)

// eventMember gives the member of an output that is a stream of events.
func eventMember(out *catalogue.Member) *catalogue.Member {
	if out == nil {
		return nil
	}
	for i := range out.Shape.Members {
		if m := &out.Shape.Members[i]; m.Shape.Is(catalogue.EventStream) {
			return m
		}
	}
	return nil
}

// rpcEvents reads the answer of an operation whose output has a stream, in a
// protocol without bindings: the first event has the other members (botocore
// 1.43.11, parsers.py, JSONParser._handle_event_stream).
func (c *Call) rpcEvents(r *Response, stream *catalogue.Member, read bodyReader) (Value, error) {
	out := Value{Kind: Map}
	first, rest, err := nextMessage(r.Body)
	switch {
	case err != nil:
		return out, fmt.Errorf("read the event stream of the response: %w", err)
	case first.headers.Str(":event-type") != "initial-response":
		return out, fmt.Errorf("read the event stream of the response: the first event is %q, not initial-response", first.headers.Str(":event-type"))
	}
	if len(first.payload) > 0 {
		if out, err = read(first.payload, c.Operation.Output); err != nil {
			return out, err
		}
	}
	events, err := c.events(r.Status, rest, stream, read)
	out.Set(stream.Name, events)
	return out, err
}

// events reads a whole stream: a list of events, each under its name. An error
// that the service sends within it is a *ServiceError behind the events before.
func (c *Call) events(status int, stream []byte, m *catalogue.Member, read bodyReader) (Value, error) {
	list := Value{Kind: List, Items: []Value{}}
	for len(stream) > 0 {
		message, rest, err := nextMessage(stream)
		if err != nil {
			return list, fmt.Errorf("read event %d of the response: %w", len(list.Items), err)
		}
		stream = rest
		switch message.headers.Str(":message-type") {
		case "error", "exception":
			return list, c.eventError(status, message, m, read)
		}
		event := m.Shape.Member(message.headers.Str(":event-type"))
		if event == nil {
			continue // newer than the model
		}
		v, err := eventOf(message, event, read)
		if err != nil {
			return list, fmt.Errorf("read event %d of the response: %w", len(list.Items), err)
		}
		list.Items = append(list.Items, Value{Kind: Map, Fields: []Field{{event.Name, v}}})
	}
	return list, nil
}

// eventOf reads one event: members that are headers, and one that is the payload
// or the others in it (BaseEventStreamParser).
func eventOf(message eventMessage, event *catalogue.Member, read bodyReader) (Value, error) {
	v := Value{Kind: Map}
	var payload *catalogue.Member
	for i := range event.Shape.Members {
		member := &event.Shape.Members[i]
		switch {
		case member.Is(catalogue.EventHeader):
			if h := message.headers.Get(member.Name); h != nil {
				v.Set(member.Name, *h)
			}
		case member.Is(catalogue.EventPayload):
			payload = member
		}
	}
	switch {
	case payload == nil && len(message.payload) == 0:
		return v, nil
	case payload == nil:
		body, err := read(message.payload, event)
		for _, f := range body.Fields {
			if v.Get(f.Name) == nil {
				v.Set(f.Name, f.Value)
			}
		}
		return v, err
	case payload.Shape.Kind == catalogue.Blob:
		v.Set(payload.Name, Binary(message.payload))
		return v, nil
	case payload.Shape.Kind == catalogue.String:
		v.Set(payload.Name, Text(string(message.payload)))
		return v, nil
	}
	one, err := read(message.payload, payload)
	v.Set(payload.Name, one)
	return v, err
}

func (c *Call) eventError(status int, message eventMessage, m *catalogue.Member, read bodyReader) error {
	e := &ServiceError{Status: status, Code: message.headers.Str(":error-code"), Message: message.headers.Str(":error-message")}
	name := message.headers.Str(":exception-type")
	if name == "" {
		return e
	}
	e.Code = name
	exception := m.Shape.Member(name)
	if exception == nil {
		return e
	}
	e.Shape = exception.Shape
	var err error
	if e.Output, err = eventOf(message, exception, read); err != nil {
		return err
	}
	if e.Message = e.Output.Str("Message"); e.Message == "" {
		e.Message = e.Output.Str("message")
	}
	return e
}
