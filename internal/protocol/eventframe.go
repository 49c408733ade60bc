package protocol

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"time"
)

// eventMessage is a message of an event stream
// (application/vnd.amazon.eventstream).
type eventMessage struct {
	headers Value // a Map
	payload []byte
}

// What surrounds headers and payload in a message: its length, that of the
// headers, a checksum of both, and a checksum of the whole behind it all.
const (
	framePrelude = 12
	frameEnd     = 4
)

// nextMessage reads the message that a stream begins with, and gives what follows
// it.
func nextMessage(stream []byte) (m eventMessage, rest []byte, err error) {
	if len(stream) < framePrelude+frameEnd {
		return m, nil, errors.New("it ends in the middle of a message")
	}
	total, headers := binary.BigEndian.Uint32(stream), binary.BigEndian.Uint32(stream[4:])
	switch {
	case crc32.ChecksumIEEE(stream[:8]) != binary.BigEndian.Uint32(stream[8:]):
		return m, nil, errors.New("the checksum of a message's first bytes is wrong; it may be no event stream at all")
	case total < framePrelude+frameEnd || headers > total-framePrelude-frameEnd:
		return m, nil, errors.New("the lengths of a message contradict each other")
	case uint64(total) > uint64(len(stream)):
		return m, nil, errors.New("it ends in the middle of a message")
	}
	message, rest := stream[:total], stream[total:]
	content, sum := message[:total-frameEnd], message[total-frameEnd:]
	if crc32.ChecksumIEEE(content) != binary.BigEndian.Uint32(sum) {
		return m, nil, errors.New("the checksum of a message is wrong")
	}
	m.payload = content[framePrelude+headers:]
	m.headers, err = eventHeaders(content[framePrelude : framePrelude+headers])
	return m, rest, err
}

// eventHeaders reads the headers of a message: the length of a name, the name, a
// type and a value.
func eventHeaders(b []byte) (Value, error) {
	v := Value{Kind: Map}
	for len(b) > 0 {
		n := 1 + int(b[0])
		if len(b) < n+1 {
			return v, errors.New("a header ends before its value")
		}
		name, kind := string(b[1:n]), b[n]
		value, size, err := eventValue(kind, b[n+1:])
		if err != nil {
			return v, fmt.Errorf("header %s: %w", name, err)
		}
		v.Set(name, value)
		b = b[n+1+size:]
	}
	return v, nil
}

// eventValue reads the value of a header, and tells how many bytes it has.
func eventValue(kind byte, b []byte) (v Value, size int, err error) {
	sizes := [...]int{0, 0, 1, 2, 4, 8, 2, 2, 8, 16}
	if int(kind) >= len(sizes) {
		return v, 0, fmt.Errorf("there is no type %d of values", kind)
	}
	size = sizes[kind]
	if len(b) >= size && (kind == 6 || kind == 7) {
		size += int(binary.BigEndian.Uint16(b))
	}
	if len(b) < size {
		return v, 0, errors.New("its value is cut off")
	}
	switch b = b[:size]; kind {
	case 0, 1:
		return Boolean(kind == 0), size, nil
	case 2:
		return Literal(fmt.Sprint(int8(b[0]))), size, nil
	case 3:
		return Literal(fmt.Sprint(int16(binary.BigEndian.Uint16(b)))), size, nil
	case 4:
		return Literal(fmt.Sprint(int32(binary.BigEndian.Uint32(b)))), size, nil
	case 5:
		return Literal(fmt.Sprint(int64(binary.BigEndian.Uint64(b)))), size, nil
	case 6:
		return Binary(b[2:]), size, nil
	case 7:
		return Text(string(b[2:])), size, nil
	case 8:
		return timeValue(time.UnixMilli(int64(binary.BigEndian.Uint64(b))).UTC()), size, nil
	}
	return Text(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])), size, nil
}
