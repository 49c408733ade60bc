package resolve

import "strings"

// InItsWords adds to a message how an SDK itself puts it. People see that when
// they ask for it, programs always.
func InItsWords(message, sdk, words string) string {
	if words == "" {
		return message
	}
	return message + "; the " + sdk + saysMark + words
}

const saysMark = " SDK says: "

// WithoutWords is a message without what InItsWords adds.
func WithoutWords(message string) string {
	i := strings.Index(message, saysMark)
	if i < 0 {
		return message
	}
	if j := strings.LastIndex(message[:i], "; the "); j >= 0 {
		return message[:j]
	}
	return message
}

// WordsOf is what InItsWords adds to a message, empty where it added nothing.
func WordsOf(message string) string {
	_, words, _ := strings.Cut(message, saysMark)
	return words
}
