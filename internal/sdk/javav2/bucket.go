package javav2

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/protocol"
)

var likeAddress = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d+\.){3}\d+$`) })

// checkNewBucket refuses names that new buckets cannot have (services/s3,
// CreateBucketInterceptor, BucketUtils.isValidDnsBucketName).
func checkNewBucket(c *protocol.Call) []protocol.Problem {
	if why := badBucket(c.Input.Str("Bucket")); why != "" {
		return []protocol.Problem{{Path: "Bucket", Code: protocol.NotAccepted, Message: why + ": no new bucket can have such a name"}}
	}
	return nil
}

func badBucket(name string) string {
	if n := len([]rune(name)); n < 3 || n > 63 {
		return fmt.Sprintf("has %d characters, where 3 to 63 are allowed", n)
	}
	if likeAddress().MatchString(name) {
		return "looks like an IP address"
	}
	var before rune
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			return "has a capital in it"
		case strings.ContainsRune(" \t\r\n", r):
			return "has white space in it"
		case (r == '.' || r == '-') && before == 0:
			return fmt.Sprintf("begins with %q", r)
		case r == '.' && before == '.', r == '.' && before == '-', r == '-' && before == '.':
			return fmt.Sprintf("has %q in it", string([]rune{before, r}))
		case r != '.' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z'):
			return fmt.Sprintf("has %q in it", r)
		}
		before = r
	}
	if before == '.' || before == '-' {
		return fmt.Sprintf("ends with %q", before)
	}
	return ""
}
